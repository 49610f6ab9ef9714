"""The full format fits every width, and has the same text with and without colour."""

from __future__ import annotations

import re
from functools import cache

import msgspec
import pytest
from helpers import SEEDS, linter
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.formats import read
from checker.lint.engine import lint
from checker.lint.report import Report, Share
from checker.outputs.display import Display
from checker.outputs.terminal import full
from checker.outputs.terminal.layout import BOLD, PLAIN, cells, wrap, wrap_segments
from checker.text.diagnostic import Confidence, Severity

ODD = "2024年\u3000我 镇 wide a\u0301 \U0001f469\u200d\U0001f4bb\ufe0f \u202e @件,ｆｕｌｌ①~…— " * 9
CODES = re.compile(r"\x1b\[[0-9;]*m")


@cache
def samples() -> tuple[Report, ...]:
    """Reports on the seeds, one without findings, one with unusual characters, one with a long name and shares."""
    documents = [read(f"seeds/{path.name}", path.read_bytes()) for path in sorted(SEEDS.glob("*.txt"))]
    documents.append(read("short.txt", "好。\n".encode()))
    documents.append(read("odd \u202e.txt", f"{ODD}\n\n{ODD}@件。\n".encode()))
    documents.append(read(f"{'很长的目录/' * 30}a.txt", "我镇审查合同@件。\n".encode()))
    tools = linter()
    found = [lint(document, tools.rules, tools.knowledge, "", Confidence.LOW) for document in documents]
    found[0] = msgspec.structs.replace(found[0], shares=(Share("b.txt", "previous", 3, 412, 99, 0.18),), hidden=7)
    return tuple(found)


@pytest.mark.parametrize("width", [None, 40, 79, 80, 100, 133, 200])
@pytest.mark.parametrize("minimum", list(Severity))
def test_no_line_is_wider_than_the_terminal(width: int | None, minimum: Severity) -> None:
    written = full.write(samples(), Display(minimum, color=False, width=width))
    assert max(cell_len(line) for line in written.splitlines()) <= (width or 100)


@pytest.mark.parametrize("width", [1, 2, 7, 12, 20])
def test_a_terminal_too_narrow_for_words_still_gets_all_of_them(width: int) -> None:
    narrow, wide = (full.write(samples(), Display(color=False, width=size)) for size in (width, 400))
    for line in ("不像法治政府建设年度报告", "汇总"):
        assert line in wide
        assert line in re.sub(r"\s", "", narrow)


@pytest.mark.parametrize("width", [20, 80, 100])
def test_colour_changes_no_word(width: int) -> None:
    coloured, plain = (full.write(samples(), Display(color=color, width=width)) for color in (True, False))
    assert [line.rstrip() for line in CODES.sub("", coloured).split("\n")] == plain.split("\n")


def test_nothing_is_written_about_no_report() -> None:
    assert full.write((), Display()) == ""


@given(st.text("中文,a b\u3000\u0301“…é", max_size=60), st.integers(2, 30))
def test_lines_break_as_in_rich(text: str, width: int) -> None:
    from rich.console import Console
    from rich.text import Text

    wrapped = [str(line).rstrip() for line in Text(text).wrap(Console(width=width), width)]
    assert [line.rstrip() for line in wrap(text, width)] == wrapped
    assert all(cells(line.rstrip()) <= width for line in wrap(text, width))


@given(st.lists(st.tuples(st.text("中a ", max_size=9), st.sampled_from([PLAIN, BOLD])), max_size=6), st.integers(2, 12))
def test_styles_stay_with_their_characters(line: list[tuple[str, str]], width: int) -> None:
    characters = [(character, style) for text, style in line for character in text]
    wrapped = [(character, style) for part in wrap_segments(line, width) for text, style in part for character in text]
    assert wrapped == characters
