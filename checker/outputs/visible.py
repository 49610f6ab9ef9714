"""Text of reports is shown as text: nothing in it may move the cursor, colour or hide anything."""

from __future__ import annotations

import unicodedata

_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def visible(text: str) -> str:
    """One line with every control, direction and invisible character made visible.

    A tab and a line end become a space; ESC becomes ␛, U+202E becomes ``<U+202E>``.
    """
    # What Python can print is none of these; most texts are, and need not be looked at sign by sign.
    if text.isprintable():
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    code = ord(character)
    if code in (0x09, 0x0A, 0x0D):
        return " "
    if code in _PICTURES:
        return _PICTURES[code]
    if unicodedata.category(character) in _HIDDEN_CATEGORIES:
        return f"<U+{code:04X}>"
    return character
