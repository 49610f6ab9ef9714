"""Composition of paragraphs from the lines of pages.

A paragraph begins with an indent, after a line that ends before the margin, after a wider gap, or where the type size
changes. Headers, footers and page numbers are not part of the text, but keep their line numbers.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from checker.formats.paged.lines import Line
from checker.text.document import Block, BlockKind, Document, Label, Piece, ReadingNote
from checker.text.span import Span

_EDGE_LINES = 2
"""Number of lines at the top and bottom of a page that may be header or footer."""
_HEADER_SHARE = 0.3
"""Minimum share of pages with a header; headers may differ on odd and even pages and on the first one."""
_HEADER_LENGTH = 60
"""Maximum characters of a header."""
_LARGER = 1.15
"""Factor from which type counts as larger; scans and stretched fonts vary less."""
_WIDER = 1.4
"""Line spacing that separates paragraphs, as a multiple of the usual one."""
_DETACHED = 1.2
"""Minimum distance from the text of a header or a bare page number that is not smaller than the text, as a multiple of
the usual line spacing."""
_INDENT = 1.2
"""Minimum indent of a paragraph, in ems. Usual are two ems, but about one in narrow columns."""
_RAGGED = 2.0
"""Maximum ems that a full line may be short by: punctuation may not begin a line, and numbers are not broken."""
_MARGIN = 4.0
"""Maximum ems by which the right margin may be wider than the left one."""
_FULL = 0.6
"""Minimum share of the column that a full line covers."""
_FEW = 3
"""Long lines with which a page shows where its left edge is."""

_FIGURE = r"第?\s*\d{1,4}\s*页?"
_NUMBER = re.compile(rf"[-—–―·\s]*{_FIGURE}(?:\s*[/／,,]\s*共?\s*{_FIGURE}|\s*共\s*{_FIGURE})?[-—–―·\s]*")
_BARE = re.compile(r"\d+")
_PAIR = re.compile(r"\d+\s*[,,]\s*\d+")
"""Two numbers in a row of a table, or one number with a thousands separator; not a page number."""
_DIGITS = re.compile(r"\d+|\s+")
_PAGE_DIGITS = 3
"""Maximum digits of a page number."""
_FINISHED = re.compile(r"[。!?;:!?;:][”’」』))]?$")
_ORDINAL = re.compile(
    r"第?[一二三四五六七八九十百]{1,4}[、章节条]|[((][一二三四五六七八九十\d]{1,3}[))]|\d{1,2}[.、.](?!\d)|[一二三四五六七八九十]是"
)
_LEADER = re.compile(r"(?:(?:[.·•‥⋯_]\s?){4}|…\s?…)\s*[-(]?\d{1,3}[-)]?$")
_MIN_ENTRIES = 3
"""Minimum number of headings with page numbers, without dots between them, that are a table of contents."""
_WORD_END = re.compile(r"[A-Za-z]$")
_WORD_START = re.compile(r"[A-Za-z]")


class Column(Struct, frozen=True):
    """The type area of a page: left and right edge, em, usual line spacing (``step``) and usual indent."""

    left: float
    right: float
    size: float
    step: float
    indent: float


class Paragraph(Struct, frozen=True):
    """The lines of a paragraph or cell; ``table``, ``row`` and ``column`` count from 1 and are 0 outside tables."""

    lines: tuple[Line, ...]
    text: str
    table: int = 0
    row: int = 0
    column: int = 0


def document(path: str, file_format: str, lines: Sequence[Line], notes: tuple[ReadingNote, ...] = ()) -> Document:
    """Build a read-only document, whose source is its text, from all lines."""
    parts: list[str] = []
    blocks: list[Block] = []
    labels: list[Label] = []
    pages: list[tuple[int, int]] = []
    length = 0
    for paragraph in paragraphs(lines):
        for line, start in _line_starts(paragraph):
            if not pages or pages[-1][0] != line.page:
                pages.append((line.page, length + start))
            labels.append(Label(length + start, line.sequence, f"第{line.page}页第{line.number}行"))
        span = Span(length, length + len(paragraph.text))
        kind: BlockKind = "cell" if paragraph.table else "paragraph"
        blocks.append(Block(span, kind, table=paragraph.table, row=paragraph.row, column=paragraph.column))
        parts.append(f"{paragraph.text}\n")
        length += len(parts[-1])
    text = "".join(parts)
    notes = tuple(replace(note, spans=_page_spans(note.pages, pages, length)) for note in notes)
    pieces = (Piece(0, length, Span(0, length), verbatim=False),)
    return Document(path, file_format, text, tuple(blocks), pieces, text, labels=tuple(labels), notes=notes)


def notes_of(recognised: Sequence[int], pictures: Sequence[int]) -> tuple[ReadingNote, ...]:
    """Return the notes on pages whose text was recognised in a picture, and on those that are pictures only."""
    notes = (ReadingNote("recognised", tuple(recognised)), ReadingNote("picture", tuple(pictures)))
    return tuple(note for note in notes if note.pages)


def _page_spans(pages: Sequence[int], starts: Sequence[tuple[int, int]], length: int) -> tuple[Span, ...]:
    """Return the text of pages; ``starts`` are the pages of a document with the offsets where they begin."""
    ends = [start for _, start in starts[1:]] + [length]
    wanted = set(pages)
    return tuple(Span(start, end) for (page, start), end in zip(starts, ends, strict=True) if page in wanted)


def _line_starts(paragraph: Paragraph) -> Iterator[tuple[Line, int]]:
    """Yield each line of a paragraph with the start of its text in the paragraph's text."""
    start = 0
    for number, line in enumerate(paragraph.lines):
        if number:
            start += len(_separator(paragraph.lines[number - 1], line))
        yield line, start
        start += len(line.text)


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """Join lines to paragraphs, without headers, footers and page numbers."""
    body = _without_furniture(lines)
    if not body:
        return []
    overall = _column(body, None)
    columns = {page: _column(list(group), overall) for page, group in groupby(body, key=lambda line: line.page)}
    entries = _contents_entries(body)
    rows = _table_rows(body, entries)
    found: list[Paragraph] = []
    open_lines: list[Line] = []
    for number, line in enumerate(body):
        if number in rows:
            found.extend(_join(open_lines))
            open_lines = []
            table, row = rows[number]
            found.extend(
                Paragraph((line,), cell, table, row, column) for column, cell in enumerate(line.cells, 1) if cell
            )
            continue
        if number in entries:
            found.extend((*_join(open_lines), Paragraph((line,), line.text)))
            open_lines = []
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
    """Return a space between lines that end and begin with Latin letters; Chinese text needs none."""
    return " " if _WORD_END.search(before.text) and _WORD_START.match(line.text) else ""


def _column(lines: Sequence[Line], overall: Column | None) -> Column:
    """Return the type area of a page, or ``overall``, that of the document, if the page has too little text.

    With None for ``overall``, return the type area of the document.
    """
    size = overall.size if overall else _usual_size(lines)
    body = [line for line in lines if line.size < _LARGER * size and line.size > size / _LARGER]
    widest = max((line.x1 - line.x0 for line in body), default=0.0)
    long = [line for line in body if line.x1 - line.x0 >= _FULL * widest]
    if overall and widest < _FULL * (overall.right - overall.left):
        return overall
    left = min((line.x0 for line in long), default=0.0)
    if overall and len(long) < _FEW and left - overall.left > _INDENT * size:
        return overall  # on the last page nothing but first lines of paragraphs may stand
    indents = Counter(round((line.x0 - left) / size * 2) for line in body if _INDENT * size < line.x0 - left < 4 * size)
    indent = indents.most_common(1)[0][0] / 2 * size if indents else overall.indent if overall else 0.0
    right = _right_margin(long, left, size, wrapped=bool(indents)) if long else 0.0
    return Column(left, right, size, overall.step if overall else _usual_step(body, size), indent)


def _right_margin(long: Sequence[Line], left: float, size: float, *, wrapped: bool) -> float:
    """Return the right edge: the end of long lines, but at least about the mirror image of the left edge.

    On a page of short lines the longest one would seem full. The margins may differ by some ems only if a margin is
    recognisable: when lines are ``wrapped``, or several of them end at the same position.
    """
    ends = [line.x1 for line in long]
    recognisable = wrapped or sum(end > max(ends) - size for end in ends) > 1
    mirrored = min(line.page_width for line in long) - left - (_MARGIN if recognisable else 1.0) * size
    return max(median(ends), mirrored)  # the median, because punctuation may hang beyond the edge


def _usual_size(lines: Sequence[Line]) -> float:
    weights: Counter[float] = Counter()
    for line in lines:
        weights[round(line.size, 1)] += len(line.text)
    return max(weights.most_common(1)[0][0], 0.1)


def _usual_step(lines: Sequence[Line], size: float) -> float:
    steps = [below.y - above.y for above, below in pairwise(lines) if above.page == below.page]
    return median(steps) if steps else 1.5 * size


def _begins_paragraph(above: Line, below: Line, columns: dict[int, Column]) -> bool:
    """Return True when ``below`` begins a paragraph."""
    column_above, column = columns[above.page], columns[below.page]
    if max(above.size, below.size) > _LARGER * min(above.size, below.size):
        return True
    if above.page == below.page and below.y - above.y > _WIDER * column.step * max(1.0, below.size / column.size):
        return True
    if _is_title_line(above, column_above) and _is_title_line(below, column):
        return False
    full = above.x1 >= column_above.right - _RAGGED * column_above.size and above.x1 - above.x0 >= _FULL * (
        column_above.right - column_above.left
    )
    finished = _FINISHED.search(above.text) is not None
    if not full:
        return True
    if below.x0 - column.left > _INDENT * column.size:
        is_hanging = abs(below.x0 - column.left - column.indent) > column.size / 2
        return finished or not is_hanging
    # Without indents, a full line that ends a sentence is no sign of a new paragraph, but an ordinal below it is.
    return finished and not column.indent and _ORDINAL.match(below.text) is not None


def _is_title_line(line: Line, column: Column) -> bool:
    """Return True for larger, centred type: the lines of a title may all be short."""
    asymmetry = (line.x0 - column.left) - (column.right - line.x1)
    return line.size > _LARGER * column.size and abs(asymmetry) < 2 * line.size


def _contents_entries(lines: Sequence[Line]) -> set[int]:
    """Return the indexes of the entries of tables of contents, each of which is a paragraph of its own.

    They lead to a page number by a row of dots; or they are numbered headings, with page numbers that do not fall.
    """
    found = {index for index, line in enumerate(lines) if _LEADER.search(line.text)}
    for listed, run in groupby(enumerate(lines), key=lambda pair: _is_listed_heading(pair[1])):
        entries = list(run)
        numbers = [int(line.cells[-1]) for _, line in entries] if listed else []
        if len(numbers) >= _MIN_ENTRIES and numbers == sorted(numbers):
            found.update(index for index, _ in entries)
    return found


def _is_listed_heading(line: Line) -> bool:
    heading, *rest = line.cells
    return (
        len(rest) == 1 and rest[0].isdecimal() and len(rest[0]) <= _PAGE_DIGITS and _ORDINAL.match(heading) is not None
    )


def _table_rows(lines: Sequence[Line], entries: set[int]) -> dict[int, tuple[int, int]]:
    """Return line index → (table, row) for consecutive lines with the same number of columns."""
    found: dict[int, tuple[int, int]] = {}
    tables = 0
    for cells, run in groupby(enumerate(lines), key=lambda pair: len(pair[1].cells) * (pair[0] not in entries)):
        indexes = [index for index, _ in run]
        if cells > 1 and len(indexes) > 1:
            tables += 1
            found.update((index, (tables, row)) for row, index in enumerate(indexes, 1))
    return found


def _without_furniture(lines: Sequence[Line]) -> list[Line]:
    """Remove headers, footers and page numbers: from each edge of a page inward, up to the first line of text."""
    pages = [list(group) for _, group in groupby(lines, key=lambda line: line.page)]
    size = _usual_size(lines) if lines else 0.0
    step = _usual_step(lines, size)
    recurring_keys = _recurring_keys(pages, size)
    furniture: set[int] = set()
    for page in pages:
        for order in (page, page[::-1]):
            for line, inward in zip(order[:_EDGE_LINES], [*order[1:], None], strict=False):
                far = inward is not None and abs(line.y - inward.y) > _DETACHED * step
                detached = far or line.size * _LARGER < size
                if not (_is_page_number(line, detached=detached) or (detached and _header_key(line) in recurring_keys)):
                    break
                furniture.add(line.sequence)
    return [line for line in lines if line.sequence not in furniture]


def _is_page_number(line: Line, *, detached: bool) -> bool:
    """Return True for 「— 3 —」, 「第 3 页」, 「3/12」, and for a detached bare number below a thousand."""
    if _BARE.fullmatch(line.text):
        return detached and len(line.text) <= _PAGE_DIGITS
    return _NUMBER.fullmatch(line.text) is not None and not _PAIR.fullmatch(line.text)


def _header_key(line: Line) -> tuple[str, int]:
    """Return what identifies a header on several pages: its text without digits, and its position in line heights."""
    return _DIGITS.sub("", line.text), round(line.y / line.size)


def _recurring_keys(pages: Sequence[Sequence[Line]], size: float) -> set[tuple[str, int]]:
    """Return the keys of edge lines that recur at the same position of other pages; titles are excluded by size.

    Two of the pages must be at most two apart: a document that contains the same page twice repeats its title too.
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
