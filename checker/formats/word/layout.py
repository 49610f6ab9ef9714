"""The text of a .docx: paragraphs, cells, text boxes and notes, mapped to the elements that they come from.

Tracked insertions are part of the text, tracked deletions are not. Of a text box that is stored twice, for old and new
versions of Word, one copy is read. The table of contents, headers and footers are left out. Hidden text follows at the
end, in blocks with the context :data:`HIDDEN`. A manual line break (Shift+Enter) ends a block, except in headings, in
centred paragraphs (a title on two lines) and in cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from msgspec import Struct, field
from msgspec.structs import replace

from checker.formats.word.content import CONTENT, text_of
from checker.formats.word.numbering import Numbering, read_numbering
from checker.formats.word.package import Element, Package, parse_integer, w
from checker.formats.word.styles import Styles, is_on, read_styles
from checker.formats.word.toc import TocFields, has_toc_field
from checker.text.document import NOTE, Block, BlockKind, Label
from checker.text.errors import InputError
from checker.text.span import Span

ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_CHOICE, _FALLBACK = f"{ALTERNATE}Choice", f"{ALTERNATE}Fallback"
MAX_PARAGRAPHS = 100_000
"""Maximum paragraphs, those of cells included; a few kilobytes of a zip can hold millions. A long report has 2,000."""
_BREAKS = (w("br"), w("cr"))
_SKIPPED = {w(name) for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "rt")}
_NOTES = {
    w("footnoteReference"): ("footnotes", "footnote", "脚注"),
    w("endnoteReference"): ("endnotes", "endnote", "尾注"),
}
_WRAPPERS = {w(name) for name in ("ins", "moveTo", "customXml", "smartTag")}
_BLOCKS = {w("p"), w("tbl"), w("sdt"), *_WRAPPERS}
_CONTROL = w("sdt")
_BOX = w("txbxContent")
_ORDINALS = (
    re.compile(r"[一二三四五六七八九十]+、"),
    re.compile(r"[(（][一二三四五六七八九十]+[)）]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
)
HIDDEN = "hidden"
"""Context of a block of hidden text."""


class Atom(Struct, frozen=True):
    """A range of the text and the element that it comes from.

    Only atoms of ``w:t`` elements are ``writable``. ``anchor`` is the reference in the main part for the text of a
    note, which is stored in another part.
    """

    start: int
    end: int
    element: Element
    writable: bool
    anchor: Element | None = None


class Layout(Struct, frozen=True):
    """The text of a document, its blocks, the labels of its places, its atoms in order, and prompts of controls."""

    text: str
    blocks: tuple[Block, ...]
    labels: tuple[Label, ...]
    atoms: tuple[Atom, ...]
    package: Package
    prompts: tuple[Span, ...] = ()


class _Builder(Struct):
    """The layout under construction, and the counters for labels."""

    package: Package
    styles: Styles
    numbering: Numbering
    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    atoms: list[Atom] = field(default_factory=list)
    paragraphs: int = 0
    read_paragraphs: int = 0
    tables: int = 0
    ordinals: list[str] = field(default_factory=lambda: ["", "", ""])
    hidden: list[tuple[Element, Element | None]] = field(default_factory=list)
    notes: dict[str, dict[str, Element]] = field(default_factory=dict)
    note_counts: dict[str, int] = field(default_factory=dict)
    anchor: Element | None = None
    prompts: list[Span] = field(default_factory=list)
    toc: TocFields = field(default_factory=TocFields)

    def add(self, text: str, element: Element, *, writable: bool) -> None:
        """Append the text of an element."""
        if text:
            self.atoms.append(Atom(self.length, self.length + len(text), element, writable, self.anchor))
            self.parts.append(text)
            self.length += len(text)

    def text_since(self, start: int, first: int) -> str:
        """Return the text from ``start`` on; ``first`` is the index of its first part."""
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
    builder.toc.used = tree is not None and has_toc_field(tree)
    _container(builder, body if body is not None else [], _Cell(), "")
    for run, anchor in builder.hidden:
        builder.anchor = anchor
        _add_detached(builder, run, HIDDEN, "隐藏文字")
    text = "".join(builder.parts)
    prompts = tuple(trimmed for prompt in builder.prompts if len(trimmed := _without_blanks(text, prompt)))
    return Layout(text, tuple(builder.blocks), tuple(builder.labels), tuple(builder.atoms), package, prompts)


def _without_blanks(text: str, span: Span) -> Span:
    content = span.of(text)
    start = span.start + len(content) - len(content.lstrip())
    return Span(start, max(start, span.start + len(content.rstrip())))


def _container(builder: _Builder, container: Element | list[Element], cell: _Cell, label: str) -> None:
    """Add the paragraphs and tables of a body, cell or text box; ``label`` replaces the labels of paragraphs.

    A paragraph whose paragraph mark is deleted continues in the next one, and has the style and number of that.
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
            content, start = item.find(w("sdtContent")), builder.length
            _container(builder, content if content is not None else [], cell, label)
            _note_prompt(builder, item, start)
        elif item.tag in _WRAPPERS:
            _container(builder, item, cell, label)
    if fragments:
        _paragraph(builder, fragments, cell, label)


def _note_prompt(builder: _Builder, item: Element, start: int) -> None:
    """Note the place of a content control whose text, from ``start`` on, is its prompt."""
    if item.tag == _CONTROL:
        shown = item.find(f"{w('sdtPr')}/{w('showingPlcHdr')}")
        if shown is not None and is_on(shown):
            builder.prompts.append(Span(start, builder.length))


def _continues(paragraph: Element) -> bool:
    mark = paragraph.find(f"{w('pPr')}/{w('rPr')}")
    return mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None)


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
            label, start = f"表{number} 第{row_number}行 第{column}列", builder.length
            _container(builder, cell, _Cell(number, row_number, column), label)
            for parent in takewhile(lambda item: item.tag != w("tbl"), cell.iterancestors()):
                _note_prompt(builder, parent, start)
            span = cell.find(f"{w('tcPr')}/{w('gridSpan')}")
            column += max(1, parse_integer(span.get(w("val"), "1"))) if span is not None else 1


def _rows(table: Element) -> Iterator[Element]:
    for row in table.iter(w("tr")):
        if next(row.iterancestors(w("tbl"))) is table:
            deleted = row.find(f"{w('trPr')}/{w('del')}")
            if deleted is None:
                yield row


def _paragraph(builder: _Builder, fragments: list[Element], cell: _Cell, label: str) -> None:
    """Add a paragraph as one block; the text boxes and notes anchored in it follow as separate blocks."""
    paragraph = fragments[-1]
    _count_paragraphs(builder, 1)
    if builder.toc.holds(fragments) or builder.styles.is_toc_entry(paragraph):
        return
    start, first = builder.length, len(builder.parts)
    numbered = None if _continues(paragraph) else builder.styles.numbering(paragraph)
    number = builder.numbering.next(*numbered) if numbered else ""
    builder.add(number, paragraph, writable=False)
    state = _ParagraphState(hidden=builder.styles.hides_text(paragraph))
    for fragment in fragments:
        _inline(builder, fragment, state)
    text = builder.text_since(start, first)
    if text.strip():
        if not label:
            builder.paragraphs += 1
        level = builder.styles.heading_level(paragraph)
        whole = level or cell.table or builder.styles.is_centred(paragraph)
        _close_paragraph(builder, text, start, cell, label, level, () if whole else state.breaks)
        if number:
            _mark_number(builder, Span(start, start + len(number)))
    elif builder.length > start:
        builder.add("\n", paragraph, writable=False)
    for element in state.anchored:
        if element.tag == _BOX:
            _container(builder, element, _Cell(), f"文本框({label or f'第{builder.paragraphs}段'})")
        else:
            _note(builder, element)


def _mark_number(builder: _Builder, number: Span) -> None:
    """Say how much of the block that a number begins is the number."""
    for index in range(len(builder.blocks) - 1, -1, -1):
        block = builder.blocks[index]
        if block.span.start < number.end:
            length = min(number.end, block.span.end) - block.span.start
            builder.blocks[index] = replace(block, number=length)
            return


def _count_paragraphs(builder: _Builder, count: int) -> None:
    builder.read_paragraphs += count
    if builder.read_paragraphs > MAX_PARAGRAPHS:
        raise InputError(builder.package.path, f".docx 超过 {MAX_PARAGRAPHS} 段,不是报告")


def _close_paragraph(
    builder: _Builder, text: str, start: int, cell: _Cell, label: str, level: int, breaks: Sequence[int]
) -> None:
    """Add a paragraph as one block, or as several that end at the breaks, each given as the offset of its character."""
    line_start = start
    first, last = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
    lines = [offset for offset in breaks if first < offset < last]
    _count_paragraphs(builder, len(lines))
    for number, end in enumerate([*lines, start + len(text)], 1):
        line = text[line_start - start : end - start]
        if line.strip():
            name = label or _paragraph_label(builder, line, number if lines else 0)
            _add_block(builder, line, line_start, cell, name, level, ())
        line_start = end + 1
    builder.parts.append("\n")
    builder.length += 1


def _paragraph_label(builder: _Builder, text: str, line: int) -> str:
    """Return the label of a paragraph: its number and the ordinals of the headings above it, 第12段(二、(一)).

    ``line`` is the number of the line of a paragraph that has several blocks, else 0.
    """
    for depth, pattern in enumerate(_ORDINALS):
        match = pattern.match(text.lstrip())
        if match:
            builder.ordinals[depth:] = [match.group(), *[""] * (len(_ORDINALS) - depth - 1)]
    path = "".join(builder.ordinals)
    place = f"第{builder.paragraphs}段第{line}行" if line else f"第{builder.paragraphs}段"
    return f"{place}({path})" if path else place


def _close_block(builder: _Builder, text: str, start: int, label: str, context: tuple[str, ...]) -> None:
    _add_block(builder, text, start, _Cell(), label, 0, context)
    builder.parts.append("\n")
    builder.length += 1


def _add_block(
    builder: _Builder, text: str, start: int, cell: _Cell, label: str, level: int, context: tuple[str, ...]
) -> None:
    content = text.strip()
    content_start = start + len(text) - len(text.lstrip())
    span = Span(content_start, content_start + len(content))
    kind: BlockKind = "cell" if cell.table else "heading" if level else "paragraph"
    builder.blocks.append(Block(span, kind, level, context, cell.table, cell.row, cell.column))
    builder.labels.append(Label(start, len(builder.labels) + 1, label))


class _ParagraphState(Struct):
    """The state of reading a paragraph: the elements anchored in it, and the open fields.

    The result of a field is text, its code is not. ``codes`` has an entry for each open field, which is True within
    its code.
    """

    hidden: bool = False
    anchored: list[Element] = field(default_factory=list)
    codes: list[bool] = field(default_factory=list)
    open_codes: int = 0
    breaks: list[int] = field(default_factory=list)
    """Offsets of the manual line breaks and page breaks."""

    def update(self, kind: str) -> None:
        """Process a ``w:fldChar`` of type ``begin``, ``separate`` or ``end``."""
        if kind == "begin":
            self.codes.append(True)
            self.open_codes += 1
        elif kind == "separate" and self.codes:
            self.open_codes -= self.codes[-1]
            self.codes[-1] = False
        elif kind == "end" and self.codes:
            self.open_codes -= self.codes.pop()

    @property
    def in_code(self) -> bool:
        """True within the code of a field."""
        return self.open_codes > 0


def _inline(builder: _Builder, parent: Element, state: _ParagraphState) -> None:
    """Add the text of a paragraph's runs at any depth."""
    has_choice = False
    for item in parent:
        has_choice = has_choice or item.tag == _CHOICE
        if item.tag in _SKIPPED or (has_choice and item.tag == _FALLBACK):
            continue  # the fallback is the same content for old versions of Word
        if item.tag == w("r") and builder.styles.is_hidden(item, default=state.hidden):
            if not state.in_code:
                builder.hidden.append((item, builder.anchor))
            for character in item.iterfind(w("fldChar")):
                state.update(character.get(w("fldCharType"), ""))
        elif item.tag == w("fldChar"):
            state.update(item.get(w("fldCharType"), ""))
        elif item.tag == _BOX or item.tag in _NOTES:
            state.anchored.append(item)
        elif item.tag in CONTENT:
            _add_content(builder, item, state)
        else:
            start = builder.length
            _inline(builder, item, state)
            _note_prompt(builder, item, start)


def _add_content(builder: _Builder, item: Element, state: _ParagraphState) -> None:
    if state.in_code:
        return
    if item.tag in _BREAKS:
        state.breaks.append(builder.length)
    builder.add(text_of(item), item, writable=item.tag == w("t"))


def _note(builder: _Builder, reference: Element) -> None:
    """Add a footnote or endnote; its label has the number that Word displays."""
    part, name, label = _NOTES[reference.tag]
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
        _add_detached(builder, paragraph, NOTE, f"{label}{builder.note_counts[part]}")
    builder.anchor = None


def _add_detached(builder: _Builder, element: Element, context: str, label: str) -> None:
    """Add read-only text outside the flow of paragraphs as a block with a context."""
    start, first = builder.length, len(builder.parts)
    count = len(builder.atoms)
    _inline(builder, element, _ParagraphState())
    builder.atoms[count:] = [replace(atom, writable=False) for atom in builder.atoms[count:]]
    text = builder.text_since(start, first)
    if text.strip():
        _close_block(builder, text, start, label, (context,))
    elif builder.length > start:
        builder.add("\n", element, writable=False)
