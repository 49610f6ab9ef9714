"""Text that reports share: a table of the pairs, and a matrix of the reports."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from checker.i18n.language import Say
from checker.lint.report import Report, Share
from checker.outputs.display import Display
from checker.outputs.terminal.console import rendered
from checker.outputs.visible import visible

MAX_MATRIX = 20
"""Reports in a matrix; a larger one is unreadable."""

_RELATIONSHIPS = {"previous": "本机关往年", "other": "其他机关"}


def write(reports: Sequence[Report], display: Display, files: int, formulas: int) -> str:
    """Write the table of pairs, the largest shares first, and for a few reports the matrix.

    ``files`` is the number of compared reports, ``formulas`` that of the sentences not counted.
    """
    pairs = [(report, share) for report in reports for share in report.shares if share.passages]
    parts: list[RenderableType] = [
        Text(
            display.say(
                "比较了 {files} 份报告;{formulas} 句是多个机关都有的套话,未计。", files=files, formulas=formulas
            )
        )
    ]
    if pairs:
        parts.append(_table(sorted(pairs, key=lambda pair: -pair[1].part), display.say))
        if len({share.path for _, share in pairs}) <= MAX_MATRIX >= len({report.document.path for report, _ in pairs}):
            parts.append(_matrix(pairs))
    else:
        parts.append(Text(display.say("没有成段相同的报告。")))
    return rendered(parts, display)


def _table(pairs: Sequence[tuple[Report, Share]], say: Say) -> Table:
    table = Table(box=box.SIMPLE)
    for heading in ("报告", "与之相同的", "关系"):
        table.add_column(say(heading), overflow="fold")
    for heading in ("处", "字", "最长", "占"):
        table.add_column(say(heading), justify="right")
    for report, share in pairs:
        table.add_row(
            visible(report.document.path), visible(share.path), say(_RELATIONSHIPS[share.relationship]),
            str(share.passages), str(share.characters), str(share.longest), f"{share.part:.0%}",
        )  # fmt: skip
    return table


def _matrix(pairs: Sequence[tuple[Report, Share]]) -> Table:
    """The matrix: a cell is the part of the row's report that also occurs in the column's report."""
    cells = {(report.document.path, share.path): f"{share.part:.0%}" for report, share in pairs}
    sources = sorted({source for _, source in cells})
    table = Table(box=box.SIMPLE)
    table.add_column("", overflow="fold")
    for source in sources:
        table.add_column(visible(source), justify="right", overflow="fold")
    for path in sorted({path for path, _ in cells}):
        row = ["" if path == source else cells.get((path, source), "·") for source in sources]
        table.add_row(visible(path), *row)
    return table
