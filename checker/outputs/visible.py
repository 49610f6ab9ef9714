"""Escaping of invisible characters, so that text of a report cannot move the cursor, set colours or hide anything."""

from __future__ import annotations

import unicodedata

_CONTROL_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def visible(text: str) -> str:
    """Return a text as one line, with every control, directional and invisible character made visible.

    A tab and a line end become a space; ESC becomes ␛, U+202E becomes ``<U+202E>``.
    """
    # Most texts are printable as a whole and need no further test.
    if text.isprintable():
        return text
    return "".join(_escape(character) for character in text)


def _escape(character: str) -> str:
    code = ord(character)
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code in _CONTROL_PICTURES:
        return _CONTROL_PICTURES[code]
    if unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return f"<U+{code:04X}>"
    return character
