"""Markdown: the text is the source without its markup, which tree-sitter's grammar locates.

Line breaks are kept, and every line is a block: authors of reports break lines at the end of a paragraph and seldom at
a fixed width.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

import tree_sitter_markdown
from msgspec import Struct
from tree_sitter import Language, Node, Parser

from checker.formats.builder import TextBuilder
from checker.formats.directives import find_directives
from checker.formats.encoding import Source, read_source
from checker.text.document import NOTE, Directive, Document
from checker.text.span import Span, SpanSet

_MARKS = frozenset(
    "atx_h1_marker atx_h2_marker atx_h3_marker atx_h4_marker atx_h5_marker atx_h6_marker setext_h1_underline "
    "setext_h2_underline list_marker_minus list_marker_plus list_marker_star block_quote_marker block_continuation "
    "thematic_break fenced_code_block indented_code_chunk minus_metadata plus_metadata link_reference_definition "
    "pipe_table_delimiter_row task_list_marker_checked task_list_marker_unchecked "
    "emphasis_delimiter code_span_delimiter link_destination link_title html_tag".split()
)
_CODE = ("fenced_code_block", "code_span")
"""Nodes whose content is displayed literally, so that directives in it do not count."""
_HTML_TAG = re.compile(r"<!--|</?[A-Za-z][^<>]*>", re.DOTALL)
# By CommonMark `**一是：**` before a Han character is not emphasis, but authors mean it as such.
_CHINESE_STRONG = re.compile(r"(?<![*\\])(\*\*)(?=[^*\s])[^*\n]{2,60}?(?<=[：:。，,、；;）)”])(\*\*)(?!\*)")
# The grammar takes the tildes of two ranges, 3~5 and 周一~周五, for a text that is struck out.
_TILDE_IN_WORD = re.compile(r"(?<=[^\W_])~(?=[^\W_])")
_LINE = re.compile(r"[^\r\n]+")
# Footnotes are no part of CommonMark; the grammar takes them for links.
_FOOTNOTE = re.compile(r"^ {0,3}\[\^([^\]\s]{1,60})\]:[ \t]*", re.MULTILINE)
_FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\]\s]{1,60})\]")
_FOOTNOTE_START = b"[^"
_DELIMITER = re.compile(rb"[*_~`\[\]!<$^&\\]")
_MAX_DELIMITERS = 500
"""Of a paragraph that is parsed as a whole. The grammar's time grows with their square, and 500 are more than any
paragraph of a report has; one with more is parsed in parts, between which no emphasis is found."""


class _Cell(Struct, frozen=True):
    span: Span
    table: int
    row: int
    column: int


def read(path: str, data: bytes) -> Document:
    """Read a Markdown file.

    Raises :class:`~checker.text.errors.InputError` like :func:`~checker.formats.encoding.read_source`.
    """
    decoded = read_source(path, data)
    source = decoded.text
    encoded = source.encode("utf-8", "surrogatepass")
    in_words = _TILDE_IN_WORD.sub("x", source).encode("utf-8", "surrogatepass") if "~" in source else encoded
    characters = _character_offsets(source)
    tree = Parser(Language(tree_sitter_markdown.language())).parse(encoded)
    inline = Parser(Language(tree_sitter_markdown.inline_language()))
    marks: list[Span] = []
    code: list[Span] = []
    headings: dict[int, int] = {}
    cells: list[_Cell] = []
    tables = 0

    def span(node: Node) -> Span:
        return Span(characters[node.start_byte], characters[node.end_byte])

    for node in _walk(tree.root_node):
        if node.type == "link_reference_definition" and encoded.startswith(_FOOTNOTE_START, node.start_byte):
            continue  # its text is no destination of a link
        if node.type in _MARKS:
            marks.append(span(node))
            code.extend([span(node)] if node.type in _CODE else [])
        elif node.type == "html_block":
            block = span(node)
            marks.extend(_html_tags(block.of(source), block.start))
        elif node.type in ("atx_heading", "setext_heading"):
            headings[_line_start(source, span(node).start)] = _level(node)
        elif node.type == "pipe_table":
            tables += 1
            cells.extend(_cells(node, characters, tables))
        if node.type in ("inline", "pipe_table_cell"):
            marks.extend(_inline_marks(inline, in_words, node, characters, code))
    directives = [
        directive for directive in find_directives(source) if not any(_origin(directive) in span for span in code)
    ]
    marks.extend(map(_origin, directives))
    marks.extend(Span(*match.span(group)) for match in _CHINESE_STRONG.finditer(source) for group in (1, 2))
    notes, note_marks = _footnotes(source, code)
    marks.extend(note_marks)
    return _build(path, decoded, sorted(marks), headings, cells, directives, notes)


def _footnotes(source: str, code: list[Span]) -> tuple[set[int], list[Span]]:
    """Return the starts of the lines that begin a footnote, and the markup of footnotes and of references to them."""

    def found(pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        return (match for match in pattern.finditer(source) if not in_code.overlaps(Span(*match.span())))

    if "[^" not in source:
        return set(), []
    in_code = SpanSet(code)
    definitions = {match.group(1): match for match in found(_FOOTNOTE)}
    marks = [Span(*match.span()) for match in definitions.values()]
    marks.extend(Span(*match.span()) for match in found(_FOOTNOTE_REFERENCE) if match.group(1) in definitions)
    return {match.start() for match in definitions.values()}, marks


def _html_tags(html: str, start: int) -> Iterator[Span]:
    """Yield the tags and comments of a block of HTML that begins at ``start``; a comment without an end is none."""
    position, unclosed = 0, False
    while found := _HTML_TAG.search(html, position):
        position = found.end()
        if found.group() == "<!--":
            end = -1 if unclosed else html.find("-->", position)
            unclosed = end < 0  # nor has any behind it an end
            if unclosed:
                continue
            position = end + len("-->")
        yield Span(start + found.start(), start + position)


def _origin(directive: Directive) -> Span:
    assert directive.origin is not None
    return directive.origin


def _walk(node: Node) -> Iterator[Node]:
    """Yield a node and its descendants in document order, but none below markup."""
    pending = [node]
    while pending:
        current = pending.pop()
        yield current
        if current.type not in _MARKS:
            pending.extend(reversed(current.children))


def _character_offsets(source: str) -> array[int]:
    """Return the character offset for every UTF-8 byte offset, including the end."""
    offsets: array[int] = array("I")
    for index, character in enumerate(source):
        code = ord(character)
        offsets.extend([index] * (1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4))
    offsets.append(len(source))
    return offsets


def _inline_marks(
    parser: Parser, encoded: bytes, node: Node, characters: array[int], code: list[Span]
) -> Iterator[Span]:
    """Yield the markup in a line of text, and append the spans of inline code to ``code``.

    The text inside link brackets and emphasis is not markup.
    """
    for base, part in _parts(encoded, node.start_byte, node.end_byte):
        for inner in _walk(parser.parse(part).root_node):
            start, end = base + inner.start_byte, base + inner.end_byte
            if inner.type in _MARKS:
                yield Span(characters[start], characters[end])
            elif inner.type in _CODE:
                code.append(Span(characters[start], characters[end]))
            elif inner.type == "backslash_escape":
                yield Span(characters[start], characters[start] + 1)
            elif inner.type in ("inline_link", "image"):
                for child in inner.children:
                    if child.type in ("[", "]", "(", ")", "!"):
                        start, end = base + child.start_byte, base + child.end_byte
                        yield Span(characters[start], characters[end])


def _parts(encoded: bytes, start: int, end: int) -> Iterator[tuple[int, bytes]]:
    """Yield a paragraph, or the parts of one with very many delimiters, each with where it begins."""
    begin = start
    for number, delimiter in enumerate(_DELIMITER.finditer(encoded, start, end), 1):
        if number % _MAX_DELIMITERS == 0:
            yield begin, encoded[begin : delimiter.start()]
            begin = delimiter.start()
    yield begin, encoded[begin:end]


def _level(node: Node) -> int:
    for child in node.children:
        if child.type.startswith("atx_h") or child.type.startswith("setext_h"):
            return int(next(character for character in child.type if character.isdigit()))
    return 1


def _cells(table: Node, characters: array[int], number: int) -> Iterator[_Cell]:
    rows = [row for row in table.children if row.type in ("pipe_table_header", "pipe_table_row")]
    for row, node in enumerate(rows, 1):
        cells = [cell for cell in node.children if cell.type == "pipe_table_cell"]
        for column, cell in enumerate(cells, 1):
            yield _Cell(Span(characters[cell.start_byte], characters[cell.end_byte]), number, row, column)


def _line_start(source: str, offset: int) -> int:
    return source.rfind("\n", 0, offset) + 1


def _build(
    path: str,
    decoded: Source,
    marks: list[Span],
    headings: dict[int, int],
    cells: list[_Cell],
    directives: list[Directive],
    notes: set[int],
) -> Document:
    source = decoded.text
    builder = TextBuilder(source)
    rows: dict[int, list[_Cell]] = {}
    for cell in cells:
        rows.setdefault(_line_start(source, cell.span.start), []).append(cell)
    unmarked = _UnmarkedSource(source, marks)
    by_line: dict[int, list[Directive]] = {}
    for directive in directives:
        by_line.setdefault(max(source.rfind(end, 0, _origin(directive).start) for end in "\r\n") + 1, []).append(
            directive
        )
    for line in _LINE.finditer(source):
        if line.start() in rows:
            _add_row(builder, unmarked, rows[line.start()], by_line.get(line.start(), []))
            continue
        for directive in by_line.get(line.start(), []):
            builder.add_directive(directive)
        unmarked.add_to(builder, Span(*line.span()))
        level = headings.get(line.start(), 0)
        context = (NOTE,) if line.start() in notes else ()
        builder.close("heading" if level else "paragraph", level, context)
    return builder.document(path, "markdown", decoded.encoding, decoded.bom)


def _add_row(builder: TextBuilder, unmarked: _UnmarkedSource, cells: list[_Cell], directives: list[Directive]) -> None:
    """Add a row of a table; the target of a directive outside the cells with text is the whole row."""
    row: list[Span] = []
    for cell in cells:
        unmarked.add_to(builder, cell.span)
        span = builder.close("cell", table=cell.table, row=cell.row, column=cell.column)
        row.extend([span] if span else [])
        for directive in [directive for directive in directives if span and _origin(directive) in cell.span]:
            directives.remove(directive)
            builder.add_directive_on(directive, span)
    for directive in directives:
        builder.add_directive_on(directive, Span(row[0].start, row[-1].end) if row else None)


class _UnmarkedSource:
    """The source without its markup; spans must be added in order."""

    def __init__(self, source: str, marks: list[Span]) -> None:
        self._source, self._marks, self._next = source, marks, 0

    def add_to(self, builder: TextBuilder, span: Span) -> None:
        position = span.start
        while position < span.end:
            while self._next < len(self._marks) and self._marks[self._next].end <= position:
                self._next += 1
            mark = self._marks[self._next] if self._next < len(self._marks) else None
            if mark is None or mark.start >= span.end:
                builder.add(position, span.end)
                return
            builder.add(position, max(position, mark.start))
            position = max(position, mark.end)
