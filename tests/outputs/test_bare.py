"""The report without colours is, line for line, what rich makes of the same report."""

from __future__ import annotations

from functools import cache

import msgspec
import pytest
from helpers import SEEDS, toolbox
from hypothesis import given
from hypothesis import strategies as st

from checker.formats import read
from checker.lint.engine import lint
from checker.lint.report import Report, Share
from checker.outputs.display import Display
from checker.outputs.terminal import bare, full
from checker.outputs.terminal.cells import broken, cells
from checker.text.diagnostic import Confidence, Severity

ODD = "2024年\u3000我 镇 wide a\u0301 \U0001f469\u200d\U0001f4bb\ufe0f \u202e @件,ｆｕｌｌ①~…— " * 9


@cache
def samples() -> tuple[Report, ...]:
    """The seeds, one with nothing to say, one full of odd characters, one with a long name and shares."""
    documents = [read(f"seeds/{path.name}", path.read_bytes()) for path in sorted(SEEDS.glob("*.txt"))]
    documents.append(read("short.txt", "好。\n".encode()))
    documents.append(read("odd \u202e.txt", f"{ODD}\n\n{ODD}@件。\n".encode()))
    documents.append(read(f"{'很长的目录/' * 30}a.txt", "我镇审查合同@件。\n".encode()))
    tools = toolbox()
    found = [lint(document, tools.rules, tools.knowledge, "", Confidence.LOW) for document in documents]
    found[0] = msgspec.structs.replace(found[0], shares=(Share("b.txt", "previous", 3, 412, 99, 0.18),), hidden=7)
    return tuple(found)


@pytest.mark.parametrize("width", [None, 12, 20, 40, 79, 80, 100, 133, 200])
@pytest.mark.parametrize("minimum", list(Severity))
def test_every_report_is_written_as_by_rich(width: int | None, minimum: Severity) -> None:
    display = Display(minimum, color=False, width=width)
    for report in samples():
        assert bare.write((report,), display) == full.write((report,), display)
    assert bare.write(samples(), display) == full.write(samples(), display)
    assert bare.write((), display) == full.write((), display) == ""


@given(st.text("中文,a b\u3000\u0301“…é", max_size=60), st.integers(2, 30))
def test_lines_break_as_in_rich(text: str, width: int) -> None:
    from rich.console import Console
    from rich.text import Text

    wrapped = [str(line).rstrip() for line in Text(text).wrap(Console(width=width), width)]
    assert [line.rstrip() for line in broken(text, width)] == wrapped
    assert all(cells(line.rstrip()) <= width for line in broken(text, width))
