"""Properties of paragraphs that come from styles: heading level, numbering, hidden text."""

from __future__ import annotations

import re

from msgspec import Struct, field

from checker.formats.word.numbering import value
from checker.formats.word.package import Element, Package, parse_integer, w

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|目录|wpsoffice手动目录)", re.IGNORECASE)
_LEVELS = 9
_STYLE = f"{w('pPr')}/{w('pStyle')}"
_MAX_CHAIN = 50
"""Maximum length of a chain of styles, because styles may be based on each other in a cycle."""


class Styles(Struct, frozen=True):
    """The styles by id, and the id of the default paragraph style."""

    elements: dict[str, Element] = field(default_factory=dict)
    default: str = ""

    def chain(self, name: str) -> list[Element]:
        """Return a style followed by the styles that it is based on."""
        found: list[Element] = []
        while name in self.elements and len(found) < _MAX_CHAIN:
            found.append(self.elements[name])
            name = value(self.elements[name], "basedOn")
        return found

    def heading_level(self, paragraph: Element) -> int:
        """Return 1–9 for a heading, by its outline level or the name of its style; 0 for body text."""
        own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
        elements = [own] if own is not None else []
        chain = self.chain(style_of(paragraph) or self.default)
        for style in chain:
            found = style.find(f"{w('pPr')}/{w('outlineLvl')}")
            elements.extend([found] if found is not None else [])
        for element in elements:
            level = parse_integer(element.get(w("val"), "9"))
            return level + 1 if 0 <= level < _LEVELS else 0
        for style in chain:
            match = _HEADING.match(value(style, "name"))
            if match:
                return int(match.group(1))
        return 0

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """Return the (list id, level) of a numbered paragraph, each from the paragraph itself or else its styles."""
        level = ""
        for holder in (paragraph, *self.chain(style_of(paragraph) or self.default)):
            found = holder.find(f"{w('pPr')}/{w('numPr')}")
            if found is None:
                continue
            number, level = value(found, "numId"), level or value(found, "ilvl")
            if number:
                return None if number == "0" else (number, parse_integer(level))
        return None

    def is_toc_entry(self, paragraph: Element) -> bool:
        """Return True for an entry of a table of contents."""
        return any(_CONTENTS.match(value(style, "name")) for style in self.chain(style_of(paragraph))[:1])

    def is_centred(self, paragraph: Element) -> bool:
        """Return True for a centred paragraph, by its own alignment or that of its styles."""
        holders = (paragraph, *self.chain(style_of(paragraph) or self.default))
        alignments = (holder.find(f"{w('pPr')}/{w('jc')}") for holder in holders)
        return next((item.get(w("val")) for item in alignments if item is not None), "") == "center"

    def hides_text(self, paragraph: Element) -> bool:
        """Return True when the style of a paragraph hides its text."""
        return self._vanishes(self.chain(style_of(paragraph) or self.default))

    def is_hidden(self, run: Element, *, default: bool = False) -> bool:
        """Return True for a run that Word does not display; ``default`` is the value of its paragraph's style."""
        properties = run.find(w("rPr"))
        if properties is None:
            return default
        own = properties.find(w("vanish"))
        if own is not None:
            return is_on(own)
        style = value(properties, "rStyle")
        # Toggle properties of the paragraph style and the run style are combined by exclusive or.
        return default != (bool(style) and self._vanishes(self.chain(style)))

    @staticmethod
    def _vanishes(chain: list[Element]) -> bool:
        toggles = (style.find(f"{w('rPr')}/{w('vanish')}") for style in chain)
        return next((is_on(toggle) for toggle in toggles if toggle is not None), False)


def read_styles(package: Package) -> Styles:
    """Read the styles of a document; a document without this part has none."""
    tree = package.tree(package.related_part("styles"))
    if tree is None:
        return Styles()
    elements = {item.get(w("styleId"), ""): item for item in tree.iterfind(w("style"))}
    default = next(
        (
            name
            for name, item in elements.items()
            if item.get(w("type")) == "paragraph" and item.get(w("default")) in ("1", "true")
        ),
        "",
    )
    return Styles(elements, default)


def is_on(toggle: Element) -> bool:
    """Return the value of a toggle element such as ``w:b`` or ``w:vanish``, which is on when it has no value."""
    return toggle.get(w("val"), "1") not in ("0", "false", "off")


def style_of(paragraph: Element) -> str:
    """Return the id of a paragraph's style; empty for the default style."""
    style = paragraph.find(_STYLE)
    return "" if style is None else style.get(w("val"), "")
