"""How a Word document looks: its pages, and the font, size, spacing and indent of every paragraph.

Word looks a property up in the run, in the run's style, in the paragraph's style and those it is based
on, in the defaults of the document, and for fonts in the theme. So does this module.
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
    """A section's page in millimetres; zero for what the section does not say."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float


class ParagraphAppearance(Struct, frozen=True):
    """What most characters of a paragraph look like; sizes in points, indents in characters.

    ``font`` is that of Han characters, empty when nothing names one. ``spacing`` is the fixed distance
    of lines in points, 0 when it is not fixed. ``spaces`` tells that the indent is made of spaces.
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
    """The page numbers of the footers: what stands there with the number, its font and size."""

    text: str
    font: str
    size: float


class Appearance(Struct, frozen=True):
    """All of it; ``revisions`` and ``comments`` count what nobody has dealt with."""

    pages: tuple[PageSetup, ...]
    paragraphs: tuple[ParagraphAppearance, ...]
    numbers: PageNumbers | None
    revisions: int
    comments: int


def read_appearance(path: str, data: bytes) -> Appearance:
    """Read how a document looks; its blocks are those of the document that was read from the same bytes."""
    package = open_package(path, data)
    chain = _Chain(package)
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
    pages = tuple(_page(item) for item in sections if not _was(item))
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


def _was(section: Element) -> bool:
    """True for what a section was like before a tracked change."""
    parent = section.getparent()
    return parent is not None and parent.tag == w("sectPrChange")


class _Chain:
    """The places where a property may stand, nearest first."""

    def __init__(self, package: Package) -> None:
        self.styles: Styles = read_styles(package)
        tree = package.tree(package.related_part("styles"))
        defaults = None if tree is None else tree.find(w("docDefaults"))
        self._run_defaults = None if defaults is None else defaults.find(f"{w('rPrDefault')}/{w('rPr')}")
        self._paragraph_defaults = None if defaults is None else defaults.find(f"{w('pPrDefault')}/{w('pPr')}")
        self._themes = _theme_fonts(package)

    def run_places(self, run: Element, paragraph: Element) -> Iterator[Element]:
        """The ``w:rPr`` that speak for a run."""
        own = run.find(w("rPr"))
        if own is not None:
            yield own
            style = own.find(w("rStyle"))
            if style is not None:
                yield from self._of_styles(style.get(w("val"), ""), "rPr")
        yield from self._of_styles(style_of(paragraph) or self.styles.default, "rPr")
        if self._run_defaults is not None:
            yield self._run_defaults

    def paragraph_places(self, paragraph: Element) -> Iterator[Element]:
        """The ``w:pPr`` that speak for a paragraph."""
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

    def font(self, places: list[Element]) -> str:
        """The font of Han characters."""
        for place in places:
            fonts = place.find(w("rFonts"))
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


def _attribute(places: list[Element], name: str, *attributes: str) -> str:
    """The first of some attributes of a property that any of the places gives."""
    for place in places:
        found = place.find(w(name))
        if found is not None:
            for attribute in attributes:
                if (given := found.get(w(attribute))) is not None:
                    return given
    return ""


def _paragraph(chain: _Chain, block: Block, atoms: list[Atom], text: str) -> ParagraphAppearance:
    paragraph = next(atoms[0].element.iterancestors(w("p")))
    appearances: Counter[tuple[str, float, bool]] = Counter()
    for atom in atoms:
        run = run_of(atom.element)
        places = list(chain.run_places(run, paragraph)) if run is not None else []
        bold = any(_switched_on(place) for place in places if place.find(w("b")) is not None)
        appearances[(chain.font(places), _number(_attribute(places, "sz", "val")) / 2, bold)] += atom.end - atom.start
    (font, size, bold), _ = appearances.most_common(1)[0]
    places = list(chain.paragraph_places(paragraph))
    fixed = _attribute(places, "spacing", "lineRule") == "exact"
    line = _number(_attribute(places, "spacing", "line")) / TWIPS_PER_POINT
    characters = _number(_attribute(places, "ind", "firstLineChars")) / 100
    twips = _number(_attribute(places, "ind", "firstLine"))
    indent = characters or (twips / TWIPS_PER_POINT / size if size else 0.0)
    before = text[max(0, block.span.start - 4) : block.span.start].rpartition("\n")[2]
    alignment = _attribute(places, "jc", "val")
    spaces = "\u3000" in before or "  " in before
    return ParagraphAppearance(block, font, size, bold, alignment, line if fixed else 0.0, indent, spaces)


def _switched_on(place: Element) -> bool:
    switch = place.find(w("b"))
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


def _page_numbers(package: Package, chain: _Chain) -> PageNumbers | None:
    """Those of the first footer that has some."""
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
            places = list(chain.run_places(run, paragraph)) if run is not None else []
            shown = "".join(item.text or "" for item in paragraph.iter(w("t")))
            return PageNumbers(shown, chain.font(places), _number(_attribute(places, "sz", "val")) / 2)
    return None
