"""A small model of the official language, counted in drafts of the project whenever tests ask for it.

It has the form of the shipped one and needs no library of `make model`: the recipe in `tests/model/` is written here a
second time, for few lines and in plain Python, so that each can be held against the other.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from zlib import crc32

from helpers import ROOT

from checker.knowledge.language_model.container import packed
from checker.knowledge.language_model.counts import FOLDED, LONGEST, SHIFT, WORD_SEED
from checker.knowledge.language_model.glance import ALIKE, QUICK
from checker.knowledge.language_model.proposals import KINDS
from checker.knowledge.language_model.symbols import MARK, is_han, symbols_of

LOTS = "defg"
"""The lots of labelled drafts whose texts without defects are counted: some 800 lines, 60,000 symbols."""
_SYLLABLE_BITS, _MIDDLES = 10, 8
SPARE = 1.25
"""Places of the tables for each key."""
_SHAPE, _SOUND = 2, 2 << 2
_WORDS = ROOT / "rulesets" / "words"


def draft_lines(lots: Iterable[str] = LOTS) -> list[str]:
    """The paragraphs of drafts without defects."""
    paths = (path for lot in lots for path in sorted((ROOT / "tests" / "data" / "lots" / lot / "clean").glob("*.txt")))
    return [line for path in paths for line in path.read_text(encoding="utf-8").splitlines() if line]


def joined(lines: Iterable[str]) -> str:
    """The symbols of lines, one mark between them."""
    return re.sub(f"{MARK}+", MARK, MARK + MARK.join(symbols_of(line).string for line in lines) + MARK)


def runs_of(text: str, size: int) -> Counter[str]:
    """How often each run of so many symbols stands in a text."""
    return Counter(text[place : place + size] for place in range(len(text) - size + 1))


def power(count: int) -> int:
    """The power of two nearest below a count, at most what four bits hold."""
    return min(15, count.bit_length() - 1)


def key_of(run: str, seed: int = 0) -> int:
    """What a run is looked up by."""
    return crc32(run.encode("utf-16-le"), seed)


@cache
def draft_runs() -> dict[str, int]:
    """The runs of two to five symbols in the drafts that were counted more than once."""
    text = joined(draft_lines())
    return {run: times for size in range(2, LONGEST + 1) for run, times in runs_of(text, size).items() if times > 1}


@cache
def set_words() -> dict[str, int]:
    """Set phrases of two to four characters in the drafts, with how often they stand there."""
    text, terms = joined(draft_lines()), (_WORDS / "terms.txt").read_text(encoding="utf-8").split()
    counted = {size: runs_of(text, size) for size in (2, 3, 4)}
    found = {term: counted[len(term)][term] for term in terms if len(term) in counted and all(map(is_han, term))}
    return {term: times for term, times in found.items() if times > 1}


def keys_of(runs: Mapping[str, int], words: Mapping[str, int]) -> dict[int, int]:
    """The keys of runs and words with their powers of two; of those that fall together the greatest."""
    found: dict[int, int] = {}
    for seed, counted in ((0, runs), (WORD_SEED, words)):
        for run, times in counted.items():
            key = key_of(run, seed)
            found[key] = max(power(times), found.get(key, 0))
    return found


def tables(values: Mapping[int, int]) -> tuple[bytes, bytes, bytes]:
    """Three tables whose places for a key, taken together bit by bit, give its fingerprint and its value."""
    size = int(len(values) * SPARE / 3) + 4
    order = None
    while order is None:
        sizes = _primes(size)
        order = _peeled(list(values), sizes)
        size += size // 50 + 2
    found = [array("H", bytes(2 * of_one)) for of_one in sizes]
    for key, table in reversed(order):
        places = [key % of_one for of_one in sizes]
        wanted = values[key] ^ (key >> SHIFT & FOLDED)
        for other, place in enumerate(places):
            if other != table:
                wanted ^= found[other][place]
        found[table][places[table]] = wanted
    first, second, third = (table.tobytes() for table in found)
    return first, second, third


def _primes(least: int) -> list[int]:
    found: list[int] = []
    while len(found) < 3:
        if least > 1 and all(least % divisor for divisor in range(2, int(least**0.5) + 1)):
            found.append(least)
        least += 1
    return found


def _peeled(keys: list[int], sizes: list[int]) -> list[tuple[int, int]] | None:
    """The keys, each with the table in which no later one has its place; None where there is no such order."""
    holding: list[dict[int, set[int]]] = [defaultdict(set) for _ in sizes]
    for key in keys:
        for table, size in enumerate(sizes):
            holding[table][key % size].add(key)
    free = [(table, place) for table in range(3) for place, held in holding[table].items() if len(held) == 1]
    found = []
    while free:
        table, place = free.pop()
        if len(holding[table][place]) != 1:
            continue
        (key,) = holding[table][place]
        found.append((key, table))
        for other, size in enumerate(sizes):
            held = holding[other][key % size]
            held.remove(key)
            if len(held) == 1:
                free.append((other, key % size))
    return found if len(found) == len(keys) else None


def _lists(symbols: str, of_each: Mapping[str, str]) -> tuple[bytes, bytes]:
    """Where the list of each symbol begins, and the lists one after the other."""
    starts = array("I", [0])
    for symbol in symbols:
        starts.append(starts[-1] + len(of_each.get(symbol, "")))
    return starts.tobytes(), "".join(of_each.get(symbol, "") for symbol in symbols).encode("utf-16-le")


def _neighbours(
    alphabet: str, name: str, step: int, runs: Mapping[str, int], words: Mapping[str, int]
) -> Iterator[tuple[str, bytes]]:
    found: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for run, times in runs.items():
        if len(run) == 2:
            ends = run[::step]
            found[ends[0]].append((times, ends[1], power(words.get(run, 1)) << 4 | power(times)))
    for of_one in found.values():
        of_one.sort(reverse=True)
    starts, text = _lists(alphabet, {one: "".join(other for _, other, _ in of_one) for one, of_one in found.items()})
    yield f"{name}_at", starts
    yield name, text
    yield f"{name}_value", bytes(value for one in alphabet for _, _, value in found[one])


def _middles(alphabet: str, runs: Mapping[str, int]) -> Iterator[tuple[str, bytes]]:
    found: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for run, times in runs.items():
        if len(run) == 3 and is_han(run[1]):
            found[alphabet.index(run[0]), alphabet.index(run[2])].append((times, run[1]))
    rows = [(key, symbol) for key in sorted(found) for _, symbol in sorted(found[key], reverse=True)[:_MIDDLES]]
    lefts = Counter(left for (left, _), _ in rows)
    starts = array("I", [0])
    for left in range(len(alphabet)):
        starts.append(starts[-1] + lefts[left])
    yield "middle_at", starts.tobytes()
    yield "middle_right", array("H", [right for (_, right), _ in rows]).tobytes()
    yield "middles", "".join(symbol for _, symbol in rows).encode("utf-16-le")


def _alike(syllables: Mapping[str, list[int]], known: set[str]) -> Iterator[tuple[str, bytes]]:
    """The project's own lists of what sounds and looks alike."""
    by_sound: dict[int, list[str]] = defaultdict(list)
    for one, of_one in syllables.items():
        for syllable in of_one:
            by_sound[syllable].append(one)
    shapes = [line for line in (_WORDS / "shapes.txt").read_text(encoding="utf-8").split() if is_han(line[0])]
    alike: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for groups, how in ((by_sound.values(), _SOUND), (shapes, _SHAPE)):
        for group in groups:
            for one in group:
                for other in group:
                    if other in known and one != other:
                        alike[one][other] |= how
    written = "".join(sorted(syllables))
    starts, text = _lists(written, {one: "".join(others) for one, others in alike.items()})
    yield "written", written.encode("utf-16-le")
    yield "like_at", starts
    yield "like", text
    yield "like_how", bytes(how for one in written for how in alike[one].values())
    yield "syllables", array("H", [number for one in written for number in [*syllables[one], 0][:2]]).tobytes()


def _syllables() -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, line in enumerate((_WORDS / "sounds.txt").read_text(encoding="utf-8").splitlines()):
        if not line.startswith("#"):
            for one in line.split()[1]:
                found[one].append(number)
    return found


def sections(runs: Mapping[str, int], words: Mapping[str, int], frequency: Mapping[str, int]) -> dict[str, bytes]:
    """All sections of a model, by their names."""
    alphabet, syllables = "".join(sorted(frequency)), _syllables()
    first, second, third = tables(keys_of(runs, words))
    sounding = sorted(
        (syllables[word[0]][0] << _SYLLABLE_BITS | syllables[word[1]][0], word) for word in words if len(word) == 2
    )
    return {
        "alphabet": alphabet.encode("utf-16-le"),
        "unigrams": bytes(8 * frequency[one].bit_length() for one in alphabet),
        "alone": bytes(len(alphabet)),
        **dict(_middles(alphabet, runs)),
        **dict(_alike(syllables, set(frequency))),
        **dict(_neighbours(alphabet, "next", 1, runs, words)),
        **dict(_neighbours(alphabet, "before", -1, runs, words)),
        "pair_keys": array("I", [key for key, _ in sounding]).tobytes(),
        "pairs": "".join(word for _, word in sounding).encode("utf-16-le"),
        "surnames": b"",
        "endings": b"",
        "first": first,
        "second": second,
        "third": third,
    }


def weights() -> dict[str, list[float]]:
    """Weights that look everywhere and let everything through, and judges whose score is what a proposal gains."""
    glances = {f"glance{kind}": (0.0, [0.0, 0.0]) for kind in range(KINDS)}
    judges = {name: (1.0, [1.0, 0.0]) for name in ("substitution", "other")}
    networks = {
        f"{name}_{layer}": row
        for name, (hidden, output) in (glances | judges).items()
        for layer, row in (("hidden", [hidden]), ("output", output))
    }
    quick = {f"quick{kind}": [0.0] * (QUICK + len(ALIKE[0]) + 1) for kind in range(KINDS)}
    linear = {"look": [], "gap": [], "candidate": [0.0] * 16, "missing": [], "least": [-1e9] * 6}
    return {**linear, **quick, **networks}


def small_model() -> bytes:
    """The file of the small model."""
    frequency = runs_of(joined(draft_lines()), 1)
    return packed(sections(draft_runs(), set_words(), frequency), {}, weights())
