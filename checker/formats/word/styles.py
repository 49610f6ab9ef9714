"""What the styles say of a paragraph: is it a heading, is it numbered, is its text hidden."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from checker.formats.word.numbering import value
from checker.formats.word.package import Element, Package, w

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"^(?:toc|目录)", re.IGNORECASE)
_DEEPEST = 50
"""Styles that are based on each other in a ring would never end."""


@dataclass(frozen=True)
class Styles:
    """Style id → its element."""

    elements: dict[str, Element] = field(default_factory=dict)
    default: str = ""

    def chain(self, name: str) -> list[Element]:
        """A style and those it is based on, itself first."""
        found: list[Element] = []
        while name in self.elements and len(found) < _DEEPEST:
            found.append(self.elements[name])
            name = value(self.elements[name], "basedOn")
        return found

    def heading_level(self, paragraph: Element) -> int:
        """1–9 for a heading, by its outline level or the name of its style; 0 for body text."""
        own = paragraph.find(f"{w('pPr')}/{w('outlineLvl')}")
        places = [own] if own is not None else []
        chain = self.chain(style_of(paragraph) or self.default)
        for style in chain:
            level = style.find(f"{w('pPr')}/{w('outlineLvl')}")
            places.extend([level] if level is not None else [])
        for place in places:
            level_value = place.get(w("val"), "9")
            return int(level_value) + 1 if level_value.isdecimal() and int(level_value) < 9 else 0
        for style in chain:
            match = _HEADING.match(value(style, "name"))
            if match:
                return int(match.group(1))
        return 0

    def numbering(self, paragraph: Element) -> tuple[str, int] | None:
        """(list, level) of a numbered paragraph; its own word goes before its style's."""
        chain = self.chain(style_of(paragraph) or self.default)
        for holder in (paragraph, *chain):
            found = holder.find(f"{w('pPr')}/{w('numPr')}")
            if found is None:
                continue
            number, level = value(found, "numId"), value(found, "ilvl")
            if not number:
                continue
            return None if number == "0" else (number, int(level) if level.isdecimal() else 0)
        return None

    def in_contents(self, paragraph: Element) -> bool:
        """True for a line of a table of contents."""
        return any(_CONTENTS.match(value(style, "name")) for style in self.chain(style_of(paragraph))[:1])

    def hidden(self, run: Element) -> bool:
        """True for a run that Word does not show."""
        own = run.find(f"{w('rPr')}/{w('vanish')}")
        if own is not None:
            return own.get(w("val"), "1") not in ("0", "false")
        style = run.find(f"{w('rPr')}/{w('rStyle')}")
        names = self.chain(style.get(w("val"), "")) if style is not None else []
        return any(item.find(f"{w('rPr')}/{w('vanish')}") is not None for item in names)


def read_styles(package: Package) -> Styles:
    """The styles of a document; one without the part has none."""
    tree = package.tree(package.related("styles"))
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


def style_of(paragraph: Element) -> str:
    """The id of a paragraph's style, empty for the default one."""
    style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if style is None else style.get(w("val"), "")
