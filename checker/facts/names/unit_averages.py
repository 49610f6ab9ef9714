"""Counts of units that a total and its average give: 19人,平均每个乡镇约1.2人 are those of some 16 townships."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from msgspec import Struct

from checker.facts.names.subordinates import Against, Contradiction, Extent, UnitCount, is_slip
from checker.search.patterns import Pattern, finditer
from checker.text.document import Block
from checker.text.span import Span

_HALF = Decimal("0.5")
_OWN = 40
"""Characters between a count and its own average, at most."""


class UnitAverage(Struct, frozen=True):
    """An average by unit; ``least`` and ``most`` are the counts of units for which it is rightly rounded."""

    unit: str
    least: Decimal
    most: Decimal
    nearest: int
    span: Span


def read_unit_averages(
    folded: str, blocks: Iterable[Block], averages: Pattern, units: Mapping[str, Pattern]
) -> list[UnitAverage]:
    """Return the averages whose total stands before them; ``averages`` has groups ``whole``, ``each`` and ``noun``."""
    found: list[UnitAverage] = []
    for block in blocks:
        for match in finditer(averages, folded, block.span.start, block.span.end):
            whole, each = Decimal(match.group("whole")), Decimal(match.group("each"))
            counted = f"10个{match.group('noun')}"
            unit = next((name for name, pattern in units.items() if pattern.fullmatch(counted)), None)
            half = _HALF.scaleb(int(each.as_tuple().exponent))
            if unit is not None and each > half:
                least, most = whole / (each + half), whole / (each - half)
                found.append(UnitAverage(unit, least, most, int(whole / each + _HALF), Span(*match.span())))
    return found


def against_averages(
    counts: Sequence[UnitCount], averages: Sequence[UnitAverage], slack: int
) -> Iterator[Contradiction]:
    """Yield the counts of all units that an average excludes, and that are by a slip or by ``slack`` from it.

    An average is believed unless another count fits it: it may be that of some units, or 村 stand for 村(社区). Against
    two counts that agree, such as 9镇4乡 and 13个乡镇, it is the average that is wrong.
    """
    for average in averages:
        related = [count for count in counts if set(count.unit) & set(average.unit)]
        if any(average.least <= count.number <= average.most for count in related):
            continue
        group = [count for count in counts if count.unit == average.unit]
        votes = Counter(count.number for count in group)
        attested = UnitCount(average.unit, average.nearest, average.span, Extent.WHOLE)
        for count in group:
            near = abs(count.number - average.nearest) <= slack or is_slip(count.number, average.nearest)
            own = 0 <= average.span.start - count.span.end <= _OWN  # its own average is what is wrong
            agreed = votes[count.number] > 1
            if count.extent >= Extent.WHOLE and near and not own and not agreed:
                yield Contradiction(count, average.nearest, (attested,), Against.AVERAGE)
