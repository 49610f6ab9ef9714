"""Elements of an OFD, whatever their namespace, and the numbers in their attributes."""

from __future__ import annotations

from collections.abc import Iterator
from math import isfinite, nan

from lxml import etree

Element = etree._Element  # noqa: SLF001 - lxml names its element type no other way


def name(element: Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2].rpartition(":")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, wanted: str) -> Iterator[Element]:
    """Yield the children of a name."""
    return (found for found in (element if element is not None else ()) if name(found) == wanted)


def child(element: Element | None, wanted: str) -> Element | None:
    """Return the first child of a name."""
    return next(children(element, wanted), None)


def text_of(element: Element | None, wanted: str) -> str:
    """Return the text of the first child of a name; empty when there is none."""
    found = child(element, wanted)
    return (found.text or "").strip() if found is not None else ""


def number(value: str | None, default: float) -> float:
    """Parse a finite number."""
    try:
        found = float(value or default)
    except ValueError:
        return default
    return found if isfinite(found) else default


def numbers(value: str | None, count: int) -> tuple[float, ...] | None:
    """Parse as many finite numbers; None when there are fewer."""
    words = (value or "").replace(",", " ").split()
    found = tuple(number(word, nan) for word in words[:count])
    return found if len(found) == count and all(isfinite(item) for item in found) else None
