"""How far two texts are apart, for a few pairs: rapidfuzz is far quicker, but takes a hundredth of a second to load."""

from __future__ import annotations


def may_be_near(one: str, other: str, distance: int) -> bool:
    """False for two texts that are more edits apart: an edit brings or takes at most one character of its own."""
    return len(set(one).difference(other)) <= distance and len(set(other).difference(one)) <= distance


def changed_parts(one: str, other: str) -> tuple[str, str]:
    """What is left of two texts without what both begin with, and then without what both end with."""
    least = min(len(one), len(other))
    same = next((place for place in range(least) if one[place] != other[place]), least)
    one, other = one[same:], other[same:]
    least = min(len(one), len(other))
    back = next((place for place in range(least) if one[-1 - place] != other[-1 - place]), least)
    return one[: len(one) - back], other[: len(other) - back]


def only_change(one: str, other: str) -> str:
    """The character that two texts have instead of each other, or what one has and the other has not.

    Nothing where more is changed, or where the change can be seen in two ways.
    """
    source, target = changed_parts(one, other)
    if len(source) == len(target) == 1:
        return source + target
    if source and target:  # changed at both ends, so what stands between has stayed
        return ""
    short, long = sorted((one, other), key=len)
    first, last = _embedded(short, long), _embedded(short[::-1], long[::-1])
    mirrored = [len(long) - 1 - place for place in reversed(last)]
    return source + target if len(first) == len(short) and first == mirrored else ""


def _embedded(short: str, long: str) -> list[int]:
    """The first places where the characters of one text stand in another, in their order, as far as they do."""
    places: list[int] = []
    for character in short:
        place = long.find(character, places[-1] + 1 if places else 0)
        if place < 0:
            break
        places.append(place)
    return places


def edits_between(one: str, other: str, most: int) -> int:
    """How many edits make one text of the other, each character edited once; ``most`` + 1 where it takes more.

    An edit puts in, takes out or changes a character, or swaps two neighbours: the optimal string alignment distance.
    """
    earlier: list[int] = []
    above = list(range(len(other) + 1))
    for row, character in enumerate(one, 1):
        here = [row]
        for column, against in enumerate(other, 1):
            least = min(above[column] + 1, here[-1] + 1, above[column - 1] + (character != against))
            if row > 1 and column > 1 and character == other[column - 2] and one[row - 2] == against:
                least = min(least, earlier[column - 2] + 1)
            here.append(least)
        if min(here) > most:
            return most + 1
        earlier, above = above, here
    return min(above[-1], most + 1)
