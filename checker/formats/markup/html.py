"""HTML with offsets into the source.

The standard library's tokenizer is used because it reports the position of each token and accepts any tag soup; tree
builders (lexbor, html5lib) lose the offsets. Page furniture is not recognised here: every block carries the names of
the elements around it as its context. Of style sheets only the style of an element itself is known.
"""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from html.parser import HTMLParser

from checker.formats.builder import TextBuilder
from checker.formats.directives import directive_at
from checker.formats.encoding import read_source
from checker.formats.markup.sheets import NOTHING, Matched, Sheets, decided, inline, read_sheets
from checker.text.document import Document

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_INVISIBLE = frozenset("script style noscript template head textarea select svg math iframe object".split())
_BLOCK = frozenset(
    "address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th "
    "thead title tr ul".split()
)
_SEMANTIC = frozenset("nav header footer aside article main form button li".split())
_BLOCK_DISPLAY = frozenset("block flex flow-root grid list-item table table-caption table-row".split())
_LINES_KEPT = frozenset("break-spaces pre pre-line pre-wrap".split())
"""Values of ``white-space`` with which a browser shows the line ends of the source."""
_PAGE_EDGES = frozenset({"header", "footer"})
_INHERITED = frozenset({"inherit", "unset"})
_WRAP = re.compile(r"(?<![ \t])[ \t]*[\r\n]\s*")
"""Begins where blanks begin: a run of blanks is looked through once, not once from each of its blanks."""
_LINE_BREAK = re.compile(r"\n")
_LINE = re.compile(r"[^\r\n]+")
_MAX_CONTEXT = 200
"""Names that a block keeps of the elements around it; a page has twenty. More would make deep pages quadratic."""
_NO_TAG = "\ue000"
"""Stands for a ``<`` behind the last ``>``, which begins nothing, while the tokenizer looks for tags."""
_DIGITS = frozenset("123456")


def read(path: str, data: bytes) -> Document:
    """Read an HTML page or fragment.

    Raises :class:`~checker.text.errors.InputError` like :func:`~checker.formats.encoding.read_source`.
    """
    declared = _CHARSET.search(data[:4096])
    source = read_source(path, data, declared.group(1).decode("ascii") if declared else "")
    reader = _Reader(source.text)
    end = source.text.rfind(">") + 1
    reader.feed(source.text[:end] + source.text[end:].replace("<", _NO_TAG))
    reader.close()
    return reader.builder.document(path, "html", source.encoding, source.bom)


class _Element:
    """An open element, and what a block inside it is to know of all that are open.

    ``none`` is True when nothing in it is shown; ``hidden`` when its text is not, which an element inside may change.
    ``ends_blocks`` is True when it begins on a line of its own; ``keeps_lines`` when the line ends in it are shown.
    """

    __slots__ = ("block", "context", "ends_blocks", "heading", "hidden", "keeps_lines", "matched", "none", "tag")

    block: str
    context: tuple[str, ...]
    ends_blocks: bool
    heading: int
    hidden: bool
    keeps_lines: bool
    matched: Matched
    none: bool

    def __init__(self, tag: str, attrs: list[tuple[str, str | None]], above: _Element | None, sheets: Sheets) -> None:
        self.tag = tag
        self._style(attrs, above, sheets)
        self.block = tag if tag in _BLOCK else above.block if above else ""
        is_heading = len(tag) == 2 and tag[0] == "h" and tag[1] in _DIGITS
        self.heading = int(tag[1]) if is_heading else above.heading if above else 0
        context, names = above.context if above else (), _names(tag, attrs)
        self.context = (*context, *names) if names and len(context) + len(names) <= _MAX_CONTEXT else context

    def _style(self, attrs: list[tuple[str, str | None]], above: _Element | None, sheets: Sheets) -> None:
        self.ends_blocks = self.tag in _BLOCK
        self.keeps_lines = self.tag == "pre" or (above is not None and above.keeps_lines)
        self.hidden = above is not None and above.hidden
        self.none = self.tag in _INVISIBLE or (above is not None and above.none)
        self.matched = NOTHING
        given = dict(reversed(attrs)) if attrs else {}  # of two of a name, the first holds
        found = inline(given.get("style") or "") if "style" in given else []
        if sheets:
            around = above.matched if above else NOTHING
            self.matched, more = sheets.match(self.tag, given.get("id") or "", given.get("class") or "", around)
            found.extend(more)
        if not found and "hidden" not in given:
            return
        styles = decided(found)
        display = styles.get("display", "")
        if display == "none" or (not display and "hidden" in given):
            self.none = True
        self.ends_blocks = self.ends_blocks or display in _BLOCK_DISPLAY
        if (visibility := styles.get("visibility")) and visibility not in _INHERITED:
            self.hidden = visibility in {"hidden", "collapse"}
        if (white_space := styles.get("white-space")) and white_space not in _INHERITED:
            self.keeps_lines = white_space in _LINES_KEPT


class _Reader(HTMLParser):
    """A tokenizer that feeds a :class:`~checker.formats.builder.TextBuilder`."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.builder = TextBuilder(source)
        self._source = source
        self._sheets = read_sheets(source)
        self._wrap: tuple[()] | tuple[int, int] = ()
        self._line_starts = [0, *(match.end() for match in _LINE_BREAK.finditer(source))]
        self._stack: list[_Element] = []
        self._open: Counter[str] = Counter()
        self._unclosed = 0
        self._table = self._row = self._column = 0

    def parse_html_declaration(self, i: int) -> int:
        """Parse a declaration, but treat ``<![`` before an unknown keyword as a comment, as browsers do."""
        position = self.lineno, self.offset
        try:
            return super().parse_html_declaration(i)
        except AssertionError:  # raised for an unknown keyword, after the position has advanced
            self.lineno, self.offset = position
            return self.parse_bogus_comment(i)

    def parse_comment(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - as in the base class
        """Parse a comment; where one did not end, no later one does, and need not be looked through to the end."""
        behind = len(self.rawdata) - i
        if behind <= self._unclosed:
            return -1
        end = super().parse_comment(i, report)
        if end < 0:
            self._unclosed = behind
        return end

    def _source_offset(self) -> int:
        line, column = self.getpos()
        return self._line_starts[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCK:
            self._close_block()
            self._close_implied(tag)
        if tag not in _VOID:
            element = _Element(tag, attrs, self._stack[-1] if self._stack else None, self._sheets)
            if element.ends_blocks and tag not in _BLOCK:
                self._close_block()
            self._stack.append(element)
            self._open[tag] += 1
        self._count_cell(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCK:
            self._close_block()
        if not self._open[tag]:
            return
        while self._pop() != tag:
            pass

    def _pop(self) -> str:
        """Close the innermost element; return its tag."""
        if self._stack[-1].ends_blocks and self._stack[-1].tag not in _BLOCK:
            self._close_block()
        tag = self._stack.pop().tag
        self._open[tag] -= 1
        return tag

    def handle_data(self, data: str) -> None:
        inside = self._stack[-1] if self._stack else None
        if inside and (inside.none or inside.hidden):
            return
        start = self._source_offset()
        if inside and inside.keeps_lines and ("\n" in data or "\r" in data):
            self._lines(data, start)
            return
        position = 0
        for wrap in _WRAP.finditer(data):
            self._add(start + position, start + wrap.start())
            position = wrap.end()
            if _is_latin(self.builder.last):
                self._wrap = start + wrap.start(), start + wrap.end()
        self._add(start + position, start + len(data))

    def _add(self, start: int, end: int) -> None:
        """Add a stretch of the source; a line end before it, between Latin words, is shown as a space."""
        if start < end:
            if self._wrap and _is_latin(self._source[start]):
                self.builder.add_reference(" ", *self._wrap)
            self._wrap = ()
            self.builder.add(start, end)

    def _lines(self, data: str, start: int) -> None:
        """Add a text whose line ends are shown; each ends a block."""
        position = 0
        for line in _LINE.finditer(data):
            if line.start() > position:
                self._close_block()
            self.builder.add(start + line.start(), start + line.end())
            position = line.end()
        if position < len(data):
            self._close_block()

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, reference: str) -> None:
        if self._stack and (self._stack[-1].none or self._stack[-1].hidden):
            return
        start = self._source_offset()
        end = start + len(reference)
        end += self._source[end : end + 1] == ";"
        self._wrap = ()
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
            self._pop()

    def _close_block(self) -> None:
        self._wrap = ()
        inside = self._stack[-1] if self._stack else None
        if inside is None:
            self.builder.close()
        elif inside.heading:
            self.builder.close("heading", inside.heading, inside.context)
        elif inside.block in ("td", "th"):
            self.builder.close("cell", 0, inside.context, self._table, self._row, self._column)
        else:
            self.builder.close("item" if inside.block == "li" else "paragraph", 0, inside.context)


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _names(tag: str, attrs: list[tuple[str, str | None]]) -> tuple[str, ...]:
    """Return the names that hint at an element's role: its tag if semantic, its id and its classes."""
    names = [tag] if tag in _SEMANTIC else []
    for name, value in attrs:
        if value and name == "id":
            names.append(f"#{value.lower()}")
        elif name == "title" and value in _PAGE_EDGES:  # what a word processor prints above and below each page
            names.append(value)
        elif value and name == "class":
            names.extend(f".{token}" for token in value.lower().split())
    return tuple(names)
