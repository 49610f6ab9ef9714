"""Word lists: wrong wordings as expressions, with what is right, by which source."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import regex
from msgspec import Struct

from checker.cache.store import COMPILED_CACHE
from checker.resources.shipped import file_stamp, read_text
from checker.search.patterns import Pattern, alternatives, compile_pattern
from checker.text.errors import RulesetError
from checker.text.span import occurrences

COLUMNS = ("wrong", "right", "except", "source", "since", "severity", "note")

_Row = tuple[str, str, str, str, int, str, str]
"""What a row is made of, in plain values."""


class Word(Struct, frozen=True):
    """A row: ``wrong`` and ``exception`` are expressions on half-width text, ``right`` what to write.

    ``since`` is the first report year in which it is wrong, or 0; ``severity`` a variant's name or empty.
    """

    wrong: Pattern
    right: str
    exception: Pattern
    source: str
    since: int
    severity: str
    note: str


class WordTable(Struct, frozen=True, dict=True):
    """The rows of a list."""

    rows: tuple[Word, ...]

    @cached_property
    def any_wrong(self) -> Pattern:
        """All wrong wordings at once, to pass over text that holds none."""
        return alternatives(tuple(row.wrong.pattern for row in self.rows))


def load_words(path: Path, shown: str) -> WordTable:
    """Read a list; raises :class:`~checker.text.errors.RulesetError` with the line of a row that is wrong."""
    rows = COMPILED_CACHE.get_or_make(
        "expressions", file_stamp(path, shown), lambda: _rows(read_text(path, shown), shown)
    )
    return WordTable(tuple(itertools.starmap(_word, rows)))


def _rows(text: str, shown: str) -> tuple[_Row, ...]:
    import csv  # noqa: PLC0415 - what ships is kept

    rows: list[_Row] = []
    seen: set[str] = set()
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise RulesetError(shown, f"各列应为 {','.join(COLUMNS)}", 1)
    for number, row in enumerate(reader, 2):
        if row["wrong"] in seen:
            raise RulesetError(shown, f"“{row['wrong']}”重复", number)
        seen.add(row["wrong"])
        rows.append(_row(row, shown, number))
    return tuple(rows)


def _row(row: dict[str, str], shown: str, number: int) -> _Row:
    try:
        compile_pattern(row["wrong"]).check()
        compile_pattern(row["except"]).check()
        since = int(row["since"] or 0)
    except (regex.error, ValueError) as error:
        raise RulesetError(shown, f"这一行有误({error})", number) from None
    return row["wrong"], row["right"], row["except"], row["source"], since, row["severity"], row["note"]


def _word(wrong: str, right: str, exception: str, source: str, since: int, severity: str, note: str) -> Word:
    excepted = compile_pattern(exception) if exception else alternatives(())
    return Word(compile_pattern(wrong), right, excepted, source, since, severity, note)


class Sounds:
    """How characters are read: lines of a syllable, without its tone, a blank, and the characters that have it.

    A report asks about some characters of thousands: each is looked up when it is.
    """

    def __init__(self, lines: str) -> None:
        self._lines = lines
        self._found: dict[str, frozenset[str]] = {}

    def of(self, character: str) -> frozenset[str]:
        """The syllables that a character is read with."""
        if character not in self._found:
            self._found[character] = frozenset(self._syllables(character))
        return self._found[character]

    def _syllables(self, character: str) -> Iterator[str]:
        for place in occurrences(self._lines, character):
            start = self._lines.rfind("\n", 0, place) + 1
            syllable = self._lines[start:place].partition(" ")
            if syllable[1] and not syllable[0].startswith("#"):
                yield syllable[0]


def load_sounds(path: Path) -> Sounds:
    """See the head of the file."""
    return Sounds(path.read_text(encoding="utf-8"))
