"""The section of a report on the page: its facts, then its text with notes beside it; and the index of reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from checker.i18n.language import CHINESE, Say
from checker.lint.report import Report, severity_counts
from checker.outputs.display import Display
from checker.outputs.page.markup import Markup, element, join, text
from checker.outputs.page.notes import facts, note_box, remarks, totals
from checker.outputs.page.text import Layout, Note, build_layout, mark_block
from checker.outputs.severities import SEVERITIES
from checker.text.diagnostic import Severity
from checker.text.document import Block

_FIRST_HEADING, _LAST_HEADING = 4, 6
"""The heading levels of reports are below the three levels of the page itself."""


class IndexRow(Struct, frozen=True):
    """The row of a report in the table of all files; ``counts`` are those of its notes, the most severe first."""

    path: str
    issuer: str
    year: str
    counts: tuple[int, ...]


def number_notes(report: Report, minimum: Severity, key: str = "1") -> list[Note]:
    """Number the displayed findings of a report in text order; ``key`` is that of the report on the page."""
    shown = (item for item in report.unsuppressed if item.severity >= minimum)
    return [Note(f"{key}-{number}", number, item) for number, item in enumerate(shown, 1)]


def index_row(report: Report, notes: Sequence[Note]) -> IndexRow:
    """Return the row of a report."""
    counts = severity_counts(note.item for note in notes)
    year = str(report.year) if report.year else ""
    return IndexRow(report.document.path, report.issuer, year, tuple(counts[level] for level in SEVERITIES))


def section(number: int | str, report: Report, notes: Sequence[Note], display: Display) -> Markup:
    """Render the section of one report; ``number`` counts from 1, or stands for the number."""
    say = display.say
    key = f"r{number}"
    return element(
        "section", {"id": key, "class": "report", "aria-labelledby": f"{key}-title", "tabindex": "-1"},
        element("h2", {"id": f"{key}-title"}, text(report.document.path)),
        facts(report, say), totals(report, notes, display), *remarks(report, say),
        *_document_notes(report, notes, display),
        *_text(report, notes, display),
    )  # fmt: skip


def _document_notes(report: Report, notes: Sequence[Note], display: Display) -> Iterator[Markup]:
    """Render the findings about the document as a whole, and all findings of a document without text."""
    shown = [note for note in notes if note.item.scope == "document" or not report.document.blocks]
    if shown:
        boxes = (note_box(note, report.document, display) for note in shown)
        yield element("div", {"class": "whole"}, element("h3", {}, text(display.say("关于全文"))), *boxes)


def _text(report: Report, notes: Sequence[Note], display: Display) -> Iterator[Markup]:
    blocks = report.document.blocks
    if not blocks:
        return
    layout = build_layout(blocks, notes)
    yield element("h3", {}, text(display.say("正文")))
    rows = groupby(range(len(blocks)), key=lambda index: _row_key(index, blocks[index]))
    yield element("div", {"class": "text"}, *(_row(report, list(indexes), layout, display) for _, indexes in rows))


def _row_key(index: int, block: Block) -> tuple[int, int]:
    """A key that the cells of one table row share; every other block has its own row."""
    return (block.table, block.row) if block.kind == "cell" else (0, -index)


def _row(report: Report, indexes: Sequence[int], layout: Layout, display: Display) -> Markup:
    shown = join(_block(report, index, layout, display) for index in indexes)
    first = report.document.blocks[indexes[0]]
    if first.kind == "cell":
        label = display.say("表 {table} 第 {row} 行", table=first.table, row=first.row)
        shown = element("div", {"class": "cells", "role": "group", "aria-label": label}, shown)
    notes = [note for index in indexes for note in layout.notes.get(index, ())]
    boxes = [note_box(note, report.document, display) for note in notes]
    beside = element("div", {"class": "notes"}, *boxes) if boxes else Markup("")
    return element("div", {"class": "row"}, shown, beside)


def _block(report: Report, index: int, layout: Layout, display: Display) -> Markup:
    block = report.document.blocks[index]
    level = min(_FIRST_HEADING + max(block.level, 1) - 1, _LAST_HEADING)
    tag = {"heading": f"h{level}", "cell": "div"}.get(block.kind, "p")
    fragments, anchors = layout.fragments.get(index, ()), layout.anchors.get(index, {})
    shown = mark_block(report.shown_text, block.span, fragments, anchors, display.say)
    # A page in another language declares that the text of the report is Chinese.
    language = {} if display.language.code == CHINESE.code else {"lang": "zh-CN"}
    return element(tag, {"class": f"block {block.kind}", "data-block": str(index), **language}, shown)


def index(rows: Sequence[IndexRow], say: Say) -> Markup:
    """Render the table of all files, with links to their sections."""
    heads = [say(head) for head in ("文件", "机关", "年度", *SEVERITIES.values())]
    shown = [
        _cells(element("a", {"href": f"#r{number}"}, text(row.path)), _facts(row, say), row.counts)
        for number, row in enumerate(rows, 1)
    ]
    totals = [sum(column) for column in zip(*(row.counts for row in rows), strict=True)] or [0] * len(SEVERITIES)
    table = element(
        "table", {},
        element("caption", {}, text(say("共 {count} 个文件", count=len(rows)))),
        element("thead", {}, element("tr", {}, *(element("th", {"scope": "col"}, text(head)) for head in heads))),
        element("tbody", {}, *shown),
        element("tfoot", {}, _cells(text(say("合计")), ("", ""), totals)),
    )  # fmt: skip
    attributes = {"class": "index", "aria-label": say("文件"), "tabindex": "0", "role": "region"}
    return element("div", attributes, table)


def _facts(row: IndexRow, say: Say) -> tuple[str, str]:
    return row.issuer or say("未读出"), row.year or say("未读出")


def _cells(name: Markup, facts_shown: tuple[str, str], counts: Iterable[int]) -> Markup:
    cells = [element("td", {}, text(value)) for value in facts_shown]
    cells.extend(element("td", {"class": "count"}, text(str(count or "·"))) for count in counts)
    return element("tr", {}, element("th", {"scope": "row"}, name), *cells)
