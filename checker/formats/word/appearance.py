"""The appearance of a Word document: its page setup, and the font, size, spacing and indent of every paragraph.

Like Word, this module looks a property up in the run, in the run's style, in the paragraph's style and its base
styles, in the defaults of the document, and, for fonts, in the theme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from checker.formats.word.layout import Atom, lay_out
from checker.formats.word.package import Element, Package, open_package, w
from checker.formats.word.runs import run_of
from checker.formats.word.styles import Styles, is_on, read_styles, style_of
from checker.text.document import Block

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
TWIPS_PER_MILLIMETRE = 1440 / 25.4
TWIPS_PER_POINT = 20


class PageSetup(Struct, frozen=True):
    """The page size and margins of a section, in millimetres; zero for values that the section does not specify."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


class ParagraphAppearance(Struct, frozen=True):
    """The formatting of most characters of a paragraph.

    ``font`` is the font of Han characters, empty when none is specified. ``size`` is in points, ``indent`` in
    characters. ``spacing`` is the exact line spacing in points, 0 when it is not exact. ``spaces`` is True when the
    paragraph is indented by spaces.
    """

    block: Block
    font: str
    size: float
    bold: bool
    alignment: str
    spacing: float
    indent: float
    spaces: bool


class PageNumbers(Struct, frozen=True):
    """The page numbers in the footers: the text of their paragraph, its font, and its size in points."""

    text: str
    font: str
    size: float


class Appearance(Struct, frozen=True):
    """The appearance of a document, and the numbers of its tracked changes and comments."""

    pages: tuple[PageSetup, ...]
    paragraphs: tuple[ParagraphAppearance, ...]
    numbers: PageNumbers | None
    revisions: int
    comments: int


def read_appearance(path: str, data: bytes) -> Appearance:
    """Read the appearance of a document; its blocks equal those of the document that is read from the same bytes.

    Raises :class:`~checker.text.errors.InputError` for a file that is not a .docx or is damaged.
    """
    package = open_package(path, data)
    chain = _PropertyChain(package)
    layout = lay_out(package)
    paragraphs = []
    position = 0
    for block in layout.blocks:
        while position < len(layout.atoms) and layout.atoms[position].end <= block.span.start:
            position += 1
        atoms = _atoms_of(layout.atoms, position, block)
        if atoms and not block.context:
            paragraphs.append(_paragraph(chain, block, atoms, layout.text))
    tree = package.tree(package.main)
    sections = () if tree is None else tree.iter(w("sectPr"))
    pages = tuple(_page(item) for item in sections if not _is_former(item))
    changes = () if tree is None else tree.iter(w("ins"), w("del"), w("moveFrom"), w("moveTo"))
    comments = package.tree(package.related_part("comments"))
    counts = sum(1 for _ in changes), 0 if comments is None else len(comments)
    return Appearance(pages, tuple(paragraphs), _page_numbers(package, chain), *counts)


def _atoms_of(atoms: tuple[Atom, ...], position: int, block: Block) -> list[Atom]:
    found = []
    while position < len(atoms) and atoms[position].start < block.span.end:
        if atoms[position].writable:
            found.append(atoms[position])
        position += 1
    return found


def _is_former(section: Element) -> bool:
    """Return True for the properties of a section before a tracked change."""
    parent = section.getparent()
    return parent is not None and parent.tag == w("sectPrChange")


class _PropertyChain:
    """The property elements that apply to a run or paragraph, in order of precedence."""

    def __init__(self, package: Package) -> None:
        self.styles: Styles = read_styles(package)
        tree = package.tree(package.related_part("styles"))
        defaults = None if tree is None else tree.find(w("docDefaults"))
        self._run_defaults = None if defaults is None else defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
        self._paragraph_defaults = None if defaults is None else defaults.find(f"{w('pPrDefault')}/{w('pPr')}")
        self._themes = _theme_fonts(package)

    def run_properties(self, run: Element, paragraph: Element) -> Iterator[Element]:
        """Yield the ``w:rPr`` elements that apply to a run."""
        own = run.find(w("rPr"))
        if own is not None:
            yield own
            style = own.find(w("rStyle"))
            if style is not None:
                yield from self._of_styles(style.get(w("val"), ""), "rPr")
        yield from self._of_styles(style_of(paragraph) or self.styles.default, "rPr")
        if self._run_defaults is not None:
            yield self._run_defaults

    def paragraph_properties(self, paragraph: Element) -> Iterator[Element]:
        """Yield the ``w:pPr`` elements that apply to a paragraph."""
        own = paragraph.find(w("pPr"))
        if own is not None:
            yield own
        yield from self._of_styles(style_of(paragraph) or self.styles.default, "pPr")
        if self._paragraph_defaults is not None:
            yield self._paragraph_defaults

    def _of_styles(self, name: str, part: str) -> Iterator[Element]:
        for style in self.styles.chain(name):
            found = style.find(w(part))
            if found is not None:
                yield found

    def font(self, properties: list[Element]) -> str:
        """Return the font of Han characters; empty when none is specified."""
        for element in properties:
            fonts = element.find(w("rFonts"))
            if fonts is None:
                continue
            theme = fonts.get(w("eastAsiaTheme"), "")
            if theme:
                return self._themes.get(theme, "")
            if named := fonts.get(w("eastAsia"), ""):
                return named
        return ""


def _theme_fonts(package: Package) -> dict[str, str]:
    tree = package.tree(package.related_part("theme"))
    fonts: dict[str, str] = {}
    for name, key in (("majorFont", "majorEastAsia"), ("minorFont", "minorEastAsia")):
        holder = None if tree is None else next(tree.iter(f"{_DRAWING}{name}"), None)
        if holder is None:
            continue
        east = holder.find(f"{_DRAWING}ea")
        hans = next((item.get("typeface", "") for item in holder if item.get("script") == "Hans"), "")
        fonts[key] = (east.get("typeface", "") if east is not None else "") or hans
    return fonts


def _attribute(properties: list[Element], name: str, *attributes: str) -> str:
    """Return the first of some attributes of a property in property elements; empty when there is none."""
    for element in properties:
        found = element.find(w(name))
        if found is not None:
            for attribute in attributes:
                if (given := found.get(w(attribute))) is not None:
                    return given
    return ""


def _paragraph(chain: _PropertyChain, block: Block, atoms: list[Atom], text: str) -> ParagraphAppearance:
    paragraph = next(atoms[0].element.iterancestors(w("p")))
    appearances: Counter[tuple[str, float, bool]] = Counter()
    for atom in atoms:
        run = run_of(atom.element)
        properties = list(chain.run_properties(run, paragraph)) if run is not None else []
        bold = any(_switched_on(element) for element in properties if element.find(w("b")) is not None)
        appearances[(chain.font(properties), _number(_attribute(properties, "sz", "val")) / 2, bold)] += (
            atom.end - atom.start
        )
    (font, size, bold), _ = appearances.most_common(1)[0]
    properties = list(chain.paragraph_properties(paragraph))
    fixed = _attribute(properties, "spacing", "lineRule") == "exact"
    line = _number(_attribute(properties, "spacing", "line")) / TWIPS_PER_POINT
    characters = _number(_attribute(properties, "ind", "firstLineChars")) / 100
    twips = _number(_attribute(properties, "ind", "firstLine"))
    indent = characters or (twips / TWIPS_PER_POINT / size if size else 0.0)
    before = text[max(0, block.span.start - 4) : block.span.start].rpartition("\n")[2]
    alignment = _attribute(properties, "jc", "val")
    spaces = "\u3000" in before or "  " in before
    return ParagraphAppearance(block, font, size, bold, alignment, line if fixed else 0.0, indent, spaces)


def _switched_on(element: Element) -> bool:
    switch = element.find(w("b"))
    return switch is not None and is_on(switch)


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _page(section: Element) -> PageSetup:
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))

    def millimetres(holder: Element | None, name: str) -> float:
        return 0.0 if holder is None else _number(holder.get(w(name), "")) / TWIPS_PER_MILLIMETRE

    sides = (millimetres(margins, name) for name in ("top", "bottom", "left", "right"))
    return PageSetup(millimetres(size, "w"), millimetres(size, "h"), *sides)


def _page_numbers(package: Package, chain: _PropertyChain) -> PageNumbers | None:
    """Return the page numbers of the first footer that has any."""
    for name in sorted(package.parts):
        if "/footer" not in name or not name.endswith(".xml"):
            continue
        tree = package.tree(name)
        for paragraph in tree.iter(w("p")) if tree is not None else ():
            codes = "".join(item.text or "" for item in paragraph.iter(w("instrText")))
            codes += "".join(item.get(w("instr"), "") for item in paragraph.iter(w("fldSimple")))
            if "PAGE" not in codes:
                continue
            run = next((run for run in paragraph.iter(w("r")) if run.find(w("t")) is not None), None)
            properties = list(chain.run_properties(run, paragraph)) if run is not None else []
            shown = "".join(item.text or "" for item in paragraph.iter(w("t")))
            return PageNumbers(shown, chain.font(properties), _number(_attribute(properties, "sz", "val")) / 2)
    return None
