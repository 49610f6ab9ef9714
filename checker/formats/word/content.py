"""The text that Word displays for the elements of a run."""

from __future__ import annotations

from checker.formats.word.package import Element, w

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_FIXED = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_SYMBOL = w("sym")
_PRIVATE = range(0xE000, 0xF900)
_TEXT = (w("t"), f"{_MATH}t")
CONTENT = frozenset({*_TEXT, *_FIXED, _SYMBOL})
"""The tags of elements that have a text."""
SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def text_of(item: Element) -> str:
    """Return the text that Word displays for an element of a run."""
    if item.tag == _SYMBOL:
        return _symbol(item.get(w("char"), ""))
    if item.tag in _TEXT:
        # Leading and trailing white space is indentation of the XML, unless xml:space is "preserve".
        return (item.text or "") if _keeps_spaces(item) else (item.text or "").strip(" \t\r\n")
    return _FIXED[item.tag]


def _keeps_spaces(item: Element) -> bool:
    text = item.text or ""
    if text == text.strip(" \t\r\n") or item.get(SPACE) == "preserve":
        return True
    return next((parent.get(SPACE) for parent in item.iterancestors() if parent.get(SPACE)), "") == "preserve"


def _symbol(code: str) -> str:
    """Return the character of a ``w:sym``; empty for private characters, which have a meaning only in their font."""
    try:
        number = int(code[:8], 16)
    except ValueError:
        return ""
    return chr(number) if 0x20 < number < 0xD800 or _PRIVATE.stop <= number < 0xFFFE else ""
