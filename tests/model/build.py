"""Make the model of the official language: count the corpus, write the tables, fit the judge.

usage: python -m tests.model.build CORPUS.xz OUT.bin [--wrong gold.jsonl] [--pairs odw.train] [--right FOLDER …]

The recipe is in rulesets/model/README.md. It takes a few minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np

from checker.knowledge.language_model.container import opened, packed
from checker.knowledge.language_model.counts import WORD_SEED
from checker.knowledge.language_model.symbols import is_han
from tests.model import corpus, fitting, glances, likeness
from tests.model.table import solved

HERE = Path(__file__).resolve().parent.parent.parent
_PAIR = 20
_SYLLABLE_BITS = 10
_MIDDLES, _MIDDLE = 8, 40
"""Symbols that are kept between two others, and how often they must have been counted there."""
_WORD = 2
"""Words counted less often say nothing about what may stand beside what."""


_SURNAMES, _ENDINGS = "NAM014", "WRD027"
"""The rules that list surnames, and what names of places and offices end in."""
_FREQUENT, _WORDLIKE = 96, 16
"""How often a pair must have been counted to be kept among neighbours: any, and one that stands in a word."""


def classes(counts: np.ndarray) -> np.ndarray:
    """Counts as powers of two."""
    return np.minimum(15, np.floor(np.log2(counts))).astype(np.uint8)


def _jieba() -> Iterator[tuple[str, int, str]]:
    """The words of jieba's dictionary with their frequency and part of speech."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    for line in (Path(spec.submodule_search_locations[0]) / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, times, kind = line.split(" ")
        yield word, int(times), kind


def dictionary(alphabet: str, words: Mapping[str, int], new: Iterable[str]) -> dict[str, int]:
    """The words of jieba of two to four characters, with twice their counts in the corpus; set phrases without.

    So are the ``new`` ones.
    """
    known = set(alphabet)
    found = {}
    for word, times, kind in _jieba():
        if len(word) in (2, 3, 4) and set(word) <= known and all(map(is_han, word)):
            count = words.get(word, 0)
            if count or times > 3 or kind in ("i", "l"):
                found[word] = 2 * max(1, count)
    return found | {word: 2 * max(1, words.get(word, 0)) for word in new}


def _lists(alphabet: str, of_each: dict[str, str]) -> tuple[bytes, bytes]:
    starts = [0]
    for symbol in alphabet:
        starts.append(starts[-1] + len(of_each.get(symbol, "")))
    text = "".join(of_each.get(symbol, "") for symbol in alphabet)
    return np.array(starts, dtype=np.uint32).tobytes(), text.encode("utf-16-le")


def _beside(words: Mapping[str, int], pairs: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The pairs that are frequent, or stand in a word that is used or in a set phrase, with both counts."""
    inner: set[str] = set()
    phrases: set[str] = set()
    for word, times in words.items():
        if times > _WORD or len(word) == 4:
            (phrases if len(word) == 4 else inner).update(one + other for one, other in pairwise(word))
    found = {}
    for pair, times in pairs.items():
        if times >= _FREQUENT or (pair in inner and times >= _WORDLIKE):
            found[pair] = times, words.get(pair, 0)
    for pair in phrases:
        found.setdefault(pair, (pairs.get(pair, 1), words.get(pair, 0)))
    return found


def _power(count: int) -> int:
    return min(15, count.bit_length() - 1) if count else 0


def _neighbours(alphabet: str, beside: Mapping[str, tuple[int, int]], *, behind: bool) -> tuple[bytes, bytes, bytes]:
    """For each symbol those that stand behind it, or before it, the usual first, with how often (two powers)."""
    found: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for pair, (times, as_word) in beside.items():
        one, other = pair if behind else pair[::-1]
        found[one].append((times, other, _power(as_word) << 4 | _power(times)))
    ordered = {one: sorted(others, reverse=True) for one, others in found.items()}
    starts, texts = _lists(alphabet, {one: "".join(other for _, other, _ in of_one) for one, of_one in ordered.items()})
    return starts, texts, bytes(value for one in alphabet for _, _, value in ordered.get(one, ()))


def _between(threes: Mapping[str, int], alphabet: str) -> tuple[bytes, bytes, bytes]:
    """What often stands between two symbols, the likeliest first.

    Where the rows of each left one begin; of each row the right one, in order; what stands between.
    """
    numbers = {symbol: number for number, symbol in enumerate(alphabet)}
    found: dict[tuple[int, int], list[tuple[int, str]]] = defaultdict(list)
    for three, times in threes.items():
        if times >= _MIDDLE and is_han(three[1]):
            found[numbers[three[0]], numbers[three[2]]].append((times, three[1]))
    rows = [(key, symbol) for key in sorted(found) for _, symbol in sorted(found[key], reverse=True)[:_MIDDLES]]
    starts = np.searchsorted([left for (left, _), _ in rows], np.arange(len(alphabet) + 1))
    rights = np.array([right for (_, right), _ in rows], dtype=np.uint16)
    return starts.astype(np.uint32).tobytes(), rights.tobytes(), "".join(s for _, s in rows).encode("utf-16-le")


def _option(name: str, rule: str, option: str) -> str:
    """An option of a rule: signs of names are the rules' to say."""
    rules = tomllib.loads((HERE / "rulesets" / f"{name}.toml").read_text(encoding="utf-8"))["rule"]
    return str(next(one["options"][option] for one in rules if one["id"] == rule))


def sections(
    counted: corpus.Counted, segmented: Mapping[str, int], shapes: list[str], new: Iterable[str] = ()
) -> dict[str, bytes]:
    """All sections of the file."""
    words = dictionary(counted.alphabet, segmented, new)
    keys, values = [], []
    for size, (runs, times) in counted.runs.items():
        width = 2 * size
        found = (crc32(runs[at : at + width]) for at in range(0, len(runs), width))
        keys.append(np.fromiter(found, dtype=np.uint32, count=len(times)))
        values.append(classes(times))
    keys.append(np.array([crc32(word.encode("utf-16-le"), WORD_SEED) for word in words], dtype=np.uint32))
    values.append(classes(np.array(list(words.values()))))
    first, second, third = solved(np.concatenate(keys), np.concatenate(values))
    alphabet = "".join(sorted(counted.alphabet))
    every = "".join(
        bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312", "ignore") for row in range(16, 88) for cell in range(1, 95)
    )
    written = "".join(sorted({symbol for symbol in alphabet + every if is_han(symbol)}))
    alike = likeness.likeness(written, shapes, counted.frequency)
    like_at, like = _lists(written, {one: "".join(others) for one, others in alike.items()})
    pairs = counted.counts(2)
    middle_at, middle_right, middles = _between(counted.counts(3), alphabet)
    beside = _beside(words, pairs)
    next_at, following, next_value = _neighbours(alphabet, beside, behind=True)
    before_at, preceding, before_value = _neighbours(alphabet, beside, behind=False)
    numbers: dict[str, int] = {}
    by_sound = _by_sound(words, pairs, numbers)
    syllables = [
        ([numbers.get(likeness.blurred(one), 0) for one in likeness.syllables(symbol)] + [0, 0])[:2]
        for symbol in written
    ]
    return {
        "alphabet": alphabet.encode("utf-16-le"),
        "unigrams": bytes(min(255, round(8 * np.log2(counted.frequency[symbol] + 1))) for symbol in alphabet),
        "alone": bytes(min(255, round(8 * np.log2(segmented.get(symbol, 0) + 1))) for symbol in alphabet),
        "middle_at": middle_at,
        "middle_right": middle_right,
        "middles": middles,
        "written": written.encode("utf-16-le"),
        "like_at": like_at,
        "like": like,
        "like_how": bytes(likeness.code(how) for one in written for how in alike[one].values()),
        "next_at": next_at,
        "next": following,
        "next_value": next_value,
        "before_at": before_at,
        "before": preceding,
        "before_value": before_value,
        "syllables": np.array(syllables, dtype=np.uint16).tobytes(),
        "pair_keys": np.array([key for key, _ in by_sound], dtype=np.uint32).tobytes(),
        "pairs": "".join(word for _, word in by_sound).encode("utf-16-le"),
        "surnames": _option("names", _SURNAMES, "surnames").encode("utf-16-le"),
        "endings": _option("wording", _ENDINGS, "names").encode("utf-16-le"),
        "first": first,
        "second": second,
        "third": third,
    }


def _by_sound(words: dict[str, int], pairs: dict[str, int], numbers: dict[str, int]) -> list[tuple[int, str]]:
    found = []
    for word in words:
        if len(word) == 2 and pairs.get(word, 0) >= _PAIR:
            sounds = [
                numbers.setdefault(likeness.blurred(one), len(numbers) + 1) for one in likeness.word_syllables(word)
            ]
            if len(sounds) == 2:
                found.append((sounds[0] << _SYLLABLE_BITS | sounds[1], -pairs[word], word))
    return [(key, word) for key, _, word in sorted(found)]


def main() -> None:
    """Count, write, fit, write again."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--wrong", type=Path, help="labels of what is wrong in the sample reports")
    parser.add_argument("--pairs", type=Path, help="sentence pairs (count, as found, as right), to fit on as well")
    parser.add_argument(
        "--right",
        type=Path,
        nargs="*",
        default=[],
        help="folders of reports without faults, to make slips in and to count",
    )
    parser.add_argument("--counted", type=Path, nargs="*", default=[], help="folders of reports to count only")
    parser.add_argument("--glanced", type=int, default=400, help="held-out lines to fit the first glance on")
    parser.add_argument("--lines", type=int, default=3_000, help="held-out lines to make slips in for the judge")
    parser.add_argument("--plain", type=int, default=12_000, help="held-out lines that it sees as they are")
    given = parser.parse_args()
    wrong: dict[str, list[str]] = defaultdict(list)
    if given.wrong:
        for row in map(json.loads, given.wrong.read_text(encoding="utf-8").splitlines()):
            wrong[row["file"]].append(row["quote"])
    lines, held = corpus.lines_of(given.corpus)
    own = list(corpus.own_lines(HERE / "rulesets", HERE / "seeds", wrong))
    shapes = likeness.shape_groups(HERE / "rulesets" / "words" / "shapes.txt")
    # What is fitted is fitted on counts without the reports that slips are made in, or they would know them all.
    counted = corpus.count(lines, own)
    new = corpus.new_words(counted, {word for word, _, _ in _jieba()})
    words = corpus.words_of(lines, new, sum(counted.frequency.values()))
    given.out.write_bytes(packed(sections(counted, words, shapes, new), {}, {}))
    glances.fitted(given.out, [*held[: given.glanced], *fitting.report_lines(given.right)])
    rest = held[given.glanced :][: given.lines + given.plain]
    weights = fitting.fitted(fitting.all_rows(given.out, rest, given.lines, given.pairs, given.right))
    weights = {**opened(given.out).header.weights, **weights}
    counted = corpus.count(lines, own + fitting.report_lines([*given.right, *given.counted]))
    given.out.write_bytes(packed(sections(counted, words, shapes, new), {}, weights))
    print(f"{given.out}: {given.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
