"""Make the model of the official language: count the corpus, write the tables, fit the judge.

usage: python -m tests.model.build CORPUS.xz OUT.bin [--wrong gold.jsonl] [--pairs odw.train] [--right FOLDER …]

The recipe is in rulesets/model/README.md. It takes about twenty minutes on two cores.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

import numpy as np

from checker.knowledge.language_model.container import packed
from checker.knowledge.language_model.counts import WORD_SEED
from checker.knowledge.language_model.symbols import is_han
from tests.model import corpus, fitting, likeness
from tests.model.table import solved

HERE = Path(__file__).resolve().parent.parent.parent
_BESIDE = 64
"""Pairs counted less often are not in the lists of what stands beside what."""
_PAIR = 20
_SYLLABLE_BITS = 10
GLANCE = {
    "glance0": [-0.44, -0.482, 1.746, -0.345, -1.036, 0.0, 0.233, 1.759, 1.856, 0.0, 0.161, 1.139],
    "glance1": [0.565, -0.673, 2.258, -0.01, -2.327, 0, 0, 0, 0, 0, 0, 0],
    "glance2": [1.15, -0.221, 0.826, -0.178, -0.534, 0, 0, 0, 0, 0, 0, 0],
    "glance3": [0.06, -0.661, 1.339, 0.0, 0.0, 0, 0, 0, 0, 0, 0, 0],
    "glance4": [0.635, -0.363, 1.87, 0.159, -2.489, 0, 0, 0, 0, 0, 0, 0],
    "glanceword": [-0.919, -0.555, 3.806, -0.405, -1.215, 0.0, -0.512, 1.873, 2.284, 0.0, 0.436, 1.492],
}
"""What runs of three weigh at a first glance (logistic, on proposals of held-out lines; 98 of 100 good ones pass)."""


def classes(counts: np.ndarray) -> np.ndarray:
    """Counts as powers of two."""
    return np.minimum(15, np.floor(np.log2(counts))).astype(np.uint8)


def dictionary(counted: corpus.Counted) -> dict[str, int]:
    """The words of jieba of two to four characters, with their counts in the corpus where there are any."""
    spec = find_spec("jieba")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    runs = {size: counted.counts(size) for size in (2, 3, 4)}
    known = set(counted.alphabet)
    words = {}
    for line in (Path(spec.submodule_search_locations[0]) / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, times, _ = line.split(" ")
        if len(word) in runs and set(word) <= known and all(map(is_han, word)):
            words[word] = max(2, runs[len(word)].get(word, 0) or int(times) // 8)
    return words


def _lists(alphabet: str, of_each: dict[str, str]) -> tuple[bytes, bytes]:
    starts = [0]
    for symbol in alphabet:
        starts.append(starts[-1] + len(of_each.get(symbol, "")))
    text = "".join(of_each.get(symbol, "") for symbol in alphabet)
    return np.array(starts, dtype=np.uint32).tobytes(), text.encode("utf-16-le")


def sections(counted: corpus.Counted, shapes: list[str]) -> dict[str, bytes]:
    """All sections of the file."""
    words = dictionary(counted)
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
    for pair, times in pairs.items():
        if times >= _BESIDE:
            behind[pair[0]].append((times, pair[1]))
            before[pair[1]].append((times, pair[0]))
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
        "--right", type=Path, nargs="*", default=[], help="folders of reports without faults, to fit on"
    )
    parser.add_argument("--lines", type=int, default=11_000, help="held-out lines to fit on")
    given = parser.parse_args()
    wrong: dict[str, list[str]] = defaultdict(list)
    if given.wrong:
        for row in map(json.loads, given.wrong.read_text(encoding="utf-8").splitlines()):
            wrong[row["file"]].append(row["quote"])
    lines, held = corpus.lines_of(given.corpus)
    counted = corpus.count(lines, list(corpus.own_lines(HERE / "rulesets", HERE / "seeds", wrong)))
    parts = sections(counted, likeness.shape_groups(HERE / "rulesets" / "words" / "shapes.txt"))
    given.out.write_bytes(packed(parts, {}, GLANCE))
    weights = fitting.fitted(given.out, held[: given.lines], given.pairs, given.right)
    given.out.write_bytes(packed(parts, {}, {**GLANCE, **weights}))
    print(f"{given.out}: {given.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
