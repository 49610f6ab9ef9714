"""Lists of literal wordings (``rulesets/words/*.csv``), all found in one pass over a text."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

import regex
from msgspec import Struct

from checker.cache.packed_strings import PackedBytes, PackedStrings, pack_strings
from checker.cache.store import COMPILED_CACHE
from checker.resources.shipped import file_stamp, files_in, read_text
from checker.search.multi_search import MultiSearch
from checker.search.patterns import Pattern, compile_pattern
from checker.text.document import fold
from checker.text.errors import RulesetError
from checker.text.span import Span

COLUMNS = ("wrong", "right", "guard", "confirm", "since", "note")
CONFIRM = "words"
"""In the column ``confirm``: the sentence is cut into words before the finding is believed."""
BETWEEN_RIGHTS = "|"
_LINE, _APART, _OR = "\n", "\x1f", "\x1e"
_Kept = tuple[str, PackedBytes]
"""The wrong wordings of a list, a line each; the rest of their rows, with signs between the cells that no text holds.
Plain values, of which reading makes few objects: hardly any row is asked for."""


class Wording(Struct, frozen=True):
    """A row: ``wrong`` as it stands in half-width text, the ``rights`` to choose from, the first preferred.

    ``guard`` is an expression that must match where ``wrong`` stands, with what may not be around it;
    ``confirm`` asks for the sentence to be cut into words; ``since`` is the first report year in which
    it is wrong, or 0.
    """

    table: str
    wrong: str
    rights: tuple[str, ...]
    guard: Pattern | None
    confirm: bool
    since: int
    note: str

    def stands(self, folded: str, span: Span) -> bool:
        """True when the guard, if there is one, lets the wording pass at that place."""
        return self.guard is None or self.guard.match(folded, span.start) is not None


class WordLists:
    """All lists, by name; a row is read when it stands in a text."""

    def __init__(self, lists: Mapping[str, _Kept]) -> None:
        self.names = tuple(lists)
        self._shelves = [PackedStrings(rows) for _, rows in lists.values()]
        self._starts = [0, *accumulate(map(len, self._shelves))]
        self._seeker = MultiSearch(
            _LINE.join(words for words, _ in lists.values() if words).split(_LINE) if self._starts[-1] else ()
        )
        self._read: dict[int, Wording] = {}

    @property
    def tables(self) -> Mapping[str, Sequence[Wording]]:
        """All rows of every list."""
        ranges = map(range, self._starts, self._starts[1:])
        return {
            name: [self._wording(number) for number in of_it] for name, of_it in zip(self.names, ranges, strict=True)
        }

    def _wording(self, number: int) -> Wording:
        if number not in self._read:
            place = bisect_right(self._starts, number) - 1
            right, guard, confirm, since, note = self._shelves[place][number - self._starts[place]].split(_APART)
            rights = tuple(filter(None, right.split(_OR)))
            guarded = compile_pattern(guard) if guard else None
            table, wrong = self.names[place], self._seeker.words[number]
            self._read[number] = Wording(table, wrong, rights, guarded, confirm == CONFIRM, int(since), note)
        return self._read[number]

    def occurrences(self, folded: str) -> Iterator[tuple[Wording, Span]]:
        """Every place of every row, overlapping ones too; guards are not asked."""
        for number, starts in self._seeker.matches(folded).items():
            wording = self._wording(number)
            for start in starts:
                yield wording, Span(start, start + len(wording.wrong))


_LISTS = 64
OWN = "own"
"""The name of a list that a rule brings along."""


@lru_cache(maxsize=_LISTS)
def own_word_list(words: tuple[tuple[str, str], ...]) -> WordLists:
    """A rule's own list of what is wrong and what is right; sentences are cut into words before they are believed."""
    # What is written over several lines stands in no paragraph.
    written = (pair for pair in words if not _signs_in(pair))
    return WordLists({OWN: _kept((fold(wrong), right, "", CONFIRM, 0, "") for wrong, right in written)})


def load_word_lists(directory: Path) -> WordLists:
    """Read the lists of a folder; raises :class:`~checker.text.errors.RulesetError` with the line of a wrong row."""
    return WordLists({path.stem: _table(path) for path in files_in(directory, ".csv")})


def _kept(rows: Iterable[tuple[str, str, str, str, int, str]]) -> _Kept:
    """Rows, the columns in their order, as they are kept."""
    all_rows = tuple(rows)
    return _LINE.join(wrong for wrong, *_ in all_rows), pack_strings(
        _APART.join(map(str, rest)) for _, *rest in all_rows
    )


def _table(path: Path) -> _Kept:
    shown = f"words/{path.name}"
    stamp = file_stamp(path, shown)
    kept: _Kept = COMPILED_CACHE.get_or_make("wordings", stamp, lambda: _kept(_rows(read_text(path, shown), shown)))
    return kept


def _signs_in(cells: Iterable[str]) -> bool:
    return any(sign in cell for cell in cells for sign in (_LINE, _APART, _OR))


def _rows(text: str, shown: str) -> Iterator[tuple[str, str, str, str, int, str]]:
    import csv  # noqa: PLC0415 - what ships is kept

    reader = csv.DictReader(io.StringIO(text, newline=""))
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise RulesetError(shown, f"各列应为 {','.join(COLUMNS)}", 1)
    for number, row in enumerate(reader, 2):
        yield _row(row, shown, number)


def _row(row: dict[str, str], shown: str, number: int) -> tuple[str, str, str, str, int, str]:
    if None in row or None in row.values():
        raise RulesetError(shown, f"应有 {len(COLUMNS)} 列", number)
    if _signs_in(row.values()):
        raise RulesetError(shown, "各列不能有换行", number)
    if not row["wrong"] or row["confirm"] not in ("", CONFIRM):
        raise RulesetError(shown, f"wrong 不能为空,confirm 应为空或 {CONFIRM}", number)
    try:
        since = int(row["since"] or 0)
        if row["guard"]:
            compile_pattern(row["guard"]).check()
    except (regex.error, ValueError) as error:
        raise RulesetError(shown, f"这一行有误({error})", number) from None
    return row["wrong"], row["right"].replace(BETWEEN_RIGHTS, _OR), row["guard"], row["confirm"], since, row["note"]
