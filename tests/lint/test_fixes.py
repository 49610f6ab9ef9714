"""Fixes are applied together, are stable, and never change figures or titles; files are written atomically."""

from __future__ import annotations

import os
import stat
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from command import fazhi
from helpers import ROOT, SEEDS, linter
from hypothesis import given, settings
from hypothesis import strategies as st
from mending import MENDED, TEXT
from pace import SLOW

from checker.facts.reading import Reading
from checker.formats import apply_edits, file_bytes, read, revise
from checker.lint.fixer import FixOutcome, fix, is_permitted, select_fixes
from checker.outputs import fixes
from checker.project.files import write_bytes
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Edit
from checker.text.document import Document, fold
from checker.text.errors import FazhiError
from checker.text.span import Span, SpanSet

DIGITS = compile_pattern(r"\p{Nd}+")
LAYOUTS = sorted((ROOT / "tests" / "layouts").glob("*.*"))
EXAMPLES = sorted({example.text for rule in linter().all_rules for example in rule.examples if example.format == "txt"})
WIDTH = {"halfwidth-document", "halfwidth-mark", "fullwidth-mark"}


def mend(data: bytes, name: str = "a.txt", *, unsafe: bool) -> FixOutcome:
    document = read(name, data)

    def again(changed: Document, edits: Sequence[Edit]) -> Document:
        return read(name, revise(changed, edits))

    return fix(document, linter().lint, again, unsafe=unsafe)


def titles(document: Document) -> list[str]:
    return [title.span.of(document.text) for title in Reading(document, linter().knowledge).references.closed]


def finding_counts(document: Document) -> Counter[tuple[str, str]]:
    found = linter().lint(document).diagnostics
    return Counter((item.name, fold(item.text)) for item in found if item.name not in WIDTH)


def assert_trustworthy(data: bytes, name: str, *, unsafe: bool) -> None:
    once = mend(data, name, unsafe=unsafe)
    twice = mend(file_bytes(once.after), name, unsafe=unsafe)
    assert twice.after.source == once.after.source
    assert not twice.applied
    assert DIGITS.findall(once.after.source) == DIGITS.findall(once.before.source)
    assert titles(once.after) == titles(once.before)
    new = finding_counts(once.after) - finding_counts(once.before)
    assert not new, (new, [(item.diagnostic.rule, item.diagnostic.text) for item in once.applied])
    assert len(once.report.diagnostics) <= len(linter().lint(once.before).diagnostics)


@pytest.mark.parametrize("unsafe", [False, True])
@pytest.mark.parametrize("path", [*sorted(SEEDS.glob("*.txt")), *LAYOUTS], ids=lambda path: path.name)
def test_fixing_reports(path: Path, unsafe: bool) -> None:  # noqa: FBT001
    assert_trustworthy(path.read_bytes(), path.name, unsafe=unsafe)


_EVERY = 4
"""Of so many examples one is fixed in the small form."""


@pytest.mark.parametrize("unsafe", [False, True])
def test_fixing_examples(unsafe: bool) -> None:  # noqa: FBT001
    for text in EXAMPLES if SLOW else EXAMPLES[unsafe::_EVERY]:
        assert_trustworthy(text.encode(), "a.txt", unsafe=unsafe)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(EXAMPLES), min_size=1, max_size=4), st.booleans())
def test_fixing_several_at_once(parts: list[str], unsafe: bool) -> None:  # noqa: FBT001
    once = mend("\n".join(parts).encode(), unsafe=unsafe)
    twice = mend(once.after.source.encode(), unsafe=unsafe)
    assert twice.after.source == once.after.source
    assert DIGITS.findall(once.after.source) == DIGITS.findall(once.before.source)
    assert titles(once.after) == titles(once.before)


@given(st.text(max_size=30), st.data())
def test_edits_change_what_they_name_and_nothing_else(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    edits = [Edit(span, data.draw(st.text(max_size=3))) for span in spans]
    kept = "".join(
        text[one:two] for one, two in zip([0, *cuts[1::2]], [*cuts[::2][: len(spans)], len(text)], strict=True)
    )
    result = apply_edits(text, data.draw(st.permutations(edits)))
    assert len(result) == len(kept) + sum(len(edit.text) for edit in edits)
    for edit in reversed(edits):
        shift = sum(len(other.text) - len(other.span) for other in edits if other.span.start < edit.span.start)
        assert result[edit.span.start + shift :].startswith(edit.text)


def test_safe_fixes_and_titles() -> None:
    outcome = mend(TEXT.encode(), unsafe=False)
    assert outcome.after.source == MENDED
    assert [item.diagnostic.rule for item in outcome.applied] == ["PUN023", "WRD011", "WRD013"]


def test_a_fix_of_a_title_is_refused() -> None:
    outcome = mend(
        "落实《法治中国建设规划(2020—2025年)》《法治政府建设实施纲要(2021-2025年)》。\n".encode(), unsafe=True
    )
    assert (outcome.changed, outcome.refused) == (False, 1)


def test_a_safe_fix_may_not_change_a_number() -> None:
    from checker.text.diagnostic import Fix

    document = read("a.txt", "调解纠纷十二件,检查12次。\n".encode())
    assert not is_permitted(document, Fix("", "safe", (Edit(Span(4, 6), "十三"),)), SpanSet(()))
    assert not is_permitted(document, Fix("", "unsafe", (Edit(Span(10, 12), "13"),)), SpanSet(()))
    assert is_permitted(document, Fix("", "unsafe", (Edit(Span(4, 6), "十三"),)), SpanSet(()))


@pytest.mark.parametrize(
    ("wrong", "right"), [("全镇組织", "全镇组织"), ("县委县政府组织", "县委、县政府组织")], ids=["as long", "longer"]
)
def test_every_copy_of_a_paragraph_is_mended(wrong: str, right: str) -> None:
    line = "宣传活动，向群众发放资料，讲解法律知识，解答群众提出的问题，引导群众依法办事、依法维护自己的权益。\n"
    start = "青石镇2024年法治政府建设年度报告\n\n"
    outcome = mend(f"{start}{f'{wrong}{line}' * 30}".encode(), unsafe=True)
    assert outcome.after.text == f"{start}{f'{right}{line}' * 30}"


OWN = """
[[rule]]
id = "OWN001"
name = "own-word"
summary = "用词"
summary-en = "wording"
why = "用词不当"
source = "本单位"
kind = "pattern"
severity = "warning"
message = "“{{text}}”"
mend = "改"
fix = "unsafe"
options = {{ patterns = ["{0}"], replace = "{1}" }}
example = [{{ bad = "请⟦{0}⟧。" }}]
"""


@pytest.mark.parametrize(
    ("right", "after"), [("镇政府、镇政府", "、".join(["镇政府"] * 2**10)), ("镇府", "镇府"), ("镇政府", "镇政府")]
)
def test_a_rule_that_finds_what_it_has_written_comes_to_an_end(tmp_path: Path, right: str, after: str) -> None:
    (tmp_path / "own.toml").write_text(OWN.format("镇政府", right), encoding="utf-8")
    (tmp_path / "a.txt").write_text("请镇政府办理。\n", encoding="utf-8")
    flags = ("--select", "OWN001", "--ruleset", "own.toml", "--unsafe-fixes")
    assert fazhi("fix", *flags, "a.txt", cwd=tmp_path).returncode == 0
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == f"请{after}办理。\n"


def test_fixes_that_touch_are_not_made_together() -> None:
    from msgspec.structs import replace

    from checker.text.diagnostic import Fix, Severity

    document = read("a.txt", TEXT.encode())
    (item, *_) = linter().lint(document).diagnostics
    first = replace(item, severity=Severity.INFO, fixes=(Fix("", "safe", (Edit(Span(0, 3), "甲"),)),))
    graver = replace(item, severity=Severity.ERROR, fixes=(Fix("", "safe", (Edit(Span(3, 3), "乙"),)),))
    assert [chosen.diagnostic for chosen in select_fixes(document, [first, graver], unsafe=False)] == [graver]


PAGE = "<p>2024年,开展检查<b>、</b>等12次&amp;截止2024年底。</p>\n<p>现<i>对</i>2024年法治政府建设情况报告如下:</p>\n"


def test_html_is_mended_between_its_tags() -> None:
    outcome = mend(PAGE.encode(), "a.html", unsafe=False)
    assert outcome.after.source == PAGE.replace("<b>、</b>", "<b></b>").replace("截止", "截至")


def test_markdown_is_mended_between_its_marks() -> None:
    outcome = mend("# 报告\n\n**2024年**,开展检查、等**12次**。\n".encode(), "a.md", unsafe=False)
    assert outcome.after.source == "# 报告\n\n**2024年**,开展检查等**12次**。\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_and_line_ends_stay(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.replace("\n", end).encode(encoding))
    result = fazhi("fix", str(path))
    assert (result.returncode, result.stderr.decode().splitlines()[0]) == (0, "已改 3 处（1 个文件）")
    assert path.read_bytes() == MENDED.replace("\n", end).encode(encoding)


def test_check_fix_reports_what_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT + "全年⼯作@件。\n", encoding="utf-8")
    result = fazhi("check", "--fix", "--show-fixes", "--output-format", "concise", "a.txt", cwd=tmp_path)
    assert result.returncode == 1
    assert "a.txt:4:5: error PLH001" in result.stdout.decode()
    assert "WRD011" not in result.stdout.decode()
    assert "a.txt:3:17: WRD011 “截止”:改为“截至”" in result.stderr.decode()
    assert path.read_text(encoding="utf-8") == MENDED + "全年工作@件。\n"


def test_a_diff_can_be_applied_and_writes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.rstrip("\n"), encoding="utf-8")
    result = fazhi("fix", "--diff", "a.txt", cwd=tmp_path)
    assert result.returncode == 1
    assert path.read_text(encoding="utf-8") == TEXT.rstrip("\n")
    subprocess.run(["git", "apply", "-p1", "-"], cwd=tmp_path, input=result.stdout, check=True)
    assert path.read_text(encoding="utf-8") == MENDED.rstrip("\n")
    assert fazhi("fix", "--diff", "a.txt", cwd=tmp_path).returncode == 0
    assert fazhi("check", "--diff", "a.txt", cwd=tmp_path).stdout == b""


def test_standard_input_goes_to_standard_output() -> None:
    result = fazhi("fix", "-", data=TEXT.encode("gb18030"))
    assert (result.returncode, result.stdout) == (0, MENDED.encode("gb18030"))
    refused = fazhi("check", "--fix", "-", data=TEXT.encode())
    assert (refused.returncode, refused.stdout) == (2, b"")
    assert "fazhi fix -" in refused.stderr.decode()


def test_unsafe_fixes_wait_for_leave(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("全镇布署排查工作。\n", encoding="utf-8")
    assert "另有 1 处修改须人工确认（--unsafe-fixes）" in fazhi("fix", str(path)).stderr.decode()
    assert path.read_text(encoding="utf-8") == "全镇布署排查工作。\n"
    fazhi("fix", "--unsafe-fixes", str(path))
    assert path.read_text(encoding="utf-8") == "全镇部署排查工作。\n"


def test_the_original_is_kept_on_request(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    path.chmod(0o640)
    fazhi("fix", "--backup", str(path))
    assert (tmp_path / "a.txt.orig").read_text(encoding="utf-8") == TEXT
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    path.write_text(TEXT + "截止2023年底。\n", encoding="utf-8")
    fazhi("fix", "--backup", str(path))
    assert (tmp_path / "a.txt.orig").read_text(encoding="utf-8") == TEXT


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "link.txt").symlink_to("real.txt")
    fazhi("fix", str(tmp_path / "link.txt"))
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_text(encoding="utf-8") == MENDED


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"new")
    with pytest.raises(FazhiError, match="已被改动"):
        write_bytes(str(path), b"mended", expected=b"old", backup=True)
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"new", ["a.txt"])


def test_a_failed_write_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(FazhiError, match=r"a.txt：无法写入（磁盘已满）"):
        write_bytes(str(path), b"mended", expected=b"old")
    assert (path.read_bytes(), os.listdir(tmp_path)) == (b"old", ["a.txt"])


def test_one_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    result = fazhi("fix", ".", cwd=tmp_path)
    assert result.returncode == 2
    assert "a.txt：不是文本文件" in result.stderr.decode()
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == MENDED


def test_a_diff_on_a_terminal_marks_the_changed_characters() -> None:
    diff = "--- a/a.txt\n+++ b/a.txt\n@@ -1,2 +1,2 @@\n 一行\n-布署工作,既使\n+部署工作，即使\n"
    assert fixes.shown_diff(diff).splitlines() == [
        "--- a/a.txt", "+++ b/a.txt", "@@ -1,2 +1,2 @@", " 一行", "-⟦布⟧署工作⟦,既⟧使", "+⟦部⟧署工作⟦，即⟧使",
    ]  # fmt: skip
    assert "\x1b[1;31m⟦部⟧\x1b[0m" in fixes.shown_diff(diff, color=True)
    lone = "@@ -1 +0,0 @@\n-去\u202e\n"
    assert fixes.shown_diff(lone) == "@@ -1 +0,0 @@\n-去<U+202E>\n"
    several = "-甲\n-乙\n+丙\n"
    assert fixes.shown_diff(several) == several
