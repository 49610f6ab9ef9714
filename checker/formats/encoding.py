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
_COMMON_HAN = r"[的一是在不了和有大这主中人上为们地个用工时要动国产以我到他会作来分生对于学下级就年]"
_HAN = r"[\u3400-\u9fff]"

MAX_BYTES = TEXT_BYTES
"""Larger files are refused before they are read; standard input and the parts of archives are refused here."""

_MAX_CONTROL_SHARE = 0.1
"""Share of control characters above which a file is binary. Below it they are errors in a text."""

_MIN_COMMON_SHARE = 0.04
"""Minimum share of the forty common characters among Han characters. They make up about a fifth of running Chinese
text; wrongly decoded text has none."""


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
        raise InputError(path, f"文字太多({-(-len(data) // MEGABYTE)} MB,最多 {MAX_BYTES // MEGABYTE} MB)")
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise InputError(path, "文件是空的")
    for bom, name in _BYTE_ORDER_MARKS:
        if data.startswith(bom):
            return Source(_text_or_error(path, data[len(bom) :], name), name, bom)
    for name in (declared, "utf-8"):
        text = _try_decode(data, _superset(name)) if name else None
        if text is not None and not _looks_binary(text):
            return Source(text, _superset(name))
    for name in ("utf-16-le", "utf-16-be") if b"\x00" in data else ("gb18030", "utf-16-le", "utf-16-be"):
        text = _try_decode(data, name)
        if text is not None and not _looks_binary(text) and _looks_chinese(text):
            return Source(text, name)
    return _guess(path, data)


def _superset(name: str) -> str:
    """Replace GBK and GB 2312 by their superset GB 18030, because pages that declare those often exceed them."""
    return "gb18030" if name.lower().replace("-", "") in {"gb2312", "gbk", "gb18030", "xgbk"} else name


def _try_decode(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _text_or_error(path: str, data: bytes, name: str) -> str:
    text = _try_decode(data, name)
    if text is None or _looks_binary(text):
        raise InputError(path, f"文件以 {name} 标记开头,内容却不是 {name} 文本")
    return text


def _looks_binary(text: str) -> bool:
    return "\0" in text or len(re.findall(_CONTROL, text)) > _MAX_CONTROL_SHARE * len(text)


def _looks_chinese(text: str) -> bool:
    han = len(re.findall(_HAN, text))
    return han > 0 and len(re.findall(_COMMON_HAN, text)) >= _MIN_COMMON_SHARE * han


def _guess(path: str, data: bytes) -> Source:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or _looks_binary(str(best)):
        raise InputError(path, "不是文本文件(二进制内容或无法识别的编码)")
    return Source(str(best), best.encoding)
