"""Comments and tracked changes in Word documents affect exactly their characters and nothing else."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from command import fazhi
from helpers import SEEDS, linter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from mending import MENDED, TEXT
from own_choices import CHOICES
from word_files import docx, from_text, paragraph, run

from checker.formats import apply_edits, read, revise, word
from checker.formats.word.package import w
from checker.outputs.annotations import annotate
from checker.outputs.display import Display
from checker.project.linter import Linter, Settings
from checker.rules.families import FAMILIES
from checker.text.diagnostic import Edit
from checker.text.span import Span

DATE = "2026-11-22T08:00:00Z"
SOFFICE = shutil.which("soffice")
EVERYTHING = (
    paragraph("青石镇2024年法治政府建设年度报告")
    + f'<w:p>{run("全年审查合同")}<w:del w:id="11" w:author="甲" w:date="{DATE}"><w:r><w:delText>12</w:delText></w:r></w:del>'
    + f'<w:ins w:id="12" w:author="甲" w:date="{DATE}">{run("布署")}{run("18")}</w:ins>{run("件,")}'
    + f'<w:hyperlink w:anchor="x">{run("截止2024年底")}</w:hyperlink>{run("共办结。", "<w:b/>")}</w:p>'
    + f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc>{paragraph('检查、等事项')}</w:tc></w:tr></w:tbl>"
    + f'<w:p>{run("见")}<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
    + f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("8")}<w:r><w:fldChar w:fldCharType="end"/></w:r>{run("页,")}'
    + f"<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>{run('既使')}<w:r><w:t>如</w:t><w:tab/><w:t>此</w:t></w:r>"
    + '<w:commentRangeStart w:id="4"/>'
    + run("已有批注")
    + '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r></w:p>'
)
COMMENTS = f'<w:comment w:id="4" w:author="乙" w:initials="乙">{paragraph("请核对")}</w:comment>'


def main_part(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def inner(item: etree._Element) -> str:
    """Return all text in an element."""
    return "".join(str(text) for text in item.itertext())


def others(data: bytes) -> dict[str, bytes]:
    changing = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name not in changing}


def ranges(data: bytes) -> dict[str, str]:
    """Return the text that each comment range encloses in the file."""
    texts: dict[str, str] = {}
    opened: set[str] = set()
    for item in main_part(data).iter():
        if item.tag == w("commentRangeStart"):
            opened.add(item.get(w("id"), ""))
            texts[item.get(w("id"), "")] = ""
        elif item.tag == w("commentRangeEnd"):
            opened.discard(item.get(w("id"), ""))
        elif item.tag == w("t"):
            for name in opened:
                texts[name] += item.text or ""
    return texts


def comments(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        tree = etree.fromstring(archive.read("word/comments.xml"))
    return {item.get(w("id"), ""): inner(item) for item in tree}


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name)
def test_every_finding_becomes_a_comment_on_its_characters(path: Path, cut: bool) -> None:  # noqa: FBT001
    data = from_text(path.read_text(encoding="utf-8"), cut=cut)
    report = linter().lint(read("a.docx", data))
    marked = annotate(report, Display(), DATE)
    again = linter().lint(read("a.docx", marked))
    assert again.document.text == report.document.text
    assert [(item.rule, item.span) for item in again.diagnostics] == [
        (item.rule, item.span) for item in report.diagnostics
    ]
    assert others(marked) == others(data)
    under, said = ranges(marked), comments(marked)
    for number, item in enumerate(report.diagnostics):
        assert item.message in said[str(number)]
        if item.scope == "span" and len(item.span) and "\n" not in item.text:
            assert under[str(number)] == item.span.of(report.document.text)
    assert len(list(python_docx.Document(io.BytesIO(marked)).comments)) == len(report.diagnostics)


def test_comments_and_revisions_that_were_there_stay() -> None:
    data = docx(EVERYTHING, {"comments": COMMENTS})
    report = linter().lint(read("a.docx", data))
    marked = annotate(report, Display(), DATE)
    said = comments(marked)
    assert said["4"] == "请核对"
    assert ranges(marked)["4"] == "已有批注"
    assert min(int(name) for name in said if name != "4") == 5
    kept = [(item.tag, item.get(w("id")), inner(item)) for item in main_part(data).iter(w("ins"), w("del"))]
    assert [(item.tag, item.get(w("id")), inner(item)) for item in main_part(marked).iter(w("ins"), w("del"))] == kept


def test_a_finding_about_the_whole_document_stands_on_its_title() -> None:
    data = from_text("青石镇2024年法治政府建设年度报告\n2024年,推进依法行政。")
    marked = annotate(linter().lint(read("a.docx", data)), Display(), DATE)
    missing = next(name for name, said in comments(marked).items() if "STR002" in said)
    assert ranges(marked)[missing] == "青石镇2024年法治政府建设年度报告"


def test_a_comment_lists_the_candidates_of_which_a_person_chooses(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(CHOICES, encoding="utf-8")
    data = from_text("青石镇会议纪要\n村民荣获桂花江和帐户。")
    report = Linter(Settings(select=("WRD900", "WRD007"), own_rulesets=(str(own),))).lint(read("a.docx", data))
    marked = annotate(report, Display(), DATE)
    under, said = ranges(marked), comments(marked)
    assert under == {"0": "桂花江", "1": "帐户"}
    assert said["0"].endswith("改法：改为“桂花奖”或“桂花乡”（1）改为“桂花奖”（2）改为“桂花乡”")
    assert said["1"].endswith("改法：改为“账户”")


TEXTS = st.lists(st.text(st.sampled_from("法治政府建设,。12"), min_size=1, max_size=12), min_size=1, max_size=3)


@given(TEXTS, st.booleans(), st.data())
def test_a_comment_covers_what_it_names(texts: list[str], cut: bool, data: st.DataObject) -> None:  # noqa: FBT001
    source = from_text("\n".join(texts), cut=cut)
    document = read("a.docx", source)
    ends = st.integers(0, len(document.text) - 1)
    spans = [Span(*sorted((data.draw(ends), data.draw(ends)))) for _ in range(data.draw(st.integers(1, 4)))]
    marked = word.annotate("a.docx", source, [word.Comment(span, ("一",)) for span in spans], DATE)
    assert read("a.docx", marked).text == document.text
    under = ranges(marked)
    for number, span in enumerate(spans):
        wanted = span.of(document.text).replace("\n", "")
        if wanted:
            assert under[str(number)] == wanted


def accepted(data: bytes, *, keep: str, drop: str) -> str:
    """Return the text after accepting this tool's changes, or, with the arguments swapped, after rejecting them."""
    tree = main_part(data)
    for item in list(tree.iter(w(drop))):
        if item.get(w("author"), "").startswith("fazhi") and (parent := item.getparent()) is not None:
            parent.remove(item)
    for item in list(tree.iter(w("delText"))):
        if any(holder.get(w("author"), "").startswith("fazhi") for holder in item.iterancestors(w("del"))):
            item.tag = w("t")
    lines = ("".join(item.text or "" for item in line.iter(w("t"))) for line in tree.iter(w("p")))
    assert keep != drop
    return "".join(f"{line}\n" for line in lines if line)


@given(TEXTS, st.booleans(), st.booleans(), st.data())
def test_edits_are_made_tracked_or_plain(texts: list[str], cut: bool, tracked: bool, data: st.DataObject) -> None:  # noqa: FBT001
    document = read("a.docx", from_text("\n".join(texts), cut=cut))
    block = data.draw(st.sampled_from(document.blocks))
    cuts = sorted(data.draw(st.sets(st.integers(block.span.start, block.span.end), max_size=4)))
    edits = [
        Edit(Span(one, two), data.draw(st.text(st.sampled_from("甲乙"), max_size=2)))
        for one, two in zip(cuts[::2], cuts[1::2], strict=False)
        if document.writable(Span(one, two))
    ]
    wanted = apply_edits(document.text, edits)
    if not all(line for line in wanted.split("\n")[:-1]):
        return
    changed = revise(document, edits, DATE if tracked else "")
    assert read("a.docx", changed).text == wanted
    if tracked:
        assert accepted(changed, keep="ins", drop="del") == wanted
        assert accepted(changed, keep="del", drop="ins") == document.text


def test_changes_are_tracked_for_a_person_to_accept(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(from_text(TEXT, cut=True))
    result = fazhi("fix", "--backup", "a.docx", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode().splitlines()[0]) == (0, "已改 3 处（1 个文件）")
    data = path.read_bytes()
    assert [line for line in read("a.docx", data).text.split("\n") if line] == [
        line for line in MENDED.split("\n") if line
    ]
    assert accepted(data, keep="del", drop="ins").split("\n")[:-1] == [line for line in TEXT.split("\n") if line]
    authors = {(item.tag, item.get(w("author"))) for item in main_part(data).iter(w("ins"), w("del"))}
    assert authors <= {(w(tag), f"fazhi {kind}") for tag in ("ins", "del") for kind in ("用词", "标点")}
    assert {tag for tag, _ in authors} == {w("ins"), w("del")}
    assert (tmp_path / "a.docx.orig").read_bytes() == from_text(TEXT, cut=True)
    assert "没有可以直接作的修改" in fazhi("fix", "a.docx", cwd=tmp_path).stderr.decode()
    assert path.read_bytes() == data


def test_changes_may_be_made_plainly_with_the_formatting_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(f"<w:p>{run('全年工作,')}{run('截止', '<w:b/>')}{run('2024年底共办结12件。')}</w:p>"))
    fazhi("fix", "--no-track", str(path))
    tree = main_part(path.read_bytes())
    assert not list(tree.iter(w("ins"), w("del")))
    bold = [item for item in tree.iter(w("r")) if item.find(f"{w('rPr')}/{w('b')}") is not None]
    assert [inner(item) for item in bold] == ["截至"]


def test_a_diff_of_a_word_file_is_of_its_text(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(EVERYTHING, {"comments": COMMENTS}))
    before = path.read_bytes()
    result = fazhi("fix", "--diff", "a.docx", cwd=tmp_path)
    assert "+全年审查合同布署18件,截至2024年底共办结。" in result.stdout.decode()
    assert path.read_bytes() == before


def test_a_document_with_everything_survives(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(docx(EVERYTHING, {"comments": COMMENTS}))
    before = read("a.docx", path.read_bytes())
    fazhi("fix", "--unsafe-fixes", "a.docx", cwd=tmp_path)
    data = path.read_bytes()
    after = read("a.docx", data)
    for old, new in (("布署", "部署"), ("截止", "截至"), ("检查、等", "检查等"), ("既使", "即使")):
        assert old in before.text
        assert new in after.text
        assert old not in after.text
    insertion = next(item for item in main_part(data).iter(w("ins")) if "部署" in inner(item))
    assert insertion.get(w("author")) == "fazhi 用词"
    for tag in (w("hyperlink"), w("tbl"), w("fldChar"), w("tab"), w("commentReference")):
        assert len(list(main_part(data).iter(tag))) == len(list(main_part(docx(EVERYTHING)).iter(tag)))
    assert python_docx.Document(io.BytesIO(data)).paragraphs


def test_only_word_files_take_comments(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.docx").write_bytes(from_text(TEXT))
    result = fazhi("check", "--annotate", "out.docx", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (
        2,
        "fazhi: a.txt：只有 .docx 和转成 .docx 的 .doc、.wps 可以加批注（--annotate）\n",
    )
    result = fazhi("check", "--annotate", "out.docx", "a.docx", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (
        2,
        "fazhi: --annotate 只写一个文件；多个文件或文件夹用 --annotate-dir 文件夹\n",
    )
    assert not (tmp_path / "out.docx").exists()
    result = fazhi("check", "--annotate", "out.docx", "a.docx", cwd=tmp_path)
    assert result.returncode == 1
    assert re.fullmatch(r"已写 out.docx（\d+ 条批注）\n", result.stderr.decode())
    assert comments((tmp_path / "out.docx").read_bytes())
    result = fazhi("check", "--annotate", "no/out.docx", "--output-format", "concise", "a.docx", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (
        2,
        "fazhi: no/out.docx：无法写入（没有这个文件或目录）\n",
    )
    assert b"a.docx:1:1: error" in result.stdout


def test_a_copy_is_overwritten_only_by_force(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(from_text(TEXT))
    (tmp_path / "out.docx").write_bytes(b"mine")
    command = ("check", "--exit-zero", "--quiet", "--annotate", "out.docx", "a.docx")
    result = fazhi(*command, cwd=tmp_path)
    assert (result.returncode, result.stderr.decode()) == (
        2,
        "fazhi: out.docx：已有这个文件，没有写；要覆盖请加 --force\n",
    )
    assert (tmp_path / "out.docx").read_bytes() == b"mine"
    assert fazhi(*command, "--force", cwd=tmp_path).returncode == 0
    assert comments((tmp_path / "out.docx").read_bytes())
    result = fazhi("check", "--annotate", "a.docx", "--force", "a.docx", cwd=tmp_path)
    assert result.returncode == 2
    assert "是被检查的文件" in result.stderr.decode()


def test_copies_of_files_and_folders(tmp_path: Path) -> None:
    for name in ("a.docx", "2024/甲镇.docx", "2024/村/乙村.docx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(from_text(TEXT))
    (tmp_path / "2024/b.txt").write_text(TEXT, encoding="utf-8")
    command = ("check", "--exit-zero", "--quiet", "--annotate-dir", "批注", "a.docx", "2024")
    result = fazhi(*command, cwd=tmp_path)
    assert result.returncode == 0, result.stderr.decode()
    written = ["a.docx", "村/乙村.docx", "甲镇.docx"]
    assert (
        sorted(path.relative_to(tmp_path / "批注").as_posix() for path in (tmp_path / "批注").rglob("*.docx"))
        == written
    )
    assert [line.split("（")[0] for line in sorted(result.stderr.decode().splitlines())] == [
        f"已写 批注/{name}" for name in written
    ]
    again = fazhi(*command, cwd=tmp_path)
    assert (again.returncode, again.stderr.decode().count("要覆盖请加 --force")) == (2, 3)
    both = fazhi(*command, "--annotate", "out.docx", cwd=tmp_path)
    assert (both.returncode, both.stderr.decode()) == (2, "fazhi: --annotate 和 --annotate-dir 只能用一个\n")


def test_comments_have_an_author_by_kind() -> None:
    marked = annotate(linter().lint(read("a.docx", from_text(TEXT))), Display(), DATE)
    with zipfile.ZipFile(io.BytesIO(marked)) as archive:
        tree = etree.fromstring(archive.read("word/comments.xml"))
    by_author = {(item.get(w("author")), inner(item).split("】")[0].split(" ")[-1][:3]) for item in tree}
    assert ("fazhi 用词", "WRD") in by_author
    assert ("fazhi 标点", "PUN") in by_author
    assert all(author == f"fazhi {FAMILIES[family]}" for author, family in by_author)


def test_only_one_kind_of_change(tmp_path: Path) -> None:
    half = "云岭镇2024年法治政府建设年度报告\n\n" + "一是抓学习,二是抓落实,三是抓检查,布署整改。\n" * 4
    path = tmp_path / "a.docx"
    path.write_bytes(from_text(half))
    result = fazhi("fix", "--only", "PUN001", "a.docx", cwd=tmp_path)
    assert (result.returncode, result.stderr.decode().splitlines()[0]) == (0, "已改 1 处（1 个文件）")
    text = read("a.docx", path.read_bytes()).text
    assert text.count("，") == half.count(",")
    assert "," not in text
    assert "布署" in text
    authors = {item.get(w("author")) for item in main_part(path.read_bytes()).iter(w("ins"), w("del"))}
    assert authors == {"fazhi 标点"}


@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_what_was_written(tmp_path: Path) -> None:
    data = docx(EVERYTHING, {"comments": COMMENTS})
    report = linter().lint(read("a.docx", data))
    (tmp_path / "comments.docx").write_bytes(annotate(report, Display(), DATE))
    (tmp_path / "changes.docx").write_bytes(data)
    fazhi("fix", "--unsafe-fixes", str(tmp_path / "changes.docx"))
    assert SOFFICE is not None
    command = [
        SOFFICE,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "docx",
        "--outdir",
    ]
    names = ["comments.docx", "changes.docx"]
    subprocess.run([*command, "out", *names], cwd=tmp_path, check=True, capture_output=True, timeout=180)
    for name in names:
        written, opened = ((tmp_path / place / name).read_bytes() for place in (".", "out"))
        assert read(name, opened).text.split("\n")[:2] == read(name, written).text.split("\n")[:2]
    assert len(comments((tmp_path / "out" / "comments.docx").read_bytes())) == len(report.diagnostics) + 1
    assert {"fazhi 用词", "甲"} <= {
        item.get(w("author"))
        for item in main_part((tmp_path / "out" / "changes.docx").read_bytes()).iter(w("ins"), w("del"))
    }
