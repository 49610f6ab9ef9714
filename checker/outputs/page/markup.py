"""HTML made by functions: whatever is text is escaped, and the types tell markup from text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import NewType

from checker.outputs.visible import visible

Markup = NewType("Markup", str)
"""Text that is HTML already."""

_EMPTY = frozenset({"input", "meta"})


def text(value: str) -> Markup:
    """Text of one line, with what is invisible or moves the direction made visible."""
    return Markup(escape(visible(value)))


def lines(value: str) -> Markup:
    """Text that keeps its line ends."""
    return Markup("\n".join(text(line) for line in value.split("\n")))


def joined(parts: Iterable[Markup]) -> Markup:
    """Markup, one after the other."""
    return Markup("".join(parts))


def opened(tag: str, attributes: Mapping[str, str]) -> Markup:
    """A start tag."""
    written = "".join(f' {name}="{text(value)}"' for name, value in attributes.items())
    return Markup(f"<{tag}{written}>")


def element(tag: str, attributes: Mapping[str, str], *content: Markup) -> Markup:
    """An element with its content; elements without content have no end tag."""
    end = "" if tag in _EMPTY else f"</{tag}>"
    return Markup(f"{opened(tag, attributes)}{joined(content)}{end}")
