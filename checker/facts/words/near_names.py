"""Where a name of the state, its organs or leaders, or a fixed formula is missed by one character.

One character another like it, one typed twice, one too few, two neighbours swapped: a half of the name is still whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from checker.text.span import Span, SpanSet, occurrences


class NearName(Struct, frozen=True):
    """Where a text misses a name, and the name."""

    span: Span
    name: str


def read_near_names(folded: str, names: tuple[str, ...], alike: Callable[[str, str], bool]) -> tuple[NearName, ...]:
    """Every near miss, in order; where several names are missed in one place the longest.

    ``alike`` says whether one character may stand by mistake for another.
    """
    right = SpanSet(Span(place, place + len(name)) for name in names for place in occurrences(folded, name))
    found: list[NearName] = []
    for name in sorted(names, key=len, reverse=True):
        for span in _near(folded, name, alike):
            inside = Span(span.start + 1, span.end - 1)
            if not right.overlaps(inside) and not any(span.overlaps(other.span) for other in found):
                found.append(NearName(span, name))
    return tuple(sorted(found, key=lambda one: one.span))


def _near(folded: str, name: str, alike: Callable[[str, str], bool]) -> Iterator[Span]:
    middle = len(name) // 2
    front, back = name[:middle], name[middle:]
    for place in occurrences(folded, front):
        start = place + middle
        for size in (len(back), len(back) + 1, len(back) - 1):
            if size and _mistyped(folded[start : start + size], back, alike):
                yield Span(place, start + size)
                break
    for place in occurrences(folded, back):
        for size in (len(front), len(front) + 1, len(front) - 1):
            if 0 < size <= place and _mistyped(folded[place - size : place], front, alike):
                yield Span(place - size, place + len(back))
                break


def _mistyped(written: str, right: str, alike: Callable[[str, str], bool]) -> bool:
    """True when one slip makes what is written of what is right: another character, one less, one twice, a swap."""
    if written == right:
        return False
    start = 0
    while start < min(len(written), len(right)) and written[start] == right[start]:
        start += 1
    one, other = written[start:], right[start:]
    if len(one) == len(other):
        swapped = one[:2] == other[1::-1] and one[2:] == other[2:]
        return swapped or (one[1:] == other[1:] and alike(one[0], other[0]))
    if len(one) < len(other):
        return one == other[1:]
    return one[1:] == other and one[0] in (*right[start - 1 : start], *other[:1])
