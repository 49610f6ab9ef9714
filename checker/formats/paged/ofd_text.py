"""The characters of the text objects of an OFD page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import atan2, hypot, pi
from unicodedata import category, east_asian_width

from msgspec import Struct

from checker.formats.paged.lines import Glyph, is_latin
from checker.formats.paged.ofd_xml import Element, child, children, name, number, numbers
from checker.text.ideographs import standard_form

MAX_NESTING = 16
"""Maximum depth of nested page blocks."""
_MAX_TILT = 0.1
"""Maximum angle in radians by which the text of a page may be inclined; text at a larger angle is a watermark."""
_LATIN_WIDTHS = {"m": 0.84, "w": 0.73, "M": 0.9, "W": 0.95}
_CAPITAL_WIDTH = 0.78
_SMALL_WIDTH = 0.56
"""Widest advances of letters in common proportional fonts (Times, Helvetica), in ems. What lies further behind a letter
was moved away from it."""

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge; ``y`` grows downward."""


class Placed(Struct, frozen=True):
    """A character whose coordinates are turned so that it is upright: by ``turn`` quarters counterclockwise."""

    glyph: Glyph
    turn: int
    invisible: bool


def placed_characters(page: Element, count: Callable[[str], str]) -> list[Placed]:
    """Return the characters of the layers of a page or template; ``count`` is called with each text."""
    layers = children(child(page, "Content"), "Layer")
    return [item for layer in layers for found in objects(layer, "TextObject") for item in _placed(found, count)]


def has_picture(page: Element) -> bool:
    """Return True for a page with a picture."""
    layers = children(child(page, "Content"), "Layer")
    return any(True for layer in layers for _ in objects(layer, "ImageObject"))


def objects(parent: Element, wanted: str, depth: int = 0) -> Iterator[Element]:
    """Yield the visible objects of a name, also those in blocks."""
    for element in parent:
        found = name(element)
        if (element.get("Visible") or "").lower() == "false":  # a stray entity returns None for any attribute
            continue
        if found == wanted:
            yield element
        elif found == "PageBlock" and depth < MAX_NESTING:
            yield from objects(element, wanted, depth + 1)


def turned_box(box: Box, turn: int) -> Box:
    """Return a box of the page in the coordinates of characters that are turned."""
    (x0, y0), (x1, y1) = _turned(*box[:2], turn), _turned(*box[2:], turn)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turned(x: float, y: float, turn: int) -> tuple[float, float]:
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turn]


def _direction(a: float, b: float, c: float, d: float) -> int | None:
    """Return the clockwise quarter turns of a matrix; None for slanted and mirrored text."""
    angle = atan2(b, a)
    turn = round(angle / (pi / 2))
    if abs(angle - turn * pi / 2) > _MAX_TILT or (turn != 0 and a * d - b * c <= 0):
        return None
    return turn % 4


def _is_invisible(element: Element) -> bool:
    """Return True for text that is transparent, or neither filled nor drawn: that of a scan, behind its picture."""
    unfilled = (element.get("Fill") or "").lower() == "false" and (element.get("Stroke") or "").lower() != "true"
    return unfilled or number(element.get("Alpha"), 255.0) <= 0


def _placed(element: Element, count: Callable[[str], str]) -> Iterator[Placed]:
    """Yield the characters of a text object; each is ``DeltaX`` to the right of the one before it."""
    corner = numbers(element.get("Boundary"), 2) or (0.0, 0.0)
    a, b, c, d, e, f = numbers(element.get("CTM"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    turn = _direction(a, b, c, d)
    if turn is None:
        return
    invisible = _is_invisible(element)
    size = number(element.get("Size"), 1.0)
    scale = number(element.get("HScale"), 1.0)
    along, height = hypot(a, b), hypot(c, d) * size
    x = y = 0.0
    for code in children(element, "TextCode"):
        x, y = number(code.get("X"), x), number(code.get("Y"), y)
        text = count(code.text or "")
        steps_x = _offsets(code.get("DeltaX"), len(text))
        steps_y = _offsets(code.get("DeltaY"), len(text))
        current, base = x, y
        for position, character in enumerate(text):
            step = steps_x[position] if position < len(steps_x) else None
            width = _width(character, size * scale, step)
            left, line = _turned(a * current + c * base + e + corner[0], b * current + d * base + f + corner[1], turn)
            yield Placed(Glyph(_printable(character), left, left + along * width, line, height), turn, invisible)
            current += width if step is None else step
            base += steps_y[position] if position < len(steps_y) else 0.0


def _width(character: str, em: float, step: float | None) -> float:
    """Return the width of a character: a letter reaches to the next one, unless that is too far away."""
    if not is_latin(character):
        return em * (1.0 if east_asian_width(character) in "WFA" else 0.5)
    widest = em * _LATIN_WIDTHS.get(character, _CAPITAL_WIDTH if character.isupper() else _SMALL_WIDTH)
    return min(step, widest) if step is not None and step > 0 else widest


def _printable(character: str) -> str:
    return " " if category(character) == "Cc" else standard_form(character)


def _offsets(value: str | None, limit: int) -> list[float]:
    """Parse ``DeltaX`` or ``DeltaY``: numbers, with ``g 3 5.6`` for three times 5.6; at most ``limit`` of them."""
    words = (value or "").split()
    found: list[float] = []
    position = 0
    while position < len(words) and len(found) < limit:
        if words[position] == "g" and position + 2 < len(words):
            times = int(min(max(number(words[position + 1], 0.0), 0.0), limit - len(found)))
            found.extend([number(words[position + 2], 0.0)] * times)
            position += 3
        else:
            found.append(number(words[position], 0.0))
            position += 1
    return found
