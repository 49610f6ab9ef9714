"""Functions that build HTML; all text is escaped, and the type distinguishes markup from text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import NewType

from checker.outputs.visible import visible

Markup = NewType("Markup", str)
"""A string of HTML."""

_VOID_ELEMENTS = frozenset({"input", "meta"})


def text(value: str) -> Markup:
    """Escape a text as one line, with invisible and directional characters made visible."""
    return Markup(escape(visible(value)))


def lines(value: str) -> Markup:
    """Escape a text, and keep its line ends."""
    return Markup("\n".join(text(line) for line in value.split("\n")))


def join(parts: Iterable[Markup]) -> Markup:
    """Concatenate markup."""
    return Markup("".join(parts))


def start_tag(tag: str, attributes: Mapping[str, str]) -> Markup:
    """Return a start tag."""
    rendered = "".join(f' {name}="{text(value)}"' for name, value in attributes.items())
    return Markup(f"<{tag}{rendered}>")


def element(tag: str, attributes: Mapping[str, str], *content: Markup) -> Markup:
    """Return an element with its content; void elements have no end tag."""
    end = "" if tag in _VOID_ELEMENTS else f"</{tag}>"
    return Markup(f"{start_tag(tag, attributes)}{join(content)}{end}")
