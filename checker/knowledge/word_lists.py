"""Lists of literal wordings (``rulesets/words/*.csv``), all of which are searched in one pass over a text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import regex
from msgspec import Struct

from checker.cache.store import COMPILED_CACHE
from checker.resources.shipped import file_stamp, files_in
from checker.resources.tables import parse_table, read_table
from checker.search.multi_search import MultiSearch
from checker.search.patterns import Pattern, compile_pattern
from checker.text.document import fold
from checker.text.errors import RulesetError
from checker.text.span import Span

COLUMNS = ("wrong", "right", "guard", "confirm", "since", "note")
CONFIRM = "words"
"""The value of the column ``confirm`` for wordings that are confirmed by segmenting the sentence into words."""
ALTERNATIVE_SEPARATOR = "|"
_LINE_SEPARATOR, _CELL_SEPARATOR, _OR_SEPARATOR = "\n", "\x1f", "\x1e"
_PackedList = tuple[str, tuple[str, ...]]
"""The wrong wordings of a list, one per line, and for each the other cells of its row, joined by control characters:
plain values for the cache; hardly any row is parsed in a run."""


class Wording(Struct, frozen=True):
    """A row: ``wrong`` as written in half-width text, and the corrections ``rights``, the preferred one first.

    ``guard`` is an expression that must match at the start of ``wrong``; it excludes unwanted contexts. ``confirm`` is
    True if the sentence must be segmented into words to confirm the wording. ``since`` is the first report year for
    which the wording is wrong, or 0.
    """

    table: str
    wrong: str
    rights: tuple[str, ...]
    guard: Pattern | None
    confirm: bool
    since: int
    note: str

    def guard_matches(self, folded: str, span: Span) -> bool:
        """Return True if the guard matches at the start of the span, or if there is none."""
        return self.guard is None or self.guard.match(folded, span.start) is not None


class WordLists:
    """All lists by name. A row is parsed when its wording occurs in a text."""

    def __init__(self, lists: Mapping[str, _PackedList]) -> None:
        self.names = tuple(lists)
        self._rows = [rows for _, rows in lists.values()]
        self._starts = [0, *accumulate(map(len, self._rows))]
        lines = _LINE_SEPARATOR.join(words for words, _ in lists.values() if words)
        self._search = MultiSearch(lines.split(_LINE_SEPARATOR) if self._starts[-1] else ())
        self._wordings: dict[int, Wording] = {}

    @property
    def tables(self) -> Mapping[str, Sequence[Wording]]:
        """All rows of every list."""
        ranges = map(range, self._starts, self._starts[1:])
        return {
            name: [self._wording(number) for number in numbers]
            for name, numbers in zip(self.names, ranges, strict=True)
        }

    def _wording(self, number: int) -> Wording:
        if number not in self._wordings:
            index = bisect_right(self._starts, number) - 1
            cells = self._rows[index][number - self._starts[index]].split(_CELL_SEPARATOR)
            right, guard, confirm, since, note = cells
            rights = tuple(filter(None, right.split(_OR_SEPARATOR)))
            pattern = compile_pattern(guard) if guard else None
            table, wrong = self.names[index], self._search.words[number]
            self._wordings[number] = Wording(table, wrong, rights, pattern, confirm == CONFIRM, int(since), note)
        return self._wordings[number]

    def occurrences(self, folded: str) -> Iterator[tuple[Wording, Span]]:
        """Yield every occurrence of every wording, overlapping ones included; guards are not checked."""
        for number, starts in self._search.matches(folded).items():
            wording = self._wording(number)
            for start in starts:
                yield wording, Span(start, start + len(wording.wrong))


_CACHE_SIZE = 64
INLINE = "own"
"""The name of the list that a rule defines in its options."""


@lru_cache(maxsize=_CACHE_SIZE)
def inline_word_list(words: tuple[tuple[str, str], ...]) -> WordLists:
    """Return the list that a rule defines in its options, as (wrong, right) pairs; all of them are to be confirmed."""
    # A wording with a line break occurs in no paragraph.
    valid = (pair for pair in words if not _has_separator(pair))
    return WordLists({INLINE: _pack((fold(wrong), _rights(right), "", CONFIRM, 0, "") for wrong, right in valid)})


def load_word_lists(directory: Path) -> WordLists:
    """Load the lists of a folder. Raises :class:`~checker.text.errors.RulesetError` with the line of an invalid row."""
    return WordLists({path.stem: _table(path) for path in files_in(directory, ".csv")})


def _pack(rows: Iterable[tuple[str, str, str, str, int, str]]) -> _PackedList:
    """Return rows, whose columns are in the order of :data:`COLUMNS`, in the form in which they are cached."""
    all_rows = tuple(rows)
    wrongs = _LINE_SEPARATOR.join(wrong for wrong, *_ in all_rows)
    return wrongs, tuple(_CELL_SEPARATOR.join(map(str, cells)) for _, *cells in all_rows)


def _table(path: Path) -> _PackedList:
    shown = f"words/{path.name}"
    stamp = file_stamp(path, shown)
    packed: _PackedList = COMPILED_CACHE.get_or_make(
        "wordings", stamp, lambda: _pack(_rows(read_table(path, shown), shown))
    )
    return packed


def _has_separator(cells: Iterable[str]) -> bool:
    return any(mark in cell for cell in cells for mark in (_LINE_SEPARATOR, _CELL_SEPARATOR, _OR_SEPARATOR))


def _rows(text: str, shown: str) -> Iterator[tuple[str, str, str, str, int, str]]:
    columns, lines = parse_table(text, shown)
    if columns != COLUMNS:
        raise RulesetError(shown, f"各列应为 {','.join(COLUMNS)}", 1)
    for number, row in lines:
        yield _row(row, shown, number)


def _row(row: dict[str, str], shown: str, number: int) -> tuple[str, str, str, str, int, str]:
    if None in row or None in row.values():
        raise RulesetError(shown, f"应有 {len(COLUMNS)} 列", number)
    if _has_separator(row.values()):
        raise RulesetError(shown, "各列不能有换行", number)
    if not row["wrong"] or row["confirm"] not in ("", CONFIRM):
        raise RulesetError(shown, f"wrong 不能为空，confirm 应为空或 {CONFIRM}", number)
    try:
        since = int(row["since"] or 0)
        if row["guard"]:
            compile_pattern(row["guard"]).check()
    except (regex.error, ValueError) as error:
        raise RulesetError(shown, f"这一行有误（{error}）", number) from None
    return row["wrong"], _rights(row["right"]), row["guard"], row["confirm"], since, row["note"]


def _rights(written: str) -> str:
    return written.replace(ALTERNATIVE_SEPARATOR, _OR_SEPARATOR)
