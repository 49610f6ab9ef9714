"""Decoding of text files. Chinese office files are UTF-8, GB18030 (GBK) or UTF-16, with or without byte order mark."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

from checker.disk.reading import MEGABYTE, TEXT_BYTES
from checker.text.errors import InputError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]"
_COMMON_HAN = r"[的一是在不了和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年]+"
_HAN = r"[\u3400-\u9fff]+"

MAX_BYTES = TEXT_BYTES
"""Larger files are refused before they are read; standard input and the parts of archives are refused here."""

_MAX_CONTROL_SHARE = 0.1
"""Share of control characters above which a file is binary. Below it they are errors in a text."""

_MIN_COMMON_SHARE = 0.04
"""Minimum share of the forty common characters among Han characters. They make up about a fifth of running Chinese
text; wrongly decoded text has none."""

_REPLACEMENT = "\ufffd"
DAMAGED = "（有坏字节）"
"""Behind the encoding of a text with a few bytes that are wrong in it; such a text cannot be written back."""
_MAX_DAMAGED_SHARE = 0.01
"""Maximum share of characters that may be wrong bytes; one wrong place is allowed in any text."""


class Source(Struct, frozen=True):
    """The decoded text of a file, its encoding, and its byte order mark (or empty)."""

    text: str
    encoding: str
    bom: bytes = b""


def decode(path: str, data: bytes, declared: str = "") -> str:
    """Return the text of :func:`read_source`."""
    return read_source(path, data, declared).text


def read_source(path: str, data: bytes, declared: str = "") -> Source:
    """Decode a file; ``declared`` is the encoding that the file itself names.

    Raises :class:`~checker.text.errors.InputError` for a file that is empty, too large or not text.
    """
    if len(data) > MAX_BYTES:
        raise InputError(path, f"文字太多（{-(-len(data) // MEGABYTE)} MB，最多 {MAX_BYTES // MEGABYTE} MB）")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputError(path, "文件是空的")
    for bom, name in _BYTE_ORDER_MARKS:
        if data.startswith(bom):
            return _marked(path, data[len(bom) :], name, bom)
    found = _declared_or_utf8(data, _superset(declared) if declared else "")
    if found:
        return found
    for name in ("utf-16-le", "utf-16-be") if b"\x00" in data else ("gb18030", "utf-16-le", "utf-16-be"):
        text = _try_decode(data, name)
        if text is not None and not _looks_binary(text) and _looks_chinese(text):
            return Source(text, name)
    return _damaged(data, "utf-8", "gb18030") or _guess(path, data)


def _declared_or_utf8(data: bytes, declared: str) -> Source | None:
    """Decode as declared or as UTF-8; what is valid UTF-8 is that, unless only the declared encoding makes sense."""
    utf8 = _source(data, "utf-8")
    other = _source(data, declared) if declared and not _is_utf8(declared) else None
    if other and (utf8 is None or (_looks_chinese(other.text) and not _looks_chinese(utf8.text))):
        return other
    return utf8


def _is_utf8(name: str) -> bool:
    try:
        return codecs.lookup(name).name == "utf-8"
    except LookupError:
        return False


def _source(data: bytes, name: str) -> Source | None:
    text = _try_decode(data, name)
    return None if text is None or _looks_binary(text) else Source(text, name)


def _damaged(data: bytes, *names: str) -> Source | None:
    """Decode a Chinese text with a few wrong bytes, such as one that is cut within a character.

    Each wrong place is a U+FFFD, so that it is told where it is.
    """
    candidates = [(data.decode(name, "replace"), name) for name in names]
    text, name = min(candidates, key=lambda item: item[0].count(_REPLACEMENT))
    count = text.count(_REPLACEMENT)
    if count > max(1, _MAX_DAMAGED_SHARE * len(text)) or _looks_binary(text) or not _looks_chinese(text):
        return None
    return Source(text, name + DAMAGED)


def _superset(name: str) -> str:
    """Replace GBK and GB 2312 by their superset GB 18030, because pages that declare those often exceed them."""
    return "gb18030" if name.lower().replace("-", "") in {"gb2312", "gbk", "gb18030", "xgbk"} else name


def _try_decode(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _marked(path: str, data: bytes, name: str, bom: bytes) -> Source:
    found = _source(data, name) or _damaged(data, name)
    if found is None:
        raise InputError(path, f"文件以 {name} 标记开头，内容却不是 {name} 文本")
    return Source(found.text, found.encoding, bom)


def _looks_binary(text: str) -> bool:
    return "\0" in text or len(re.findall(_CONTROL, text)) > _MAX_CONTROL_SHARE * len(text)


def _looks_chinese(text: str) -> bool:
    han = sum(map(len, re.findall(_HAN, text)))
    return han > 0 and sum(map(len, re.findall(_COMMON_HAN, text))) >= _MIN_COMMON_SHARE * han


def _guess(path: str, data: bytes) -> Source:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or _looks_binary(str(best)):
        raise InputError(path, "不是文本文件（二进制内容或无法识别的编码）")
    return Source(str(best), best.encoding)
