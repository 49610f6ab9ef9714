"""The text of a .docx laid out: paragraphs, cells, text boxes and notes, with the way back to the runs.

Deleted text is no text and inserted text is; of a text box that stands twice (for old and new
versions of Word) one is read; a table of contents, headers and footers are set aside; hidden text
follows at the end, marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from checker.formats.word.numbering import Numbering, read_numbering
from checker.formats.word.package import Element, Package, parse_integer, w
from checker.formats.word.styles import Styles, read_styles
from checker.text.document import Block, BlockKind, Label
from checker.text.span import Span

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_FIXED = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_SYMBOL = w("sym")
_PRIVATE = range(0xE000, 0xF900)
_SKIPPED = {w(name) for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt")}
_NOTES = {
    w("footnoteReference"): ("footnotes", "footnote", "脚注"),
    w("endnoteReference"): ("endnotes", "endnote", "尾注"),
}
_WRAPPERS = {w(name) for name in ("ins", "moveTo", "customXml", "smartTag")}
_BLOCKS = {w("p"), w("tbl"), w("sdt"), *_WRAPPERS}
_BOX = w("txbxContent")
_TEXT = (w("t"), f"{_MATH}t")
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ORDINALS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
)
HIDDEN = "hidden"
"""In the context of a block: Word does not show its text."""
NOTE = "note"
"""In the context of a block: a footnote or an endnote."""


class Atom(Struct, frozen=True):
    """A stretch of the text and the element it came from; only a ``w:t`` can be written back.

    ``anchor`` is the reference in the main part for text that stands in another one: a note.
    """

    start: int
    end: int
    element: Element
    writable: bool
    anchor: Element | None = None


class Layout(Struct, frozen=True):
    """The text with its blocks, the names of its places, and its atoms in order."""

    text: str
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    atoms: tuple[Atom, ...]
    package: Package


class _Builder(Struct):
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
    ordinals: list[str] = field(default_factory=lambda: ["", "", ""])
    hidden: list[tuple[Element, Element | None]] = field(default_factory=list)
    notes: dict[str, dict[str, Element]] = field(default_factory=dict)
    note_counts: dict[str, int] = field(default_factory=dict)
    anchor: Element | None = None

    def add(self, text: str, element: Element, *, writable: bool) -> None:
        """Append text that came from an element."""
        if text:
            self.atoms.append(Atom(self.length, self.length + len(text), element, writable, self.anchor))
            self.parts.append(text)
            self.length += len(text)

    def text_since(self, start: int, first: int) -> str:
        """The text from ``start`` on; ``first`` is the index of its first part."""
        return "".join(self.parts[first:])[: self.length - start]


class _Cell(Struct, frozen=True):
    table: int = 0
    row: int = 0
    column: int = 0


def lay_out(package: Package) -> Layout:
    """Lay out the main part of a document."""
    builder = _Builder(package, read_styles(package), read_numbering(package))
    tree = package.tree(package.main)
    body = tree.find(w("body")) if tree is not None else None
    _container(builder, body if body is not None else [], _Cell(), "")
    for run, anchor in builder.hidden:
        builder.anchor = anchor
        _add_detached(builder, run, HIDDEN, "隐藏文字")
    return Layout("".join(builder.parts), tuple(builder.blocks), tuple(builder.labels), tuple(builder.atoms), package)


def _container(builder: _Builder, container: Element | list[Element], cell: _Cell, label: str) -> None:
    """The paragraphs and tables of a body, a cell, a text box or a note.

    A paragraph whose mark is deleted goes on in the next one, and has the next one's style and number.
    """
    fragments: list[Element] = []
    for item in container:
        if item.tag == w("p"):
            fragments.append(item)
        if fragments and item.tag in _BLOCKS and not (item.tag == w("p") and _continues(item)):
            _paragraph(builder, fragments, cell, label)
            fragments = []
        if item.tag == w("tbl"):
            _table(builder, item)
        elif item.tag == w("sdt") and not _is_toc(item):
            content = item.find(w("sdtContent"))
            _container(builder, content if content is not None else [], cell, label)
        elif item.tag in _WRAPPERS:
            _container(builder, item, cell, label)
    if fragments:
        _paragraph(builder, fragments, cell, label)


def _continues(paragraph: Element) -> bool:
    marks = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return marks is not None and (marks.find(w("del")) is not None or marks.find(w("moveFrom")) is not None)


def _is_toc(item: Element) -> bool:
    gallery = item.find(f"{w('sdtPr')}/{w('docPartObj')}/{w('docPartGallery')}")
    return gallery is not None and "Contents" in gallery.get(w("val"), "")


def _table(builder: _Builder, table: Element) -> None:
    builder.tables += 1
    number = builder.tables
    for row_number, row in enumerate(_rows(table), 1):
        column = 1
        for cell in row.iter(w("tc")):
            if next(cell.iterancestors(w("tbl"))) is not table or cell.find(f"{w('tcPr')}/{w('cellDel')}") is not None:
                continue
            label = f"表{number} 第{row_number}行 第{column}列"
            _container(builder, cell, _Cell(number, row_number, column), label)
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            column += max(1, parse_integer(span.get(w("val"), "1"))) if span is not None else 1


def _rows(table: Element) -> Iterator[Element]:
    for row in table.iter(w("tr")):
        if next(row.iterancestors(w("tbl"))) is table:
            deleted = row.find(f"{w('trPr')}/{w('del')}")
            if deleted is None:
                yield row


def _paragraph(builder: _Builder, fragments: list[Element], cell: _Cell, label: str) -> None:
    """One block; the text boxes and notes that hang on it follow as blocks of their own."""
    paragraph = fragments[-1]
    if builder.styles.is_toc_entry(paragraph):
        return
    start, first = builder.length, len(builder.parts)
    numbered = None if _continues(paragraph) else builder.styles.numbering(paragraph)
    if numbered and (number := builder.numbering.next(*numbered)):
        builder.add(number, paragraph, writable=False)
    state = _ParagraphState(hidden=builder.styles.hides_text(paragraph))
    for part in fragments:
        _inline(builder, part, state)
    text = builder.text_since(start, first)
    if text.strip():
        if not label:
            builder.paragraphs += 1
        _close_block(
            builder, text, start, cell, label or _place(builder, text), builder.styles.heading_level(paragraph), ()
        )
    elif builder.length > start:
        builder.add("\n", paragraph, writable=False)
    for element in state.anchored:
        if element.tag == _BOX:
            _container(builder, element, _Cell(), f"文本框({label or f'第{builder.paragraphs}段'})")
        else:
            _note(builder, element)


def _place(builder: _Builder, text: str) -> str:
    """第12段(二、(一)): the paragraph, and the numbers of the headings above it."""
    for depth, pattern in enumerate(_ORDINALS):
        match = pattern.match(text.lstrip())
        if match:
            builder.ordinals[depth:] = [match.group(), *[""] * (len(_ORDINALS) - depth - 1)]
    path = "".join(builder.ordinals)
    return f"第{builder.paragraphs}段({path})" if path else f"第{builder.paragraphs}段"


def _close_block(
    builder: _Builder, text: str, start: int, cell: _Cell, label: str, level: int, context: tuple[str, ...]
) -> None:
    content = text.strip()
    low = start + len(text) - len(text.lstrip())
    span = Span(low, low + len(content))
    kind: BlockKind = "cell" if cell.table else "heading" if level else "paragraph"
    builder.blocks.append(Block(span, kind, level, context, cell.table, cell.row, cell.column))
    builder.labels.append(Label(start, len(builder.labels) + 1, label))
    builder.parts.append("\n")
    builder.length += 1


class _ParagraphState(Struct):
    """A paragraph as it is read: what hangs on it, and how deep in the codes of fields a run stands.

    The results of fields are text, their codes are not.
    """

    hidden: bool = False
    anchored: list[Element] = field(default_factory=list)
    codes: list[bool] = field(default_factory=list)

    def update(self, kind: str) -> None:
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


def _inline(builder: _Builder, parent: Element, state: _ParagraphState) -> None:
    """The text of a paragraph's runs, wherever they are nested."""
    for item in parent:
        if item.tag in _SKIPPED or _is_duplicate(item):
            continue
        if item.tag == w("r") and builder.styles.is_hidden(item, otherwise=state.hidden):
            if not state.in_code:
                builder.hidden.append((item, builder.anchor))
            for mark in item.iterfind(w("fldChar")):
                state.update(mark.get(w("fldCharType"), ""))
        elif item.tag == w("fldChar"):
            state.update(item.get(w("fldCharType"), ""))
        elif item.tag == _BOX or item.tag in _NOTES:
            state.anchored.append(item)
        elif item.tag in _TEXT or item.tag in _FIXED or item.tag == _SYMBOL:
            if not state.in_code:
                builder.add(text_of(item), item, writable=item.tag == w("t"))
        else:
            _inline(builder, item, state)


def _is_duplicate(item: Element) -> bool:
    """True for what is there for old versions of Word beside the same for new ones."""
    if item.tag != f"{ALTERNATE}Fallback":
        return False
    return any(other.tag == f"{ALTERNATE}Choice" for other in item.itersiblings(preceding=True))


def text_of(item: Element) -> str:
    """What Word shows for an element of a run."""
    if item.tag == _SYMBOL:
        return _symbol(item.get(w("char"), ""))
    if item.tag in _TEXT:
        # Spaces at the ends of a text are those of the file's own layout, unless it says otherwise.
        return (item.text or "") if _keeps_spaces(item) else (item.text or "").strip(" \t\r\n")
    return _FIXED[item.tag]


def _keeps_spaces(item: Element) -> bool:
    text = item.text or ""
    if text == text.strip(" \t\r\n") or item.get(SPACE) == "preserve":
        return True
    return next((parent.get(SPACE) for parent in item.iterancestors() if parent.get(SPACE)), "") == "preserve"


def _symbol(code: str) -> str:
    """The character of a ``w:sym``; those of symbol fonts stand for nothing outside their font."""
    try:
        number = int(code[:8], 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 < number < 0xD800 or _PRIVATE.stop <= number < 0xFFFE else ""


def _note(builder: _Builder, reference: Element) -> None:
    """A footnote or endnote, behind the paragraph that refers to it, by the number that Word shows."""
    part, name, shown = _NOTES[reference.tag]
    if part not in builder.notes:
        tree = builder.package.tree(builder.package.related_part(part))
        found = tree.iterfind(w(name)) if tree is not None else ()
        builder.notes[part] = {note.get(w("id"), ""): note for note in found}
    note = builder.notes[part].pop(reference.get(w("id"), ""), None)
    if note is None:
        return
    builder.note_counts[part] = builder.note_counts.get(part, 0) + 1
    builder.anchor = reference
    for paragraph in note.iter(w("p")):
        _add_detached(builder, paragraph, NOTE, f"{shown}{builder.note_counts[part]}")
    builder.anchor = None


def _add_detached(builder: _Builder, element: Element, context: str, label: str) -> None:
    """Text outside the flow of the paragraphs, as a block that says what it is; it is not written to."""
    start, first = builder.length, len(builder.parts)
    count = len(builder.atoms)
    _inline(builder, element, _ParagraphState())
    builder.atoms[count:] = [replace(atom, writable=False) for atom in builder.atoms[count:]]
    text = builder.text_since(start, first)
    if text.strip():
        _close_block(builder, text, start, _Cell(), label, 0, (context,))
    elif builder.length > start:
        builder.add("\n", element, writable=False)
