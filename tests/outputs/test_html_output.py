"""The HTML output: every finding is in its place, the text is unchanged and escaped, and nothing is fetched."""

from __future__ import annotations

import base64
import hashlib
import re
import time

import pytest
from command import fazhi
from helpers import SEEDS, linter
from hypothesis import given
from hypothesis import strategies as st
from pages import diagnostic, document, lines_visible, page, report

from checker.facts.outline.parts import Presence
from checker.formats import read
from checker.lint.report import PartStatus, Report, Share
from checker.outputs.display import Display
from checker.outputs.page import html
from checker.text.diagnostic import Related, Severity
from checker.text.document import Block, Document
from checker.text.span import Span

SEED_NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))
LAYOUTS = sorted((SEEDS.parent / "tests" / "layouts").iterdir())


def check(shown: Report) -> None:
    """Compare the text and the marks of a page with the report, block by block."""
    found = page(shown)
    blocks = [block.span for block in shown.document.blocks]
    assert sorted(found.blocks) == [("r1", index) for index in range(len(blocks))]
    for index, block in enumerate(blocks):
        assert found.block(index) == lines_visible(block.of(shown.shown_text))
    for number, item in enumerate(shown.diagnostics, 1):
        key = f"1-{number}"
        assert item.rule in found.note_text[key]
        if item.scope == "document" or not blocks:
            continue
        parts = [
            Span(max(block.start, item.span.start), min(block.end, item.span.end))
            for block in blocks
            if block.overlaps(item.span)
        ]
        assert found.marked(key) == "".join(lines_visible(part.of(shown.shown_text)) for part in parts)
        assert found.ids.count(f"m{key}") == 1
        assert found.attributes("a", "href").count(f"#n{key}") == 1
        assert found.attributes("a", "href").count(f"#m{key}") == 1
    assert len(found.ids) == len(set(found.ids))
    assert set(found.attributes("a", "href")) <= {f"#{name}" for name in found.ids}
    assert len(found.note_text) == len(shown.diagnostics)


@pytest.mark.parametrize("name", SEED_NAMES)
def test_every_finding_of_a_seed_is_marked(name: str) -> None:
    shown = linter().lint(read(name, (SEEDS / name).read_bytes()))
    assert len(shown.diagnostics) > 10
    check(shown)


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.name)
def test_other_layouts(path: object) -> None:
    name = str(path)
    with open(name, "rb") as file:  # noqa: PTH123
        check(linter().lint(read(name, file.read())))


@given(st.data())
def test_any_text_with_any_findings(data: st.DataObject) -> None:
    text = data.draw(
        st.text(st.one_of(st.sampled_from("甲乙<&\"' \n\u202e\x00\ud800"), st.characters(codec=None)), max_size=60)
    )
    read_text = document(text)
    offsets = st.integers(0, len(text))
    spans = data.draw(st.lists(st.tuples(offsets, offsets), max_size=8))
    found = [
        diagnostic(read_text, Span(*sorted(span)), number, related=(Related(Span(span[0], span[0]), "另"),))
        for number, span in enumerate(spans)
    ]
    check(report(read_text, found))


def test_overlapping_findings_are_split_where_they_cross() -> None:
    text = document("甲乙丙丁戊己")
    shown = html.write([report(text, [diagnostic(text, Span(0, 4), 0), diagnostic(text, Span(2, 6), 1)])], Display())
    body = re.sub(r"<(\w+)[^>]*>", r"<\1>", shown[shown.index('data-block="0"') :])
    assert body[len('data-block="0">') :].startswith(
        "<mark>甲乙<mark>丙丁</mark></mark><a></a><mark>戊己</mark><a></a></p>"
    )


def test_a_finding_over_blocks_is_marked_in_each() -> None:
    text = document("甲乙\n\n  丙丁\n戊")
    found = page(report(text, [diagnostic(text, Span(1, 8))]))
    assert [found.block(index) for index in range(3)] == ["甲乙", "丙丁", "戊"]
    assert found.marked("1-1") == "乙丙丁"
    assert found.attributes("mark", "data-note") == ["1-1"] * 2


def test_a_finding_between_blocks_or_without_length_is_a_point() -> None:
    text = document("甲\n\n乙。\n")
    found = page(report(text, [diagnostic(text, Span(1, 2)), diagnostic(text, Span(5, 5), 1)]))
    assert [name.split()[-1] for name in found.attributes("mark", "class")] == ["point", "point"]
    check(report(text, [diagnostic(text, Span(5, 5), 1)]))


def test_a_document_without_text() -> None:
    empty = document("")
    found = page(report(empty, [diagnostic(empty, None), diagnostic(empty, Span(0, 0), 1)]))
    assert sorted(found.note_text) == ["1-1", "1-2"]
    assert found.attributes("mark", "id") == []


def test_findings_about_the_whole_stand_above_the_text() -> None:
    text = document("甲乙")
    shown = html.write(
        [report(text, [diagnostic(text, None, message="缺一部分"), diagnostic(text, Span(0, 1), 1)])], Display()
    )
    assert shown.index("缺一部分") < shown.index('data-block="0"') < shown.index('id="n1-2"')


HOSTILE = "</script><script>alert(1)</script>\u202e\"'>&amp;<img src=x onerror=alert(1)>\x1b[2J\x00\ud800\n--><!--]]>"


def test_hostile_text_is_shown_and_not_obeyed() -> None:
    text = Document(HOSTILE, "txt", HOSTILE, (Block(Span(0, len(HOSTILE))),), document(HOSTILE).pieces, HOSTILE)
    related = (Related(Span(3, 4), HOSTILE),)
    found = [diagnostic(text, Span(0, len(HOSTILE)), 0, HOSTILE, related), diagnostic(text, Span(2, 30), 1, HOSTILE)]
    parts = (PartStatus(HOSTILE, Presence.SECTION, HOSTILE), PartStatus(HOSTILE, Presence.MENTIONED, HOSTILE))
    whole = Report(
        text, HOSTILE, 2024, "x", HOSTILE, parts, tuple(found), shares=(Share(HOSTILE, "other", 1, 2, 3, 0.5),)
    )
    check(whole)
    read_back = page(whole, whole)
    assert {tag for tag, _ in read_back.tags}.isdisjoint({"img"})
    assert read_back.attributes("script", "src") == []
    assert [tag for tag, _ in read_back.tags].count("script") == 1
    assert "<U+202E>" in read_back.block(0)
    assert "␛[2J␀<U+D800>\n" in read_back.block(0)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", read_back.source)


def test_nothing_is_fetched_and_nothing_runs_but_our_script() -> None:
    shown = fazhi("check", "--output-format", "html", str(SEEDS)).stdout.decode()
    found = page(*(linter().lint(read(name, (SEEDS / name).read_bytes())) for name in SEED_NAMES))
    assert not re.search(r"https?:|url\(|@import|src=|<link|<base|\bon\w+=|style=", shown)
    policy = next(attributes["content"] for _, attributes in found.tags if attributes.get("http-equiv"))
    assert policy.startswith("default-src 'none'; ")
    for tag, name in (("style", "style-src"), ("script", "script-src")):
        content = re.findall(f"<{tag}>(.*?)</{tag}>", found.source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content[0].encode()).digest()).decode()
        assert (len(content), f"{name} 'sha256-{digest}'" in policy) == (1, True)


def test_the_page_is_for_people() -> None:
    text = document("甲乙")
    found = page(report(text, [diagnostic(text, Span(0, 1), 1)]))
    assert ("html", {"lang": "zh-CN"}) in found.tags
    assert found.attributes("a", "href")[0] == "#main"
    assert list(found.attributes("input", "value")) == [
        "severity-error", "severity-warning", "severity-info", "family-FIG",
    ]  # fmt: skip
    assert "▲ 警告FIG001" in found.note_text["1-1"].replace(" FIG", "FIG")
    assert "说明 1:警告 FIG001" in found.attributes("a", "aria-label")


def test_what_is_known_besides() -> None:
    text = document("甲乙")
    parts = (PartStatus("成效", Presence.SECTION, "一、成效"), PartStatus("安排", Presence.ABSENT, ""))
    shown = Report(
        text,
        "青石镇",
        None,
        "township",
        "乡镇人民政府",
        parts,
        (),
        3,
        {"share": 4},
        shares=(Share("b.txt", "previous", 2, 30, 20, 0.18),),
    )
    told = page(shown).text
    for words in ("机关青石镇", "年度未读出", "类型乡镇人民政府", "字数2", "✓成效一、成效", "✗安排没有", "4 处比率",
                  "与往年报告 b.txt 相同 2 处", "另有 3 处", "没有必须改的地方"):  # fmt: skip
        assert words in told
    assert "筛选" not in told


def test_several_reports_have_an_index_and_their_own_anchors() -> None:
    text = document("甲乙")
    one = report(text, [diagnostic(text, Span(0, 1), 0)])
    found = page(one, one, report(text, []))
    assert [target for target in found.attributes("a", "href") if target.startswith("#r")] == ["#r1", "#r2", "#r3"]
    assert "共 3 个文件" in found.text
    assert len(found.ids) == len(set(found.ids))
    assert sorted(found.note_text) == ["1-1", "2-1"]


def test_less_severe_findings_are_left_out() -> None:
    text = document("甲乙丙")
    shown = report(text, [diagnostic(text, Span(number, number + 1), number) for number in range(3)])
    assert sorted(page(shown, minimum=Severity.WARNING).note_text) == ["1-1", "1-2"]


def test_masked_numbers_stay_masked() -> None:
    text = document("电话13812345678。")
    found = page(report(text, [diagnostic(text, Span(2, 13))], (Span(2, 13),)))
    assert "1381" not in found.source
    assert found.marked("1-1") == "13*********"


def test_tables_and_headings_are_recognisable() -> None:
    source = "<h1>大标题</h1><p>段落</p><table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    found = page(report(read("a.html", source.encode()), []))
    assert "h4" in {tag for tag, attributes in found.tags if "heading" in attributes.get("class", "")}
    assert [label for label in found.attributes("div", "aria-label") if "表" in label] == [
        "表 1 第 1 行",
        "表 1 第 2 行",
    ]


def test_the_same_reports_make_the_same_page() -> None:
    runs = {fazhi("check", "--output-format", "html", str(SEEDS)).stdout for _ in range(2)}
    assert len(runs) == 1


def test_a_large_report_takes_little_time() -> None:
    text = document("\n".join("全年调处矛盾纠纷若干件," * 20 for _ in range(450)))
    found = [diagnostic(text, Span(start, start + 150), number) for number, start in enumerate(range(0, 100_000, 100))]
    start = time.process_time()
    shown = html.write([report(text, found)], Display())
    assert time.process_time() - start < 10
    assert len(text.text.encode()) > 300_000
    assert len(shown) < len(text.text) + 2_000 * len(found)
