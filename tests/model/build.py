"""Make the model of the official language: count the corpus, write the tables, fit the judge.

usage: python -m tests.model.build CORPUS.xz OUT.bin [--wrong gold.jsonl] [--pairs odw.train] [--right FOLDER …]

The recipe is in rulesets/model/README.md. It takes about twenty minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np

from checker.knowledge.language_model.container import packed
from checker.knowledge.language_model.counts import WORD_SEED
from checker.knowledge.language_model.symbols import is_han
from tests.model import corpus, fitting, likeness
from tests.model.table import solved

HERE = Path(__file__).resolve().parent.parent.parent
_PAIR = 20
_SYLLABLE_BITS = 10
_MIDDLES, _MIDDLE = 8, 32
"""Symbols that are kept between two others, and how often they must have been counted there."""
_WORD = 2
"""Words counted less often say nothing about what may stand beside what."""


GLANCE = {
    "glance0": [
        -0.263,
        1.31,
        -0.949,
        1.79,
        0.0333,
        -0.0998,
        -0.074,
        -0.0714,
        0.16,
        0.0725,
        -2.07,
        -1.35,
        0.46,
        0.518,
        -1.75,
        -0.656,
        -0.0296,
        0.0,
        -2.44,
    ],
    "glance1": [
        -0.41,
        2.42,
        -0.38,
        -0.38,
        -0.272,
        -0.0889,
        -0.403,
        -0.167,
        0.0869,
        0.0883,
        0.0,
        -1.93,
        0.0,
        0.0,
        -1.93,
        0.0,
        0.0,
        0.0,
        -1.93,
    ],
    "glance2": [
        -0.129,
        1.07,
        0.277,
        -1.57,
        0.105,
        0.105,
        0.0336,
        -0.231,
        -0.0764,
        0.0,
        0.013,
        0.0,
        0.0,
        0.0,
        0.013,
        0.0,
        0.0,
        0.0,
        0.013,
    ],
    "glance3": [
        -0.416,
        1.48,
        -0.405,
        -0.202,
        -0.0491,
        -0.176,
        -0.0511,
        -0.0511,
        0.138,
        0.0347,
        -2.35,
        0.0,
        0.0,
        0.0,
        -2.35,
        0.0,
        0.0,
        0.0,
        -2.35,
    ],
    "glance4": [
        -0.544,
        3.36,
        -0.536,
        -0.521,
        -0.0363,
        -0.0685,
        -0.235,
        -0.203,
        0.249,
        -0.191,
        -1.56,
        0.0,
        0.0,
        0.0,
        -1.56,
        0.0,
        0.0,
        0.0,
        -1.56,
    ],
    "glance5": [
        0.619,
        1.11,
        -0.389,
        -0.13,
        0.137,
        0.114,
        -0.303,
        -0.199,
        0.188,
        -0.0118,
        -1.52,
        -2.33,
        -0.466,
        -0.0428,
        -1.52,
        -1.26,
        -1.59,
        0.0,
        -4.36,
    ],
    "least": [-3.0, -3.8, -1.67, -3.8, -2.0, -3.8],
    "limits": [3.0, 7.0, 0.05, 0.45, 3.35],
    "look": [
        0.268,
        1.295,
        0.696,
        -0.185,
        -0.271,
        0.133,
        0.091,
        0.764,
        0.915,
        -0.624,
        0.846,
        0.356,
        -0.609,
        0.912,
        -0.228,
        -0.1,
        0.327,
        -0.235,
        0.609,
    ],
}
"""What speaks for a look at a symbol, and for a proposal at first glance (features: see proposals.py).

Logistic, on slips made in the reports without faults; 180 places of a report are looked at, where nine of ten slips are.
"""


def classes(counts: np.ndarray) -> np.ndarray:
    """Counts as powers of two."""
    return np.minimum(15, np.floor(np.log2(counts))).astype(np.uint8)


def dictionary(counted: corpus.Counted, words: Mapping[str, int]) -> dict[str, int]:
    """The words of jieba of two to four characters, with twice their counts in the corpus; set phrases without."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    known = set(counted.alphabet)
    found = {}
    for line in (Path(spec.submodule_search_locations[0]) / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, times, kind = line.split(" ")
        if len(word) in (2, 3, 4) and set(word) <= known and all(map(is_han, word)):
            count = words.get(word, 0)
            if count or int(times) > 3 or kind in ("i", "l"):
                found[word] = 2 * max(1, count)
    return found


def _lists(alphabet: str, of_each: dict[str, str]) -> tuple[bytes, bytes]:
    starts = [0]
    for symbol in alphabet:
        starts.append(starts[-1] + len(of_each.get(symbol, "")))
    text = "".join(of_each.get(symbol, "") for symbol in alphabet)
    return np.array(starts, dtype=np.uint32).tobytes(), text.encode("utf-16-le")


def _beside(words: Mapping[str, int]) -> dict[str, int]:
    """The pairs that stand in a word that is used, or in a set phrase."""
    found: dict[str, int] = defaultdict(int)
    for word, times in words.items():
        if times > _WORD or len(word) == 4:
            for one, other in pairwise(word):
                found[one + other] = max(found[one + other], times)
    return found


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


def sections(counted: corpus.Counted, segmented: Mapping[str, int], shapes: list[str]) -> dict[str, bytes]:
    """All sections of the file."""
    words = dictionary(counted, segmented)
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
    behind: dict[str, list[tuple[int, str]]] = defaultdict(list)
    before: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for pair, times in _beside(words).items():
        behind[pair[0]].append((times, pair[1]))
        before[pair[1]].append((times, pair[0]))
    middle_at, middle_right, middles = _between(counted.counts(3), alphabet)
    next_at, following = _lists(alphabet, {one: _texts(others) for one, others in behind.items()})
    before_at, preceding = _lists(alphabet, {one: _texts(others) for one, others in before.items()})
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
        "before_at": before_at,
        "before": preceding,
        "syllables": np.array(syllables, dtype=np.uint16).tobytes(),
        "pair_keys": np.array([key for key, _ in by_sound], dtype=np.uint32).tobytes(),
        "pairs": "".join(word for _, word in by_sound).encode("utf-16-le"),
        "first": first,
        "second": second,
        "third": third,
    }


def _texts(others: list[tuple[int, str]]) -> str:
    return "".join(symbol for _, symbol in sorted(others, reverse=True))


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
    parser.add_argument("--lines", type=int, default=6_000, help="held-out lines to make slips in")
    given = parser.parse_args()
    wrong: dict[str, list[str]] = defaultdict(list)
    if given.wrong:
        for row in map(json.loads, given.wrong.read_text(encoding="utf-8").splitlines()):
            wrong[row["file"]].append(row["quote"])
    lines, held = corpus.lines_of(given.corpus)
    own = list(corpus.own_lines(HERE / "rulesets", HERE / "seeds", wrong))
    words = corpus.words_of(lines)
    shapes = likeness.shape_groups(HERE / "rulesets" / "words" / "shapes.txt")
    # The judge is fitted on counts without the reports that slips are made in, or it would know them all.
    given.out.write_bytes(packed(sections(corpus.count(lines, own), words, shapes), {}, GLANCE))
    weights = fitting.fitted(fitting.all_rows(given.out, held, given.lines, given.pairs, given.right))
    counted = corpus.count(lines, own + fitting.report_lines(given.right))
    given.out.write_bytes(packed(sections(counted, words, shapes), {}, {**GLANCE, **weights}))
    print(f"{given.out}: {given.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
