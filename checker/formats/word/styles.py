"""What the styles say of a paragraph: is it a heading, is it numbered, is its text hidden."""

from __future__ import annotations

import re

from msgspec import Struct, field

from checker.formats.word.numbering import value
from checker.formats.word.package import Element, Package, parse_integer, w

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|目录|wpsoffice手动目录)", re.IGNORECASE)
_LEVELS = 9
_MAX_CHAIN = 50
"""Styles that are based on each other in a ring would never end."""


class Styles(Struct, frozen=True):
    """Style id → its element."""

    elements: dict[str, Element] = field(default_factory=dict)
    default: str = ""

    def chain(self, name: str) -> list[Element]:
        """A style and those it is based on, itself first."""
        found: list[Element] = []
        while name in self.elements and len(found) < _MAX_CHAIN:
            found.append(self.elements[name])
            name = value(self.elements[name], "basedOn")
        return found

    def heading_level(self, paragraph: Element) -> int:
        """1–9 for a heading, by its outline level or the name of its style; 0 for body text."""
        own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
        places = [own] if own is not None else []
        chain = self.chain(style_of(paragraph) or self.default)
        for style in chain:
            found = style.find(f"{w('pPr')}/{w('outlineLvl')}")
            places.extend([found] if found is not None else [])
        for place in places:
            level = parse_integer(place.get(w("val"), "9"))
            return level + 1 if 0 <= level < _LEVELS else 0
        for style in chain:
            match = _HEADING.match(value(style, "name"))
            if match:
                return int(match.group(1))
        return 0

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """(list, level) of a numbered paragraph; its own word, on either, goes before its style's."""
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
        """True for a line of a table of contents."""
        return any(_CONTENTS.match(value(style, "name")) for style in self.chain(style_of(paragraph))[:1])

    def hides_text(self, paragraph: Element) -> bool:
        """True when the style of a paragraph hides its text."""
        return self._vanishes(self.chain(style_of(paragraph) or self.default))

    def is_hidden(self, run: Element, *, otherwise: bool = False) -> bool:
        """True for a run that Word does not show; ``otherwise`` is what its paragraph's style says."""
        properties = run.find(w("rPr"))
        if properties is None:
            return otherwise
        own = properties.find(w("vanish"))
        if own is not None:
            return is_on(own)
        style = value(properties, "rStyle")
        # Of a property that is on or off, what the two styles say is taken against each other.
        return otherwise != (bool(style) and self._vanishes(self.chain(style)))

    @staticmethod
    def _vanishes(chain: list[Element]) -> bool:
        marks = (style.find(f"{w('rPr')}/{w('vanish')}") for style in chain)
        return next((is_on(mark) for mark in marks if mark is not None), False)


def read_styles(package: Package) -> Styles:
    """The styles of a document; one without the part has none."""
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


def is_on(mark: Element) -> bool:
    """What an element like ``w:b`` or ``w:vanish`` says, which means yes when it has no value."""
    return mark.get(w("val"), "1") not in ("0", "false", "off")


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style, empty for the default one."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")
