"""The wording of findings: templates of rules filled with values from the report."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

_OPEN, _CLOSE = "“", "”"
_INNER = str.maketrans("“”‘’", "‘’“”")
"""Quotation marks within quotation marks: single in double, and double in single (GB/T 15834-2011 4.8.3.4)."""
_CACHED = 2048


def fill(template: str, values: Mapping[str, str]) -> str:
    """Fill a template with values, whose own quotation marks change where they come to stand in others.

    The result is one line: line ends in quoted text become spaces. Other line separators stay, so that outputs make
    them visible.
    """
    parts = []
    for literal, name, quoted in _parsed(template):
        parts.append(literal)
        if name is not None:
            parts.append(nested(values[name]) if quoted else values[name])
    return "".join(parts).replace("\r\n", " ").replace("\n", " ").replace("\r", " ")


def nested(text: str) -> str:
    """Return a text as it is quoted: with the other kind of quotation marks, unless it has a mark without a partner."""
    depth = 0
    for character in text:
        depth += (character == _OPEN) - (character == _CLOSE)
        if depth < 0:
            return text
    return text if depth else text.translate(_INNER)


@lru_cache(maxsize=_CACHED)
def _parsed(template: str) -> tuple[tuple[str, str | None, bool], ...]:
    """The literals of a template, each with the field behind it and whether that stands between quotation marks."""
    from string import Formatter  # noqa: PLC0415 - not needed where nothing is found

    parts: list[tuple[str, str | None, bool]] = []
    depth = 0
    for literal, name, _, _ in Formatter().parse(template):
        depth += literal.count(_OPEN) - literal.count(_CLOSE)
        parts.append((literal, name, depth > 0))
    return tuple(parts)
