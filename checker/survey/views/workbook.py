"""The workbook: the sheets with frozen heads, filters, colours, and numbers as numbers."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Sequence
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from checker.disk.reasons import reason_of
from checker.outputs.names import hide_numbers
from checker.outputs.visible import visible
from checker.survey.settings import SurveySettings
from checker.survey.store import Connection
from checker.survey.views.sheets import BAD, BAR, PRESENCE, SCALE, SCORE, Cell, Sheet, sheets
from checker.text.errors import FazhiError

FILE = "普查.xlsx"
MAX_ROWS = 1_048_575
"""Rows of a sheet below its head; the rest is in the store only, and the last row says so."""
_NARROW, _HEAD, _WIDE = 8, 18, 60
"""Widths of columns: the least, the most for the sake of a heading, the most."""
_LINE = 15
"""Points of a line. Rows have a height, because not every program finds the height of wrapped text."""
_MOST_LINES = 12
_FONT = "Noto Sans CJK SC"


def write_workbook(connection: Connection, folder: Path, settings: SurveySettings) -> None:
    """Write the workbook into the folder of the survey.

    Raises :class:`~checker.text.errors.FazhiError` when it cannot be written.
    """
    file = folder / FILE
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    try:
        with (
            tempfile.TemporaryDirectory(dir=folder) as temporary,
            xlsxwriter.Workbook(str(file), {**options, "tmpdir": temporary}) as book,
        ):
            writer = _Writer(book)
            for sheet in sheets(connection, settings):
                writer.write(sheet)
    except (OSError, xlsxwriter.exceptions.XlsxWriterException) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise FazhiError(f"{file}：无法写入（{reason}）") from None


class _Writer:
    """Writes sheets into one book."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._head = self._format(bold=True, bg_color="#E8EBF0", text_wrap=True, valign="vcenter", border=1)
        self._text = self._format(text_wrap=True, valign="top", indent=1)
        self._ratio = self._format(num_format="0%", valign="top")
        self._number = self._format(num_format="General", valign="top")
        self._bad = self._format(bg_color="#FDDCD8", font_color="#A3140C", bold=True)
        self._weak = self._format(bg_color="#FFE9B0", font_color="#7A4B00")

    def _format(self, **properties: object) -> Format:
        return self._book.add_format({"font_name": _FONT, "font_size": 10, **properties})

    def write(self, sheet: Sheet) -> None:
        """Write a sheet row by row; widths are those of the first rows, because earlier rows cannot be changed."""
        page = self._book.add_worksheet(sheet.name)
        rows = iter(sheet.rows)
        first = list(itertools.islice(rows, 200))
        widths = [
            max([_NARROW, min(_HEAD, _width(heading) + 4), *(min(_WIDE, _width(row[column])) for row in first)])
            for column, heading in enumerate(sheet.headings)
        ]
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        page.set_row(0, 32)
        for column, heading in enumerate(sheet.headings):
            page.write_string(0, column, heading, self._head)
        count = 0
        for count, row in enumerate(itertools.chain(first, rows), 1):
            if count == MAX_ROWS:
                page.write_string(count, 0, "其余的行见数据库", self._text)
                break
            page.set_row(count, _LINE * _lines(row, widths))
            for column, value in enumerate(row):
                self._cell(page, count, column, value, ratio=column in sheet.ratios)
        page.freeze_panes(1, sheet.fixed)
        page.autofilter(0, 0, max(count, 1), len(sheet.headings) - 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        if count:
            self._colour(page, sheet, count)

    def _cell(self, page: Worksheet, row: int, column: int, value: Cell, *, ratio: bool) -> None:
        if isinstance(value, int | float):
            page.write_number(row, column, value, self._ratio if ratio else self._number)
        elif value:
            page.write_string(row, column, visible(hide_numbers(value)), self._text)

    def _colour(self, page: Worksheet, sheet: Sheet, count: int) -> None:
        last = len(sheet.headings) - 1
        if sheet.condition == BAD:
            words = list(PRESENCE.values())
            for word, shown in ((words[-1], self._bad), (words[-2], self._weak)):
                rule = {"type": "cell", "criteria": "==", "value": f'"{word}"', "format": shown}
                page.conditional_format(1, sheet.fixed, count, last, rule)
        elif sheet.condition == SCALE and last >= sheet.fixed:
            scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#F2A097"}
            page.conditional_format(1, sheet.fixed, count, last, scale)
        elif sheet.condition == SCORE:
            for column in (sheet.fixed, *range(sheet.fixed + 3, last + 1)):
                scale = {"type": "2_color_scale", "min_color": "#F2A097", "max_color": "#FFFFFF"}
                page.conditional_format(1, column, count, column, scale)
        elif sheet.condition == BAR:
            for column in range(sheet.fixed + 2, last + 1):
                page.conditional_format(1, column, count, column, {"type": "data_bar", "bar_color": "#8FB4E3"})


def _lines(row: Sequence[Cell], widths: Sequence[int]) -> int:
    """Return the lines that the longest text of a row takes; numbers are not wrapped."""
    taken = [
        -(-_width(value) // (width - 2)) for value, width in zip(row, widths, strict=True) if isinstance(value, str)
    ]
    return min(_MOST_LINES, max(taken, default=1))


def _width(value: Cell) -> int:
    """Return the columns that a value takes; a Han character takes two."""
    text = f"{value:g}" if isinstance(value, float) else str(value or "")
    return sum(2 if character > "\u2e7f" else 1 for character in text) + 2
