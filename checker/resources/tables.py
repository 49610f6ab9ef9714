"""CSV tables as people save them: in the encodings and forms of Excel and WPS."""

from __future__ import annotations

import codecs
import datetime
import io
import re
from pathlib import Path

from checker.disk.reading import TABLE_BYTES, read_bytes
from checker.disk.reasons import reason_of
from checker.text.errors import RulesetError

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_MAX_DAMAGED_SHARE = 0.1
"""Share of wrong places among the characters beyond ASCII up to which a file is UTF-8 that was damaged, and not GBK."""
_SEPARATOR_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?:[ T]0?0:00(?::00)?)?")
_SERIAL = re.compile(r"\d{5}|2958465")
_FIRST_DAY = datetime.date(1899, 12, 30)
"""Day 0 of Excel's calendar, for days from March 1900 on."""


def read_table(path: Path, shown: str) -> str:
    """Read a table in UTF-8, in UTF-16 with a byte order mark, or in GBK, as Excel and WPS save it in China.

    Raises :class:`~checker.text.errors.RulesetError`, with ``shown``, for a file that cannot be read.
    """
    try:
        data = read_bytes(path, TABLE_BYTES)
    except OSError as error:
        raise RulesetError(shown, f"无法读取（{reason_of(error)}）") from None
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data.removeprefix(mark), encoding, shown)
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    is_damaged = wrong <= max(1, _MAX_DAMAGED_SHARE * sum(not character.isascii() for character in text))
    return _decoded(data, "utf-8" if is_damaged else "gb18030", shown)


def _decoded(data: bytes, encoding: str, shown: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        name = "GBK" if encoding == "gb18030" else encoding.upper()
        line = data[: error.start].decode(encoding, "replace").count("\n") + 1
        raise RulesetError(shown, f"有不是 {name} 的字节；请另存为“CSV UTF-8”", line) from None


def parse_table(text: str, shown: str) -> tuple[tuple[str, ...], list[tuple[int, dict[str, str]]]]:
    """Return the columns of a table, and its rows with the numbers of the lines where they begin, from 1.

    Columns may be divided by commas, or by tabs as in what Excel calls Unicode text. Rows without a value are left
    out. A row that is too short or too long has None for values or as key, as in :class:`csv.DictReader`.

    Raises :class:`~checker.text.errors.RulesetError` for what is no table.
    """
    import csv  # noqa: PLC0415 - not needed for a cached table

    first = _SEPARATOR_LINE.match(text)
    body = text[first.end() :] if first else text
    header = body.partition("\n")[0]
    delimiter = first.group(1) if first else "\t" if "\t" in header and "," not in header else ","
    reader = csv.DictReader(io.StringIO(body, newline=""), delimiter=delimiter)
    above = 1 if first else 0
    try:
        columns = tuple(name.strip() for name in reader.fieldnames or ())
        reader.fieldnames = columns
        rows = [(reader.line_num + above - _line_breaks(row), row) for row in reader if any(row.values())]
    except csv.Error as error:
        raise RulesetError(shown, f"不是 CSV({error})", reader.reader.line_num + above) from None
    return columns, rows


def _line_breaks(row: dict[str, str]) -> int:
    """Return the number of lines by which the end of a row is below its beginning."""
    return sum(value.count("\n") for value in row.values() if isinstance(value, str))


def parse_date(text: str) -> datetime.date:
    """Parse a date as ISO 8601, or as Excel writes it (2019/12/1, 2019年12月1日, the number of a day).

    Raises :class:`ValueError` for anything else: in 12/1/2019 nobody knows which is the month.
    """
    text = text.strip()
    if found := _DATE.fullmatch(text):
        year, *rest = (int(value) for value in found.groups() if value)
        try:
            return datetime.date(year, *rest)
        except ValueError:
            raise ValueError(f"没有“{text}”这一天") from None
    if _SERIAL.fullmatch(text):
        return _FIRST_DAY + datetime.timedelta(days=int(text))
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"认不出日期“{text}”，请写作 2024-12-31") from None
