"""Pairs of names that differ in one character, in the order of their characters, in a mark, or in a lost character.

Nothing here decides which name is right; :mod:`checker.rules.kinds.names.similar_names` does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from itertools import combinations

from msgspec import Struct

from checker.text.span import Span

_SHORTEST_LOSS = 3
"""Characters of the shortest name of which a lost character is looked for."""
_SHORTEST_ORDER = 2
"""Characters of the shortest name whose characters may stand in another order."""


class Difference(Enum):
    """How two names differ."""

    MARK = "mark"
    CHARACTER = "character"
    ORDER = "order"
    LOSS = "loss"
    END = "end"
    """One name goes on for one more character: 霁原不动产, 霁原不动产通."""


class NamePair(Struct, frozen=True):
    """Two names that differ little; ``changed`` are the characters in which they differ."""

    first: str
    second: str
    difference: Difference
    changed: tuple[str, str] = ("", "")


def similar_pairs(names: Iterable[str], plain: Callable[[str], str]) -> tuple[NamePair, ...]:
    """Return the pairs of names that differ little, in order; ``plain`` removes the marks of a name."""
    ordered = list(names)
    by_key: dict[str, list[int]] = {}
    for number, name in enumerate(ordered):
        for key in _keys(plain(name)):
            members = by_key.setdefault(key, [])
            if number not in members:
                members.append(number)
    numbers = {pair for members in by_key.values() if len(members) > 1 for pair in combinations(members, 2)}
    pairs = (compare(ordered[first], ordered[second], plain) for first, second in sorted(numbers))
    return tuple(pair for pair in pairs if pair)


def _keys(plain: str) -> Iterator[str]:
    """Yield keys that names with one difference share."""
    yield plain
    for index in range(len(plain)):
        yield f"{plain[:index]}\0{plain[index + 1 :]}"
    if len(plain) >= _SHORTEST_ORDER:
        yield "\1" + "".join(sorted(plain))
    if len(plain) > _SHORTEST_LOSS:
        for index in range(1, len(plain) - 1):
            yield "\2" + plain[:index] + plain[index + 1 :]
        yield "\2" + plain[:-1]
    if len(plain) >= _SHORTEST_LOSS:
        yield "\2" + plain


def compare(first: str, second: str, plain: Callable[[str], str]) -> NamePair | None:
    """Return the pair if the names differ in one way, or None."""
    short, other = plain(first), plain(second)
    if first == second:
        return None
    if short == other:
        return NamePair(first, second, Difference.MARK)
    if len(short) == len(other):
        return _of_one_length(first, second, list(zip(short, other, strict=True)))
    longer, shorter = (short, other) if len(short) > len(other) else (other, short)
    for index in range(1, len(longer) - 1):
        if longer[:index] + longer[index + 1 :] == shorter:
            return NamePair(first, second, Difference.LOSS, (longer[index], ""))
    return NamePair(first, second, Difference.END, (longer[-1], "")) if longer[:-1] == shorter else None


def _of_one_length(first: str, second: str, characters: list[tuple[str, str]]) -> NamePair | None:
    changed = [(a, b) for a, b in characters if a != b]
    if len(changed) == 1:
        return NamePair(first, second, Difference.CHARACTER, changed[0])
    if len(characters) >= _SHORTEST_ORDER and sorted(a for a, _ in characters) == sorted(b for _, b in characters):
        return NamePair(first, second, Difference.ORDER)
    return None


def near_places(folded: str, name: str, within: Span) -> Iterator[Span]:
    """Yield the places of a text that differ from a name in exactly one character.

    One half of the name is right at such a place, so that only the places of its halves are looked at.
    """
    middle = len(name) // 2
    seen: set[int] = set()
    for offset, half in ((0, name[:middle]), (middle, name[middle:])):
        found = folded.find(half, within.start, within.end)
        while found >= 0:
            start = found - offset
            end = start + len(name)
            if start >= within.start and end <= within.end and start not in seen:
                seen.add(start)
                if sum(a != b for a, b in zip(folded[start:end], name, strict=True)) == 1:
                    yield Span(start, end)
            found = folded.find(half, found + 1, within.end)


def first_places(places: Mapping[str, list[Span]]) -> list[str]:
    """Return the names in the order of their first places."""
    return sorted(places, key=lambda name: places[name][0].start)
