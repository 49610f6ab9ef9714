"""The fixed formulas of each period: ``rulesets/words/formulas/``."""

from __future__ import annotations

import itertools
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from checker.cache.store import COMPILED_CACHE
from checker.resources.shipped import file_stamp
from checker.resources.tables import parse_table, read_table
from checker.search.multi_search import MultiSearch
from checker.search.patterns import Pattern, compile_pattern
from checker.text.errors import RulesetError

COLUMNS = (
    *("formula", "shape", "least", "whole", "edits", "edges"),
    *("context", "allowed", "from", "until", "count", "source"),
)
SEPARATOR = "、"
_STANDS_FOR = "="
"""Between a member and another right wording of it."""
_LATEST = 9999
# What follows is the geometry of the comparison: which texts are near enough to a formula to be aligned with it at all.
# How sure it then is that one misquotes it are options of the rule, and what a single formula needs stands in its row.
_SHORT = 9
"""Characters up to which a formula is found by pairs of characters, and not by three."""
LEAST_KEPT = 0.6
"""Share of the characters of a formula that stand before and behind one changed place."""
ONE_PLACE = 8
"""Characters of a formula that may be changed at one place only."""
_EDITS = ((5, 1), (14, 2), (20, 3))
"""Longest formula in characters, and how many of them may be other ones."""
_MOST_EDITS = 4
_SHORT_LIST = 3
"""Members of a list of which a part is often quoted."""
_SHORTEST = 4
"""Characters of a formula."""
_MOST_VARIANTS = 64
"""Wordings of a list whose members have other right wordings."""

_VALUES = (
    ("shape", ("list", "phrase")),
    ("whole", ("", "yes", "no", "neighbours")),
    ("edges", ("", "both", "start", "no")),
)
"""The values that a column may have."""

_Compiled = tuple[bytes, bytes, bytes, str, str, bytes, bytes]
"""For each row the least keys and the years, the rows, the keys, and for each key where its rows end, and its rows."""


class Formula(Struct, frozen=True, dict=True):
    """A formula, and the report years ``first`` to ``last`` for which it is right.

    ``plain`` is its text without marks, ``members`` are the parts between 、. What is at most ``distance`` edits away
    is a changed formula; with ``free_start`` its first, with ``free_end`` its last character may be among them.
    Of a list ``least`` members show that it is meant; unless it is ``whole``, some may be quoted alone, of a
    ``contiguous`` list only neighbours. ``context`` must match in the sentence; ``wordings`` are other right wordings.
    ``forms`` are the right wordings of each member, its own first.
    """

    text: str
    plain: str
    members: tuple[str, ...]
    is_list: bool
    least: int
    whole: bool
    contiguous: bool
    distance: int
    free_start: bool
    free_end: bool
    context: Pattern
    wordings: tuple[str, ...]
    first: int
    last: int
    source: str
    forms: Mapping[str, tuple[str, ...]]

    def member(self, form: str) -> str:
        """Return the member that a form stands for."""
        return next(member for member, forms in self.forms.items() if form in forms)

    @property
    def loses_members(self) -> bool:
        """Whether a text that lacks a member inside the formula is wrong."""
        return self.whole or self.contiguous or (self.is_list and len(self.members) > _SHORT_LIST)

    @cached_property
    def keys(self) -> Mapping[str, int]:
        """The parts by which the formula is found, and where they stand in it."""
        return {key: self.plain.index(key) for key in formula_keys(self.plain)}

    @cached_property
    def longest_member(self) -> int:
        """The characters of the longest member."""
        return max(map(len, self.members))

    @cached_property
    def kept_keys(self) -> int:
        """How many of the parts stand in order where no more than ``distance`` characters are others."""
        size = len(next(iter(self.keys)))
        lost = size - 1 + self.distance if len(self.plain) <= ONE_PLACE else size * self.distance
        return max(1, len(self.plain) - size + 1 - lost)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """The offsets at which members end, with 0."""
        return (0, *itertools.accumulate(map(len, self.members)))

    def members_at(self, offset: int, lost: str) -> int:
        """Return how many members a part is that a text lacks, or 0 if it is no whole one or several."""
        first, last = shifts(self.plain, offset, len(lost))
        ends = self._ends
        for start in range(first, last + 1):
            if start in ends and start + len(lost) in ends:
                return ends.index(start + len(lost)) - ends.index(start)
        return 0

    @cached_property
    def characters(self) -> frozenset[str]:
        """The different characters."""
        return frozenset(self.plain)

    @cached_property
    def least_keys(self) -> int:
        """How many of the parts must stand together."""
        return least_keys(len(self.plain))


class Formulas:
    """All formulas; ``compiled`` is what :func:`_compiled` makes of the table. Instances are mutable."""

    def __init__(self, compiled: _Compiled) -> None:
        least, first, last, rows, keys, ends, numbers = compiled
        self._least, self._first, self._last = array("H", least), array("H", first), array("H", last)
        self._rows = rows.split("\n")
        self._ends, self._numbers = array("H", ends), array("H", numbers)
        self._search = MultiSearch(keys.split())
        self._made: dict[int, Formula] = {}

    def __iter__(self) -> Iterator[Formula]:
        """Yield every formula."""
        return map(self._formula, range(len(self._rows)))

    def possible(self, text: str, year: int) -> tuple[list[Formula], Mapping[str, Sequence[int]]]:
        """Return the formulas of a year of which a text may hold a changed one, and where keys stand in the text."""
        found, ends, numbers = self._search.matches(text), self._ends, self._numbers
        rows = itertools.chain.from_iterable([numbers[ends[key] : ends[key + 1]] for key in found])
        least, first, last = self._least, self._first, self._last
        chosen = sorted(
            number
            for number, count in Counter(rows).items()
            if count >= least[number] and first[number] <= year <= last[number]
        )
        words = self._search.words
        return list(map(self._formula, chosen)), {words[key]: starts for key, starts in found.items()}

    def _formula(self, number: int) -> Formula:
        if number not in self._made:
            self._made[number] = _formula(self._rows[number].split("\t"))
        return self._made[number]


def shifts(text: str, offset: int, length: int) -> tuple[int, int]:
    """Return from where to where what is lost may begin, as characters are repeated: 用法、化解矛盾靠法."""
    first = last = offset
    while first and text[first - 1] == text[first + length - 1]:
        first -= 1
    while last + length < len(text) and text[last] == text[last + length]:
        last += 1
    return first, last


def formula_keys(plain: str) -> tuple[str, ...]:
    """Return the parts of two or three characters by which a formula is found."""
    size = 2 if len(plain) <= _SHORT else 3
    return tuple(dict.fromkeys(plain[start : start + size] for start in range(len(plain) - size + 1)))


def least_keys(length: int) -> int:
    """Return how many of the keys of a formula of so many characters must stand together."""
    if length <= _SHORTEST:
        return 1
    size = 2 if length <= _SHORT else 3
    # Two parts are kept; either lacks the keys that reach over its end.
    return max(2, int(LEAST_KEPT * length + 1) - 2 * (size - 1))


def load_formulas(path: Path, shown: str) -> Formulas:
    """Load the table. Raises :class:`~checker.text.errors.RulesetError` with the line of an invalid row."""
    stamp = file_stamp(path, shown)
    return Formulas(COMPILED_CACHE.get_or_make("formulas", stamp, lambda: _compiled(read_table(path, shown), shown)))


def _compiled(text: str, shown: str) -> _Compiled:
    """Return what is quickly loaded: columns of numbers, rows and keys as text, and the rows of each key."""
    columns, lines = parse_table(text, shown)
    if columns != COLUMNS:
        raise RulesetError(shown, f"各列应为 {','.join(COLUMNS)}", 1)
    rows: list[str] = []
    least, first, last = array("H"), array("H"), array("H")
    index: dict[str, list[int]] = {}
    for number, row in lines:
        try:
            plain, years = _checked(row)
        except ValueError as error:
            raise RulesetError(shown, f"这一行有误（{error}）", number) from None
        for key in formula_keys(plain):
            index.setdefault(key, []).append(len(rows))
        rows.append("\t".join(row[column] for column in COLUMNS))
        least.append(least_keys(len(plain)))
        first.append(years[0])
        last.append(years[1])
    ends = array("H", itertools.accumulate(map(len, index.values()), initial=0))
    numbers = array("H", itertools.chain.from_iterable(index.values()))
    tables = (ends.tobytes(), numbers.tobytes())
    return (least.tobytes(), first.tobytes(), last.tobytes(), "\n".join(rows), "\n".join(index), *tables)


def _checked(row: dict[str, str]) -> tuple[str, tuple[int, int]]:
    """Return the plain text and the years of a row. Raises :class:`ValueError`."""
    for column, values in _VALUES:
        if row[column] not in values:
            raise ValueError(row[column])
    members = row["formula"].split(SEPARATOR)
    plain = "".join(members)
    if not all(members) or len(plain) < _SHORTEST:
        raise ValueError(row["formula"])
    int(row["edits"] or 0)
    if row["shape"] == "list":
        int(row["least"])
    return plain, (int(row["from"] or 0), int(row["until"] or _LATEST))


def _edits(length: int) -> int:
    return next((edits for longest, edits in _EDITS if length <= longest), _MOST_EDITS)


def _formula(row: list[str]) -> Formula:
    text, shape, least, whole, edits, edges, context, allowed, first, last, _, source = row
    members = tuple(text.split(SEPARATOR))
    plain = "".join(members)
    pairs = [entry.partition(_STANDS_FOR) for entry in allowed.split("|") if entry]
    forms = {member: (member, *(form for of, _, form in pairs if form and of == member)) for member in members}
    variants = ["".join(chosen) for chosen in itertools.islice(itertools.product(*forms.values()), _MOST_VARIANTS)]
    others = [entry for entry, _, form in pairs if not form]
    is_list = shape == "list"
    return Formula(
        text=text,
        plain=plain,
        members=members,
        is_list=is_list,
        least=int(least) if is_list else 1,
        whole=whole == "yes" or not (is_list or whole),
        contiguous=whole == "neighbours",
        distance=int(edits) if edits else _edits(len(plain)),
        free_start=edges in ("both", "start"),
        free_end=edges in ("", "both"),
        context=compile_pattern(context),
        wordings=tuple(dict.fromkeys(one for one in (*others, *variants) if one not in plain)),
        first=int(first or 0),
        last=int(last or _LATEST),
        source=source,
        forms=forms,
    )
