"""Shared text on the page: before the reports, a section with the groups, the pairs and the matrices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from checker.i18n.language import Say
from checker.lint.report import Report
from checker.outputs.comparing import tables
from checker.outputs.comparing.groups import CopyGroup
from checker.outputs.comparing.tables import Matrix, Shared
from checker.outputs.display import Display
from checker.outputs.page import html
from checker.outputs.page.markup import Markup, element, text

_NONE: Mapping[str, str] = MappingProxyType({})


def write(reports: Sequence[Report], display: Display, shared: Shared) -> str:
    """Write the page of the reports with the section."""
    return html.write(reports, display, (_section(reports, shared, display.say),))


def _section(reports: Sequence[Report], shared: Shared, say: Say) -> Markup:
    return element(
        "section", {"class": "shared", "aria-labelledby": "shared-title"},
        element("h2", {"id": "shared-title"}, text(say("相同的文字"))),
        element("p", {}, text(tables.introduction(shared, say))),
        *_content(reports, shared, say),
    )  # fmt: skip


def _content(reports: Sequence[Report], shared: Shared, say: Say) -> Iterator[Markup]:
    found = tables.pairs(reports, shared)
    for number, group in enumerate(shared.told, 1):
        yield from _group(number, group, say)
    if found:
        yield table(say("成对相同的报告"), [say(head) for head in tables.PAIR_HEADINGS], tables.pair_rows(found, say))
        yield from _matrix(tables.pair_matrix(found), say)
    if not found and not shared.told:
        yield element("p", {}, text(say("没有成段相同的报告。")))
    elif shared.told:
        yield element("p", {}, text(tables.alone_line(shared, say)))


def _group(number: int, group: CopyGroup, say: Say) -> Iterator[Markup]:
    yield element("h3", {}, text(tables.group_title(number, group, say)))
    yield table(say("各份报告"), [say(head) for head in tables.MEMBER_HEADINGS], tables.member_rows(group, say))
    heads = [say(head) for head in tables.PASSAGE_HEADINGS]
    yield table(tables.passages_title(group, say), heads, tables.passage_rows(group))
    yield from _matrix(tables.group_matrix(group), say)


def _matrix(matrix: Matrix | None, say: Say) -> Iterator[Markup]:
    if matrix:
        yield table(say("行中的报告有多少也在列中"), ["", *matrix.columns], matrix.rows)


def table(
    caption: str, heads: Sequence[str], rows: Sequence[Sequence[str | int]], links: Mapping[str, str] = _NONE
) -> Markup:
    """Render a table that scrolls by itself where the screen is narrow; numbers are aligned to the right.

    ``links`` maps the text of cells to addresses.
    """
    content = element(
        "table", {},
        element("caption", {}, text(caption)),
        element("thead", {}, element("tr", {}, *(element("th", {"scope": "col"}, text(head)) for head in heads))),
        element("tbody", {}, *(_row(row, links) for row in rows)),
    )  # fmt: skip
    return element("div", {"class": "index", "aria-label": caption, "tabindex": "0", "role": "region"}, content)


def _row(row: Sequence[str | int], links: Mapping[str, str]) -> Markup:
    first, *others = row
    cells = [element("td", {"class": "count"} if _is_number(value) else {}, _cell(value, links)) for value in others]
    return element("tr", {}, element("th", {"scope": "row"}, _cell(first, links)), *cells)


def _cell(value: str | int, links: Mapping[str, str]) -> Markup:
    shown = text(str(value))
    address = links.get(value) if isinstance(value, str) else None
    return element("a", {"href": address}, shown) if address else shown


def _is_number(value: str | int) -> bool:
    return isinstance(value, int) or value[-1:] == "%" or value.removeprefix("-").replace(".", "", 1).isdecimal()
