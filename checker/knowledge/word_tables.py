"""Word lists whose wrong wordings are expressions, with the correct wording and its source."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import regex
from msgspec import Struct

from checker.cache.store import COMPILED_CACHE
from checker.resources.shipped import file_stamp
from checker.resources.tables import parse_table, read_table
from checker.search.patterns import Pattern, alternatives, compile_pattern
from checker.text.errors import RulesetError
from checker.text.span import occurrences

COLUMNS = ("wrong", "right", "except", "source", "since", "severity", "note", "place")

_Row = tuple[str, str, str, str, int, str, str, str]
"""The columns of a row as values that can be cached."""


class Word(Struct, frozen=True):
    """A row: ``wrong`` and ``exception`` are expressions on half-width text, ``right`` is the correct wording.

    ``since`` is the first report year for which the wording is wrong, or 0; ``severity`` is the name of a variant or
    empty. ``place`` is None or an expression that a report must hold somewhere: the names of a province, whose own
    usage is no fault elsewhere.
    """

    wrong: Pattern
    right: str
    exception: Pattern
    source: str
    since: int
    severity: str
    note: str
    place: Pattern | None


class WordTable(Struct, frozen=True, dict=True):
    """The rows of a list."""

    rows: tuple[Word, ...]

    @cached_property
    def any_wrong(self) -> Pattern:
        """A pattern of all wrong wordings, to skip text that contains none of them."""
        return alternatives(tuple(row.wrong.pattern for row in self.rows))


def load_words(path: Path, shown: str) -> WordTable:
    """Load a list. Raises :class:`~checker.text.errors.RulesetError` with the line of an invalid row."""
    rows = COMPILED_CACHE.get_or_make(
        "expressions", file_stamp(path, shown), lambda: _rows(read_table(path, shown), shown)
    )
    return WordTable(tuple(itertools.starmap(_word, rows)))


def _rows(text: str, shown: str) -> tuple[_Row, ...]:
    rows: list[_Row] = []
    seen: set[str] = set()
    columns, lines = parse_table(text, shown)
    if columns != COLUMNS:
        raise RulesetError(shown, f"各列应为 {','.join(COLUMNS)}", 1)
    for number, row in lines:
        if row["wrong"] in seen:
            raise RulesetError(shown, f"“{row['wrong']}”重复", number)
        seen.add(row["wrong"])
        rows.append(_row(row, shown, number))
    return tuple(rows)


def _row(row: dict[str, str], shown: str, number: int) -> _Row:
    try:
        compile_pattern(row["wrong"]).check()
        compile_pattern(row["except"]).check()
        compile_pattern(row["place"]).check()
        since = int(row["since"] or 0)
    except (regex.error, ValueError) as error:
        raise RulesetError(shown, f"这一行有误（{error}）", number) from None
    severity, note, place = row["severity"], row["note"], row["place"]
    return row["wrong"], row["right"], row["except"], row["source"], since, severity, note, place


def _word(
    wrong: str, right: str, exception: str, source: str, since: int, severity: str, note: str, place: str
) -> Word:
    exceptions = compile_pattern(exception) if exception else alternatives(())
    where = compile_pattern(place) if place else None
    return Word(compile_pattern(wrong), right, exceptions, source, since, severity, note, where)


_INITIALS = "bpmfdtnlgkhjqxzcsrwy"
"""The letters with which a syllable begins before its final."""


class Sounds:
    """The syllables of characters. A line holds a syllable without its tone, a space, and its characters.

    A report needs a few of thousands of characters, so each is looked up on first use.
    """

    def __init__(self, lines: str) -> None:
        self._lines = lines
        self._cache: dict[str, frozenset[str]] = {}
        self._rough: dict[str, frozenset[str]] = {}
        self._finals: dict[str, frozenset[str]] = {}

    def syllables_of(self, character: str) -> frozenset[str]:
        """Return the syllables of a character; a character with several readings has several."""
        if character not in self._cache:
            self._cache[character] = frozenset(self._find(character))
        return self._cache[character]

    def roughly_of(self, character: str) -> frozenset[str]:
        """Return its syllables as those hear them who tell no z from zh, n from l, n from ng."""
        if character not in self._rough:
            self._rough[character] = frozenset(map(_roughly, self.syllables_of(character)))
        return self._rough[character]

    def finals_of(self, character: str) -> frozenset[str]:
        """Return its syllables without their initials, in which characters that rhyme agree: run and yun."""
        if character not in self._finals:
            syllables = self.syllables_of(character)
            self._finals[character] = frozenset(syllable.lstrip(_INITIALS) or syllable for syllable in syllables)
        return self._finals[character]

    def _find(self, character: str) -> Iterator[str]:
        for offset in occurrences(self._lines, character):
            line_start = self._lines.rfind("\n", 0, offset) + 1
            syllable, space, _ = self._lines[line_start:offset].partition(" ")
            if space and not syllable.startswith("#"):
                yield syllable


def _roughly(syllable: str) -> str:
    initial = {"zh": "z", "ch": "c", "sh": "s"}.get(syllable[:2])
    rough = initial + syllable[2:] if initial else syllable
    rough = f"l{rough[1:]}" if rough.startswith("n") else rough
    return rough.removesuffix("g") if rough.endswith("ng") else rough


def load_sounds(path: Path) -> Sounds:
    """Load a file of syllables; the comment at its head describes the format."""
    return Sounds(path.read_text(encoding="utf-8"))
