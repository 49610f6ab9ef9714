"""HTML with offsets into the source.

The standard library's tokenizer is used because it reports the position of each token and accepts any tag soup; tree
builders (lexbor, html5lib) lose the offsets. Page furniture is not recognised here: every block carries the names of
the elements around it as its context.
"""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from checker.formats.builder import TextBuilder
from checker.formats.directives import directive_at
from checker.formats.encoding import read_source
from checker.text.document import BlockKind, Document

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INVISIBLE = frozenset("script style noscript template head textarea select svg math iframe object".split())
_BLOCK = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead title tr ul".split()
)
_SEMANTIC = frozenset("nav header footer aside article main form button li".split())
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WRAP = re.compile(r"[ \t]*[\r\n]\s*")
_LINE_BREAK = re.compile(r"\n")


def read(path: str, data: bytes) -> Document:
    """Read an HTML page or fragment.

    Raises :class:`~checker.text.errors.InputError` like :func:`~checker.formats.encoding.read_source`.
    """
    declared = _CHARSET.search(data[:4096])
    source = read_source(path, data, declared.group(1).decode("ascii") if declared else "")
    reader = _Reader(source.text)
    reader.feed(source.text)
    reader.close()
    return reader.builder.document(path, "html", source.encoding, source.bom)


class _Element:
    __slots__ = ("hidden", "names", "tag")

    def __init__(self, tag: str, names: tuple[str, ...], *, hidden: bool) -> None:
        self.tag, self.names, self.hidden = tag, names, hidden


class _Reader(HTMLParser):
    """A tokenizer that feeds a :class:`~checker.formats.builder.TextBuilder`."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.builder = TextBuilder(source)
        self._source = source
        self._line_starts = [0, *(match.end() for match in _LINE_BREAK.finditer(source))]
        self._stack: list[_Element] = []
        self._table = self._row = self._column = 0

    def parse_html_declaration(self, i: int) -> int:
        """Parse a declaration, but treat ``<![`` before an unknown keyword as a comment, as browsers do."""
        position = self.lineno, self.offset
        try:
            return super().parse_html_declaration(i)
        except AssertionError:  # raised for an unknown keyword, after the position has advanced
            self.lineno, self.offset = position
            return self.parse_bogus_comment(i)

    def _source_offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCK:
            self._close_block()
            self._close_implied(tag)
        if tag not in _VOID:
            hidden = tag in _INVISIBLE or any(name == "style" and _HIDDEN.search(value or "") for name, value in attrs)
            inherited = bool(self._stack) and self._stack[-1].hidden
            self._stack.append(_Element(tag, _names(tag, attrs), hidden=bool(hidden or inherited)))
        self._count_cell(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCK:
            self._close_block()
        for index in range(len(self._stack) - 1, -1, -1):
            if self._stack[index].tag == tag:
                del self._stack[index:]
                return

    def handle_data(self, data: str) -> None:
        if self._stack and self._stack[-1].hidden:
            return
        start = self._source_offset()
        position = 0
        for wrap in _WRAP.finditer(data):
            self.builder.add(start + position, start + wrap.start())
            position = wrap.end()
        self.builder.add(start + position, start + len(data))

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, reference: str) -> None:
        if self._stack and self._stack[-1].hidden:
            return
        start = self._source_offset()
        end = start + len(reference)
        end += self._source[end : end + 1] == ";"
        self.builder.add_reference(unescape(self._source[start:end]), start, end)

    def handle_comment(self, _data: str) -> None:
        # The tokenizer calls this for real comments only, not for those in attributes or scripts.
        if directive := directive_at(self._source, self._source_offset()):
            self.builder.add_directive(directive)

    def _count_cell(self, tag: str) -> None:
        if tag == "table":
            self._table, self._row, self._column = self._table + 1, 0, 0
        elif tag == "tr":
            self._row, self._column = self._row + 1, 0
        elif tag in ("td", "th"):
            self._column += 1

    def _close_implied(self, tag: str) -> None:
        """Close the elements that a new paragraph, item, cell or row ends, as browsers do."""
        ends = {
            "p": {"p"},
            "li": {"li", "p"},
            "td": {"td", "th", "p"},
            "th": {"td", "th", "p"},
            "tr": {"tr", "td", "th"},
        }
        while self._stack and self._stack[-1].tag in ends.get(tag, ()):
            self._stack.pop()

    def _close_block(self) -> None:
        tags = [element.tag for element in self._stack if element.tag in _BLOCK]
        innermost = tags[-1] if tags else ""
        kind: BlockKind = "paragraph"
        level = 0
        heading = next((tag for tag in reversed(tags) if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()), "")
        if heading:
            kind, level = "heading", int(heading[1])
        elif innermost in ("td", "th"):
            kind = "cell"
        elif innermost == "li":
            kind = "item"
        context = _open_names(self._stack)
        if kind == "cell":
            self.builder.close(kind, level, context, self._table, self._row, self._column)
        else:
            self.builder.close(kind, level, context)


def _names(tag: str, attrs: list[tuple[str, str | None]]) -> tuple[str, ...]:
    """Return the names that hint at an element's role: its tag if semantic, its id and its classes."""
    names = [tag] if tag in _SEMANTIC else []
    for name, value in attrs:
        if value and name == "id":
            names.append(f"#{value.lower()}")
        elif value and name == "class":
            names.extend(f".{token}" for token in value.lower().split())
    return tuple(names)


def _open_names(stack: list[_Element]) -> tuple[str, ...]:
    """Return the names of all open elements, outermost first."""
    return tuple(name for element in stack for name in element.names)
