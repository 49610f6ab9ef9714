"""From the lines of pages to paragraphs, as people see them.

A paragraph begins with an indent, behind a line that stops short of the margin, behind a wider gap,
where the size of the type changes. What stands at the same place on page after page, and page
numbers, belong to the paper and not to the text: they are set aside, but keep their line number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from msgspec import Struct

from checker.formats.paged.lines import Line
from checker.text.document import Block, BlockKind, Document, Label, Piece
from checker.text.span import Span

_EDGE_LINES = 2
"""Lines at the top and at the bottom of a page among which its header and footer are looked for."""
_HEADER_SHARE = 0.3
"""A header stands on this part of the pages at least: it may differ on odd and even ones, and on the first."""
_HEADER_LENGTH = 60
_LARGER = 1.15
"""Type larger than another by this factor is another size; scans and stretched fonts stay below."""
_WIDER = 1.4
"""A step from line to line beyond this many usual ones parts paragraphs."""
_DETACHED = 1.2
"""A header, or a bare figure as page number, is smaller than the text or stands this many usual steps away from it."""
_INDENT = 1.2
"""An indent, in ems: a paragraph's is two, but one in a narrow column."""
_RAGGED = 2.0
"""A full line may end this many ems before the others: no mark begins a line, no number is cut."""
_MARGIN = 4.0
"""By this much, in ems, the right margin may be wider than the left one."""
_FULL = 0.6
"""A full line covers at least this part of the column."""

_FIGURE = r"第?\s*\d{1,4}\s*页?"
_NUMBER = re.compile(rf"[-—–―·\s]*{_FIGURE}(?:\s*[/／,,]\s*共?\s*{_FIGURE}|\s*共\s*{_FIGURE})?[-—–―·\s]*")
_BARE = re.compile(r"\d+")
_PAIR = re.compile(r"\d+\s*[,,]\s*\d+")
"""Two figures that may be a row of a table, or one with a mark for thousands."""
_DIGITS = re.compile(r"\d+|\s+")
_FINISHED = re.compile(r"[。!?;:!?;:][”’」』))]?$")
_ORDINAL = re.compile(
    r"第?[一二三四五六七八九十百]{1,4}[、章节条]|[((][一二三四五六七八九十\d]{1,3}[))]|\d{1,2}[.、.](?!\d)|[一二三四五六七八九十]是"
)
_WORD_END = re.compile(r"[A-Za-z]$")
_WORD_START = re.compile(r"[A-Za-z]")


class Column(Struct, frozen=True):
    """The type area: its left and right margin, the em, the usual step and the usual indent."""

    left: float
    right: float
    size: float
    step: float
    indent: float


class Paragraph(Struct, frozen=True):
    """Lines that belong together; ``row`` and ``column`` (from 1) where they are a cell of ``table``."""

    lines: tuple[Line, ...]
    text: str
    table: int = 0
    row: int = 0
    column: int = 0


def document(path: str, file_format: str, lines: Sequence[Line]) -> Document:
    """The document of all lines; its source is its text, which nobody can write back."""
    parts: list[str] = []
    blocks: list[Block] = []
    labels: list[Label] = []
    length = 0
    for paragraph in paragraphs(lines):
        for line, start in _line_starts(paragraph):
            labels.append(Label(length + start, line.sequence, f"第{line.page}页第{line.number}行"))
        span = Span(length, length + len(paragraph.text))
        kind: BlockKind = "cell" if paragraph.table else "paragraph"
        blocks.append(Block(span, kind, table=paragraph.table, row=paragraph.row, column=paragraph.column))
        parts.append(f"{paragraph.text}\n")
        length += len(parts[-1])
    text = "".join(parts)
    pieces = (Piece(0, length, Span(0, length), verbatim=False),)
    return Document(path, file_format, text, tuple(blocks), pieces, text, labels=tuple(labels))


def _line_starts(paragraph: Paragraph) -> Iterator[tuple[Line, int]]:
    """Each line of a paragraph and where its text begins in the paragraph's."""
    start = 0
    for number, line in enumerate(paragraph.lines):
        if number:
            start += len(_separator(paragraph.lines[number - 1], line))
        yield line, start
        start += len(line.text)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Lines joined to paragraphs, headers, footers and page numbers left out."""
    kept = _without_furniture(lines)
    if not kept:
        return []
    whole = _column(kept, None)
    columns = {page: _column(list(found), whole) for page, found in groupby(kept, key=lambda line: line.page)}
    rows = _table_rows(kept)
    found: list[Paragraph] = []
    open_lines: list[Line] = []
    for number, line in enumerate(kept):
        if number in rows:
            found.extend(_join(open_lines))
            open_lines = []
            table, row = rows[number]
            found.extend(
                Paragraph((line,), cell, table, row, column) for column, cell in enumerate(line.cells, 1) if cell
            )
            continue
        if open_lines and _begins_paragraph(open_lines[-1], line, columns):
            found.extend(_join(open_lines))
            open_lines = []
        open_lines.append(line)
    return [*found, *_join(open_lines)]


def _join(lines: list[Line]) -> Iterator[Paragraph]:
    if lines:
        text = lines[0].text + "".join(_separator(before, line) + line.text for before, line in pairwise(lines))
        yield Paragraph(tuple(lines), text)


def _separator(before: Line, line: Line) -> str:
    """Chinese runs on; a Latin word ends with its line."""
    return " " if _WORD_END.search(before.text) and _WORD_START.match(line.text) else ""


def _column(lines: Sequence[Line], whole: Column | None) -> Column:
    """The type area of a page; ``whole`` is the document's, for a page with too little on it."""
    size = whole.size if whole else _usual_size(lines)
    body = [line for line in lines if line.size < _LARGER * size and line.size > size / _LARGER]
    widest = max((line.x1 - line.x0 for line in body), default=0.0)
    long = [line for line in body if line.x1 - line.x0 >= _FULL * widest]
    if whole and widest < _FULL * (whole.right - whole.left):
        return whole
    left = min((line.x0 for line in long), default=0.0)
    indents = Counter(round((line.x0 - left) / size * 2) for line in body if _INDENT * size < line.x0 - left < 4 * size)
    indent = indents.most_common(1)[0][0] / 2 * size if indents else whole.indent if whole else 0.0
    right = _right_margin(long, left, size, wrapped=bool(indents)) if long else 0.0
    return Column(left, right, size, whole.step if whole else _usual_step(body, size), indent)


def _right_margin(long: Sequence[Line], left: float, size: float, *, wrapped: bool) -> float:
    """The right margin: where long lines end, but not before the mirror of the left one.

    On a page of short lines the longest seems full. The paper's margins differ by some ems when there
    are signs of a margin: lines that are ``wrapped``, or that end at one place.
    """
    ends = [line.x1 for line in long]
    shown = wrapped or sum(end > max(ends) - size for end in ends) > 1
    mirrored = min(line.page_width for line in long) - left - (_MARGIN if shown else 1.0) * size
    return max(median(ends), mirrored)  # the median, because marks may hang beyond the margin


def _usual_size(lines: Sequence[Line]) -> float:
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size, 1)] += len(line.text)
    return max(weights.most_common(1)[0][0], 0.1)


def _usual_step(lines: Sequence[Line], size: float) -> float:
    steps = [below.y - above.y for above, below in pairwise(lines) if above.page == below.page]
    return median(steps) if steps else 1.5 * size


def _begins_paragraph(above: Line, below: Line, columns: dict[int, Column]) -> bool:
    """True when ``below`` begins a paragraph of its own."""
    before, here = columns[above.page], columns[below.page]
    if max(above.size, below.size) > _LARGER * min(above.size, below.size):
        return True
    if above.page == below.page and below.y - above.y > _WIDER * here.step * max(1.0, below.size / here.size):
        return True
    if _is_title_line(above, before) and _is_title_line(below, here):
        return False
    full = above.x1 >= before.right - _RAGGED * before.size and above.x1 - above.x0 >= _FULL * (
        before.right - before.left
    )
    finished = _FINISHED.search(above.text) is not None
    if not full:
        return True
    if below.x0 - here.left > _INDENT * here.size:
        hangs = abs(below.x0 - here.left - here.indent) > here.size / 2
        return finished or not hangs
    # Where paragraphs are not indented, a full line that ends a sentence says nothing; a number below it does.
    return finished and not here.indent and _ORDINAL.match(below.text) is not None


def _is_title_line(line: Line, column: Column) -> bool:
    """Larger than the text, and in the middle: a title runs over several lines that all are short."""
    off = (line.x0 - column.left) - (column.right - line.x1)
    return line.size > _LARGER * column.size and abs(off) < 2 * line.size


def _table_rows(lines: Sequence[Line]) -> dict[int, tuple[int, int]]:
    """Index of a line → (table, row), for lines in columns that follow each other."""
    found: dict[int, tuple[int, int]] = {}
    tables = 0
    for cells, run in groupby(enumerate(lines), key=lambda pair: len(pair[1].cells)):
        indexes = [index for index, _ in run]
        if cells > 1 and len(indexes) > 1:
            tables += 1
            found.update((index, (tables, row)) for row, index in enumerate(indexes, 1))
    return found


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Without what stands at the edge of pages, from the outside inward, until a line of text comes."""
    pages = [list(found) for _, found in groupby(lines, key=lambda line: line.page)]
    size = _usual_size(lines) if lines else 0.0
    step = _usual_step(lines, size)
    recurring = _recurring_keys(pages, size)
    furniture: set[int] = set()
    for page in pages:
        for order in (page, page[::-1]):
            for line, inward in zip(order[:_EDGE_LINES], [*order[1:], None], strict=False):
                far = inward is not None and abs(line.y - inward.y) > _DETACHED * step
                detached = far or line.size * _LARGER < size
                if not (_is_page_number(line, detached=detached) or (detached and _header_key(line) in recurring)):
                    break
                furniture.add(line.sequence)
    return [line for line in lines if line.sequence not in furniture]


def _is_page_number(line: Line, *, detached: bool) -> bool:
    """True for 「— 3 —」, 「第 3 页」, 「3/12」, and for a bare figure below a thousand that stands apart."""
    if _BARE.fullmatch(line.text):
        return detached and len(line.text) <= 3
    return _NUMBER.fullmatch(line.text) is not None and not _PAIR.fullmatch(line.text)


def _header_key(line: Line) -> tuple[str, int]:
    """What a header is known by on page after page: its words without figures, and its height."""
    return _DIGITS.sub("", line.text), round(line.y / line.size)


def _recurring_keys(pages: Sequence[Sequence[Line]], size: float) -> set[tuple[str, int]]:
    """Lines at the edge of pages that others have at the same place; titles are larger than the text.

    A page saved twice has its title twice as well, so two pages next to each other must agree.
    """
    seen: dict[tuple[str, int], list[int]] = {}
    for number, page in enumerate(pages):
        edge = {line.sequence: line for line in (*page[:_EDGE_LINES], *page[-_EDGE_LINES:])}
        for line in edge.values():
            if line.size < _LARGER * size and len(line.text) <= _HEADER_LENGTH and _DIGITS.sub("", line.text):
                seen.setdefault(_header_key(line), []).append(number)
    return {
        key
        for key, numbers in seen.items()
        if len(numbers) >= max(2, _HEADER_SHARE * len(pages))
        and any(after - before <= 2 for before, after in pairwise(numbers))
    }
