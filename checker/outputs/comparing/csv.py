"""Shared text below the findings in the CSV output: each table after an empty line, with its own header."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from checker.i18n.language import Say
from checker.lint.report import Report
from checker.outputs.comparing import tables
from checker.outputs.comparing.tables import Matrix, Shared
from checker.outputs.display import Display
from checker.outputs.machine import csv as findings
from checker.outputs.machine.csv import cell


def write(reports: Sequence[Report], display: Display, shared: Shared) -> str:
    """Write the findings, then the groups, the pairs and the matrices."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    for row in _rows(reports, shared, display.say):
        writer.writerow([cell(value) if isinstance(value, str) else value for value in row])
    return findings.write(reports, display) + stream.getvalue()


def _rows(reports: Sequence[Report], shared: Shared, say: Say) -> Iterator[Sequence[str | int]]:
    for number, group in enumerate(shared.told, 1):
        yield from ((), (tables.group_title(number, group, say),), [say(head) for head in tables.MEMBER_HEADINGS])
        yield from tables.member_rows(group, say)
        yield from ((), (tables.passages_title(group, say),), [say(head) for head in tables.PASSAGE_HEADINGS])
        yield from tables.passage_rows(group)
        yield from _matrix(tables.group_matrix(group))
    if found := tables.pairs(reports, shared):
        yield from ((), [say(head) for head in tables.PAIR_HEADINGS])
        yield from tables.pair_rows(found, say)
        yield from _matrix(tables.pair_matrix(found))
    yield from ((), (tables.introduction(shared, say),))


def _matrix(matrix: Matrix | None) -> Iterator[Sequence[str]]:
    if matrix:
        yield from ((), ("", *matrix.columns), *matrix.rows)
