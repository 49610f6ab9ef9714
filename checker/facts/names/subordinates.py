"""Counts of the units below the issuer: villages, townships, departments; and which count is that of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum, IntEnum
from itertools import combinations

from msgspec import Struct, structs

from checker.facts.numerals import chinese_to_int
from checker.search.patterns import Pattern, finditer, search
from checker.text.document import Block
from checker.text.span import Span

_BEFORE, _BEHIND = 12, 18
"""Characters before and behind a count that are searched for the words that say whether it is that of all units."""
_CLAUSE = 40
"""Characters behind a count in which its clause must end for the next one to be looked at."""
_TWO = 2
_SHORT = 2
"""Digits of a number in which a wrong digit may be another number."""
_OFTEN = 2
"""Counts that attest a number; more than these need no words that they are of all."""
_MARKS = "。;,:!?\n"


class UnitWords(Struct, frozen=True):
    """How counts of units are worded.

    ``units`` maps a kind of unit to its expression with a group ``count``, ``sums`` a kind to the kinds that it
    consists of. ``stated`` before a count says that the issuer has so many; ``whole`` before or ``whole_behind`` behind
    it that all of them are meant, ``part`` before or ``part_behind`` behind it that some are; ``base_behind`` says that
    some of all are told next, and ``among`` before it leaves that open. ``other`` and ``other_behind`` tell counts of
    something else: another year, another place, what was added; ``above`` with a group ``level`` tells counts of a
    whole that is the issuer's own only if the issuer is of that level. ``whole_next`` begins the clause behind that of
    the count and says that all are meant (平均每个…). ``joined`` stands between counts that are listed together. Of the
    units ``slips`` there are several totals, so that only slips of digits count.
    """

    units: Mapping[str, Pattern]
    sums: Mapping[str, tuple[str, ...]]
    stated: Pattern
    whole: Pattern
    whole_behind: Pattern
    part: Pattern
    base_behind: Pattern
    part_behind: Pattern
    among: Pattern
    other: Pattern
    other_behind: Pattern
    above: Pattern
    joined: Pattern
    slips: frozenset[str]
    whole_next: Pattern


class Extent(IntEnum):
    """Which of the units a count is said to be that of."""

    PART = 0
    AMONG = 1
    """Something is done with so many, which may be some or all."""
    UNSAID = 2
    WHOLE = 3
    STATED = 4
    """The text says that the issuer has so many."""


class UnitCount(Struct, frozen=True):
    """A count of units below the issuer."""

    unit: str
    number: int
    span: Span
    extent: Extent
    summed: bool = False
    beside: tuple[str, int] | None = None
    """The unit and the number of the count that is listed with it: 22个处室、14个直属单位."""


class Against(Enum):
    """What a count contradicts."""

    TOTAL = "total"
    EITHER = "either"
    """Another count of all; nothing tells which of the two is wrong."""
    AVERAGE = "average"
    """The count that a total and its average give."""
    DIGIT = "digit"
    """A number that stands several times and differs in one digit."""


class Contradiction(Struct, frozen=True):
    """A count that does not fit the number of all units of its kind, which ``attested`` states."""

    count: UnitCount
    total: int
    attested: tuple[UnitCount, ...]
    against: Against = Against.TOTAL


def read_unit_counts(
    folded: str, blocks: Mapping[str, Sequence[Block]], words: UnitWords, level: str
) -> list[UnitCount]:
    """Return the counts of units, in order; those of several kinds together follow their parts.

    ``blocks`` are the blocks in which each unit may be counted, ``level`` is the type of the issuer's place: 县.
    """
    by_block: dict[Span, list[UnitCount]] = {}
    for unit, places in blocks.items():
        for block in places:
            by_block.setdefault(block.span, []).extend(_counts(folded, block.span, unit, words, level))
    counts: list[UnitCount] = []
    for span in sorted(by_block, key=lambda span: span.start):
        found = sorted(by_block[span], key=lambda count: (count.span.start, -len(count.span)))
        found = [count for number, count in enumerate(found) if not any(count.span in o.span for o in found[:number])]
        counts += _with_sums(folded, found, words)
    return counts


def _counts(folded: str, within: Span, unit: str, words: UnitWords, level: str) -> Iterator[UnitCount]:
    for match in finditer(words.units[unit], folded, within.start, within.end):
        span = Span(*match.span())
        before, behind = _context(folded, span, within)
        above = search(words.above, before)
        if above and above.group("level") != level:
            continue
        if not search(words.other, before) and not search(words.other_behind, behind):
            extent = _extent(before, behind, words)
            if extent is Extent.UNSAID and words.whole_next.match(folded, _clause_end(folded, span, within)):
                extent = Extent.WHOLE
            yield UnitCount(unit, _number(match.group("count")), span, extent)


def _clause_end(folded: str, span: Span, within: Span) -> int:
    """Return where the clause of a count ends, or the end of the block if it is long."""
    ends = (folded.find(mark, span.end, min(within.end, span.end + _CLAUSE)) for mark in _MARKS)
    return min((end for end in ends if end >= 0), default=within.end)


def _extent(before: str, behind: str, words: UnitWords) -> Extent:
    if search(words.stated, before):
        return Extent.STATED
    if search(words.part, before):
        return Extent.PART
    if search(words.base_behind, behind):
        return Extent.WHOLE
    if search(words.part_behind, behind):
        return Extent.PART
    if search(words.whole, before) or search(words.whole_behind, behind):
        return Extent.WHOLE
    return Extent.AMONG if search(words.among, before) else Extent.UNSAID


def _context(folded: str, span: Span, within: Span) -> tuple[str, str]:
    """Return what stands before and behind a span in its clause."""
    before = folded[max(within.start, span.start - _BEFORE) : span.start]
    behind = folded[span.end : min(within.end, span.end + _BEHIND)]
    start = max(before.rfind(mark) for mark in _MARKS) + 1
    ends = [at for mark in _MARKS if (at := behind.find(mark)) >= 0]
    return before[start:], behind[: min(ends, default=len(behind))]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else chinese_to_int(text)


def _with_sums(folded: str, counts: Sequence[UnitCount], words: UnitWords) -> Iterator[UnitCount]:
    """Yield the counts, and what two neighbours give together: 17个行政村和2个社区 are 19 villages and communities.

    Neighbours have one extent, that of the first or of the last.
    """
    last: UnitCount | None = None
    for found in counts:
        count = found
        if last is not None and _joined(folded, last, found, words):
            stated = last.extent is Extent.STATED
            count = structs.replace(
                found, extent=Extent.STATED if stated else found.extent, beside=(last.unit, last.number)
            )
            for unit, parts in words.sums.items():
                if {last.unit, count.unit} == set(parts):
                    span, extent = Span(last.span.start, count.span.end), max(last.extent, count.extent)
                    # 14个村、2个社区均…: such a sum is as good as a statement.
                    extent = Extent.STATED if extent is Extent.WHOLE else extent
                    yield UnitCount(unit, last.number + count.number, span, extent, summed=True)
            if last.beside is None:
                last = structs.replace(last, beside=(count.unit, count.number))
        if last is not None:
            yield last
        last = count
    if last is not None:
        yield last


def _joined(folded: str, one: UnitCount, other: UnitCount, words: UnitWords) -> bool:
    between = folded[one.span.end : other.span.start]
    return words.joined.fullmatch(between) is not None


def contradictions(counts: Sequence[UnitCount], slack: int, slips: Collection[str]) -> Iterator[Contradiction]:
    """Yield the counts of all units that differ from the number of them, and those that are more than there are.

    The number of all units is what the text says the issuer has, or what it most often says. A smaller count is one of
    all units only if it differs by ``slack`` at most: 在46个社区全部建成.
    """
    for unit in dict.fromkeys(count.unit for count in counts):
        group = [count for count in counts if count.unit == unit]
        if unit in slips:
            yield from _slips(group)
            continue
        # 19个村 may be short for 19个村(社区).
        others = {count.number for count in counts if count.unit != unit and set(count.unit) & set(unit)}
        found = [*_beside_each_other(group, slack), *_against_total(group, others, slack)]
        stated = any(count.extent is Extent.STATED for count in group) and _total(group) is not None
        yield from found or (() if stated else _rivals(group, slack))


def _slips(group: Sequence[UnitCount]) -> Iterator[Contradiction]:
    """Yield the counts that stand once and differ by a slip of digits from one that stands several times.

    The same digits in another order need no second witness, if one of the two is said to be all.
    """
    votes = Counter(count.number for count in group)
    told: set[int] = set()
    for count in group:
        attested = tuple(other for other in group if is_slip(count.number, other.number))
        often = [other for other in attested if votes[other.number] >= _OFTEN]
        if votes[count.number] == 1 and count.extent > Extent.AMONG and often:
            told.add(count.number)
            yield Contradiction(count, often[0].number, (often[0],), Against.DIGIT)
    for first, second in combinations(group, 2):
        whole = max(first.extent, second.extent) >= Extent.WHOLE and min(first.extent, second.extent) > Extent.AMONG
        if whole and not told and _is_reordered(first.number, second.number):
            yield Contradiction(second, first.number, (first,), Against.EITHER)
            return


def _against_total(group: Sequence[UnitCount], others: Collection[int], slack: int) -> Iterator[Contradiction]:
    """Yield the counts of one unit that do not fit the number of all, unless it is one of the ``others``' numbers."""
    total = _total(group)
    if total is None:
        return
    attested = tuple(count for count in group if count.number == total)
    for count in group:
        rivals = sum(other.number == count.number for other in group)
        if rivals == 1 and count.number not in others and _is_wrong(count, total, attested, slack):
            yield Contradiction(count, total, attested)


def _beside_each_other(group: Sequence[UnitCount], slack: int) -> Iterator[Contradiction]:
    """Yield the later of two counts that stand beside the same count in two lists, and nowhere else."""
    for first, second in combinations(group, 2):
        numbers = {count.number for count in group if count.beside == first.beside}
        close = abs(first.number - second.number) <= slack or is_slip(first.number, second.number)
        same = first.beside is not None and first.beside == second.beside and len(numbers) == _TWO
        if same and close and first.number != second.number and Extent.PART not in (first.extent, second.extent):
            yield Contradiction(second, first.number, (first,), Against.EITHER)
            return


def _rivals(group: Sequence[UnitCount], slack: int) -> Iterator[Contradiction]:
    """Yield the later of two counts of all units that differ by ``slack`` or by a slip of digits, where no more tells.

    Of one count it may be unsaid whether it is of all, if the other is by one larger or smaller.
    """
    told = [count for count in group if count.extent > Extent.AMONG]
    if len({count.number for count in told}) != _TWO:
        return
    first = told[0]
    second = next(count for count in told if count.number != first.number)
    weaker, stronger = sorted((first.extent, second.extent))
    by_one = abs(first.number - second.number) <= (slack if weaker >= Extent.WHOLE else 1)
    slip = is_slip(first.number, second.number) or str(first.number) == str(second.number)[::-1]
    if stronger >= Extent.WHOLE and (by_one or (slip and weaker >= Extent.WHOLE)):
        yield Contradiction(second, first.number, (first,), Against.EITHER)


def _is_wrong(count: UnitCount, total: int, attested: Sequence[UnitCount], slack: int) -> bool:
    best = max(other.extent for other in attested)
    if count.number > total:
        # Where nothing states the total, many more are all, and what is often named are some of them.
        near = count.number - total <= slack or is_slip(count.number, total)
        # What is done with so many, however often, says nothing against the number that the text states.
        told = best > Extent.AMONG or count.extent < Extent.STATED
        return best is Extent.STATED or (count.extent > Extent.AMONG and near and told)
    missing = total - count.number
    if count.extent >= Extent.WHOLE:
        return 0 < missing <= slack or is_slip(count.number, total)
    sure = best is Extent.STATED and len(attested) > 1
    sure = sure or len(attested) > _OFTEN or (len(attested) == _OFTEN and best >= Extent.WHOLE)
    if count.extent is not Extent.UNSAID:
        return False
    return (missing == 1 and sure) or (is_slip(count.number, total) and best >= Extent.WHOLE)


def is_slip(number: int, other: int) -> bool:
    """Return True for two numbers of three digits or more that differ in one of them, or in their order: 108, 118."""
    first, second = str(number), str(other)
    if _is_reordered(number, other):
        return True
    return len(first) == len(second) > _SHORT and sum(a != b for a, b in zip(first, second, strict=True)) == 1


def _is_reordered(number: int, other: int) -> bool:
    """Return True for two numbers of the same three digits or more, in another order: 247, 274."""
    return number != other and number > 10**_SHORT and sorted(str(number)) == sorted(str(other))


def _total(group: Sequence[UnitCount]) -> int | None:
    """Return the number of all units of a kind, or None if the text does not tell it."""
    votes = Counter(count.number for count in group if count.extent > Extent.PART)
    most = max(votes.values(), default=0)
    leading = [number for number, votes_of in votes.items() if votes_of == most]
    if len(leading) > 1 or most == 1:
        stated = [count for count in group if count.extent is Extent.STATED and count.number in leading]
        # A sum rests on two numbers.
        whole = {count.number for count in group if count.extent is Extent.WHOLE and count.number in leading}
        summed = {count.number for count in stated if count.summed}
        leading = list(summed or {count.number for count in stated} or whole)
    return leading[0] if len(leading) == 1 else None
