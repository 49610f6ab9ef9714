"""The text of a .docx laid out: paragraphs, cells, text boxes and notes, with the way back to the runs.

Deleted text is no text and inserted text is; of a text box that stands twice (for old and new
versions of Word) one is read; a table of contents, headers and footers are set aside; hidden text
follows at the end, marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from checker.document import Block, BlockKind, Label
from checker.formats.word.numbering import Numbering, read_numbering
from checker.formats.word.package import Element, Package, w
from checker.formats.word.styles import Styles, read_styles
from checker.span import Span

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FIXED = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_GONE = {w("del"), w("moveFrom"), w("instrText"), w("delText"), w("pPr"), w("rPr"), f"{_ALTERNATE}Fallback"}
_NOTES = {
    w("footnoteReference"): ("footnotes", "footnote", "脚注"),
    w("endnoteReference"): ("endnotes", "endnote", "尾注"),
}
_BOX = w("txbxContent")
_TEXT = (w("t"), f"{_MATH}t")
_HEADS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
)
HIDDEN = "hidden"
"""In the context of a block: Word does not show its text."""
NOTE = "note"
"""In the context of a block: a footnote or an endnote."""


@dataclass(frozen=True, slots=True)
class Atom:
    """A stretch of the text and the element it came from; only a ``w:t`` can be written back."""

    start: int
    end: int
    element: Element
    writable: bool


@dataclass(frozen=True)
class Layout:
    """The text with its blocks, the names of its places, and its atoms in order."""

    text: str
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    atoms: tuple[Atom, ...]
    package: Package


@dataclass
class _Page:
    """What has been laid out so far."""

    package: Package
    styles: Styles
    numbering: Numbering
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0
    heads: list[str] = field(default_factory=lambda: ["", "", ""])
    hidden: list[Element] = field(default_factory=list)

    def add(self, text: str, element: Element, *, writable: bool) -> None:
        """Append text that came from an element."""
        if text:
            self.atoms.append(Atom(self.length, self.length + len(text), element, writable))
            self.parts.append(text)
            self.length += len(text)

    def since(self, start: int, first: int) -> str:
        """The text from ``start`` on; ``first`` is the index of its first part."""
        return "".join(self.parts[first:])[: self.length - start]


@dataclass(frozen=True, slots=True)
class _Cell:
    table: int = 0
    row: int = 0
    column: int = 0


def lay_out(package: Package) -> Layout:
    """Lay out the main part of a document."""
    page = _Page(package, read_styles(package), read_numbering(package))
    tree = package.tree(package.main)
    body = tree.find(w("body")) if tree is not None else None
    _container(page, body if body is not None else [], _Cell(), "")
    for run in page.hidden:
        _lone(page, run, HIDDEN, "隐藏文字")
    return Layout("".join(page.parts), tuple(page.blocks), tuple(page.labels), tuple(page.atoms), package)


def _container(page: _Page, container: Element | list[Element], cell: _Cell, where: str) -> None:
    """The paragraphs and tables of a body, a cell, a text box or a note."""
    for item in container:
        if item.tag == w("p"):
            _paragraph(page, item, cell, where)
        elif item.tag == w("tbl"):
            _table(page, item)
        elif item.tag == w("sdt"):
            if not _is_contents(item):
                content = item.find(w("sdtContent"))
                _container(page, content if content is not None else [], cell, where)
        elif item.tag in (w("ins"), w("moveTo"), w("customXml"), w("smartTag")):
            _container(page, item, cell, where)


def _is_contents(item: Element) -> bool:
    gallery = item.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and "Contents" in gallery.get(w("val"), "")


def _table(page: _Page, table: Element) -> None:
    page.tables += 1
    number = page.tables
    for row_number, row in enumerate(_rows(table), 1):
        column = 1
        for cell in row.iter(w("tc")):
            if next(cell.iterancestors(w("tbl"))) is not table:
                continue
            where = f"表{number} 第{row_number}行 第{column}列"
            _container(page, cell, _Cell(number, row_number, column), where)
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            width = span.get(w("val"), "1") if span is not None else "1"
            column += int(width) if width.isdecimal() else 1


def _rows(table: Element) -> Iterator[Element]:
    for row in table.iter(w("tr")):
        if next(row.iterancestors(w("tbl"))) is table:
            deleted = row.find(f"{w('trPr')}/{w('del')}")
            if deleted is None:
                yield row


def _paragraph(page: _Page, paragraph: Element, cell: _Cell, where: str) -> None:
    """One block; the text boxes and notes that hang on it follow as blocks of their own."""
    if page.styles.in_contents(paragraph):
        return
    start, first = page.length, len(page.parts)
    numbered = page.styles.numbering(paragraph)
    if numbered and (number := page.numbering.next(*numbered)):
        page.add(number, paragraph, writable=False)
    hanging: list[tuple[Element, str]] = []
    _inline(page, paragraph, hanging, _Fields())
    text = page.since(start, first)
    if text.strip():
        if not where:
            page.paragraphs += 1
        _close(page, text, start, cell, where or _place(page, text), page.styles.heading_level(paragraph), ())
    elif page.length > start:
        page.add("\n", paragraph, writable=False)
    for element, kind in hanging:
        if element.tag == _BOX:
            _container(page, element, _Cell(), f"文本框({where or f'第{page.paragraphs}段'})")
        else:
            _note(page, element, kind)


def _place(page: _Page, text: str) -> str:
    """第12段(二、(一)): the paragraph, and the numbers of the headings above it."""
    for depth, head in enumerate(_HEADS):
        match = head.match(text.lstrip())
        if match:
            page.heads[depth:] = [match.group(), *[""] * (len(_HEADS) - depth - 1)]
    path = "".join(page.heads)
    return f"第{page.paragraphs}段({path})" if path else f"第{page.paragraphs}段"


def _close(page: _Page, text: str, start: int, cell: _Cell, label: str, level: int, context: tuple[str, ...]) -> None:
    content = text.strip()
    low = start + len(text) - len(text.lstrip())
    span = Span(low, low + len(content))
    kind: BlockKind = "cell" if cell.table else "heading" if level else "paragraph"
    page.blocks.append(Block(span, kind, level, context, cell.table, cell.row, cell.column))
    page.labels.append(Label(start, len(page.labels) + 1, label))
    page.parts.append("\n")
    page.length += 1


@dataclass
class _Fields:
    """How deep in the codes of fields a run stands; their results are text, their codes are not."""

    codes: list[bool] = field(default_factory=list)

    def turn(self, kind: str) -> None:
        """Begin, separate or end a field."""
        if kind == "begin":
            self.codes.append(True)
        elif kind == "separate" and self.codes:
            self.codes[-1] = False
        elif kind == "end" and self.codes:
            self.codes.pop()

    @property
    def in_code(self) -> bool:
        """True within a code."""
        return any(self.codes)


def _inline(page: _Page, parent: Element, hanging: list[tuple[Element, str]], fields: _Fields) -> None:
    """The text of a paragraph's runs, wherever they are nested."""
    for item in parent:
        if item.tag in _GONE or not isinstance(item.tag, str):
            continue
        if item.tag == w("r") and page.styles.hidden(item):
            page.hidden.append(item)
        elif item.tag == w("fldChar"):
            fields.turn(item.get(w("fldCharType"), ""))
        elif item.tag == _BOX or item.tag in _NOTES:
            hanging.append((item, item.tag))
        elif item.tag in _TEXT or item.tag in _FIXED:
            if not fields.in_code:
                page.add(_text_of(item), item, writable=item.tag == w("t"))
        else:
            _inline(page, item, hanging, fields)


def _text_of(item: Element) -> str:
    if item.tag in _TEXT:
        return item.text or ""
    return "" if item.get(w("type")) in ("page", "column") else _FIXED[item.tag]


def _note(page: _Page, reference: Element, kind: str) -> None:
    """A footnote or endnote, behind the paragraph that refers to it."""
    part, name, shown = _NOTES[kind]
    tree = page.package.tree(page.package.related(part))
    wanted = reference.get(w("id"), "")
    for note in tree.iterfind(w(name)) if tree is not None else ():
        if note.get(w("id")) == wanted:
            for paragraph in note.iter(w("p")):
                _lone(page, paragraph, NOTE, f"{shown}{wanted}")


def _lone(page: _Page, element: Element, context: str, label: str) -> None:
    """Text outside the flow of the paragraphs, as a block that says what it is; it is not written to."""
    start, first = page.length, len(page.parts)
    count = len(page.atoms)
    _inline_of(page, element)
    page.atoms[count:] = [Atom(atom.start, atom.end, atom.element, writable=False) for atom in page.atoms[count:]]
    text = page.since(start, first)
    if text.strip():
        _close(page, text, start, _Cell(), label, 0, (context,))


def _inline_of(page: _Page, element: Element) -> None:
    for item in element.iter(w("t")):
        page.add(item.text or "", item, writable=False)
