"""Text that was decoded with a wrong encoding, recognised by what it becomes with the right one.

鏀垮簻 is the UTF-8 of 政府 taken for GBK, æ”¿åºœ the same taken for Windows-1252, Õþ¸® the GBK of it taken for Latin-1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from checker.text.span import Span

_UTF8_HAN = rb"[\xe4-\xe9][\x80-\xbf]{2}|\xe3\x80[\x80-\xbf]|\xef[\xbc\xbd][\x80-\xbf]|\xe2\x80[\x90-\xa7]"
"""The bytes of Han characters and of the marks between them in UTF-8."""
_UTF8 = re.compile(rb"(?:" + _UTF8_HAN + rb"){2,}")
_WIDE = re.compile(r"[^\x00-\x7f]{3,}")
_WINDOWS = {
    character: code
    for code in range(0x80, 0x100)
    for character in {chr(code), bytes((code,)).decode("cp1252", "replace")} - {"\ufffd"}
}
"""Characters of Latin-1 and Windows-1252, with their bytes."""
_TRAIL = "".join(re.escape(character) for character, code in _WINDOWS.items() if code < 0xC0)
_UTF8_AS_WINDOWS = re.compile(rf"(?:[ãä-éï][{_TRAIL}]{{2}})+")
_GBK_AS_LATIN = re.compile(r"(?:[\u00a1-\u00f7][\u00a1-\u00fe]){3,}")
_FIRST_HAN, _COMMON_END = 0xB0, 0xD8
"""The first bytes of GB 2312 from which on its characters are Han, and from which on they are no common ones."""


class Garbled(Struct, frozen=True):
    """A stretch of garbled text, and what it was."""

    span: Span
    right: str


def read_garbled(text: str, spans: Iterable[Span]) -> Iterator[Garbled]:
    """Yield the garbled stretches of spans of a text; most texts have no character that such a stretch needs."""
    characters = set(text)
    han = "".join(character for character in characters if "\u3400" <= character <= "\u9fff")
    rare = set() if _is_common(han) else {character for character in han if not _is_common(character)}
    latin = any("\u00b0" <= character <= "\u00ff" for character in characters)
    if not rare and not latin:
        return
    for span in spans:
        part = span.of(text)
        if not rare.isdisjoint(part):
            for run in _WIDE.finditer(part):
                yield from _utf8_as_gbk(run.group(), span.start + run.start(), rare)
        for pattern, encoding in ((_UTF8_AS_WINDOWS, "utf-8"), (_GBK_AS_LATIN, "gb2312")) if latin else ():
            for match in pattern.finditer(part):
                right = _decoded(bytes(_WINDOWS[character] for character in match.group()), encoding)
                if right:
                    yield Garbled(Span(span.start + match.start(), span.start + match.end()), right)


def _is_common(characters: str) -> bool:
    """Return True for characters of GB 2312, which nearly all of a report are."""
    try:
        characters.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _utf8_as_gbk(run: str, start: int, rare: set[str]) -> Iterator[Garbled]:
    """Yield what is UTF-8 when it is written in GBK again, and has characters that are in no other text."""
    data = b"".join(map(_two_bytes, run))
    offset = 0
    while offset < len(data):
        match = _UTF8.match(data, offset)
        right = _decoded(match.group(), "utf-8") if match else ""
        end = (match.end() + 1) // 2 if match else 0
        if right and not rare.isdisjoint(run[offset // 2 : end]):
            yield Garbled(Span(start + offset // 2, start + end), right)
            offset = 2 * end
        else:
            offset += 2


def _two_bytes(character: str) -> bytes:
    try:
        data = character.encode("gbk")
    except UnicodeEncodeError:
        return b"\0\0"
    return data if len(data) == 2 else b"\0\0"


def _decoded(data: bytes, encoding: str) -> str:
    """Return what bytes are in an encoding; empty unless that is text of common characters."""
    try:
        right = data.decode(encoding)
        codes = right.encode("gb2312")
    except UnicodeError:
        return ""
    if len(codes) != 2 * len(right) or max(codes[::2]) >= _COMMON_END:
        return ""
    return right if max(codes[::2]) >= _FIRST_HAN else ""
