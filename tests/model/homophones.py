"""What speaks for a homophone and against it is weighed here: fitted on sentences with slips, and on right lines.

usage: python -m tests.model.homophones MODEL.bin CORPUS.xz PAIRS.txt [--every 10]

PAIRS.txt has a sentence on each line as it was found and as it should be (count, found, right; between tabs). Right
words are those of the held-out lines and of each so many of the others. The weights are written out as the rule wants
them, in powers of two by which the text becomes likelier; then, for bars that so many places of a million right
characters reach, the bar and how many of the slips reach it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from checker.knowledge.dictionary import word_class
from checker.knowledge.language_model.homophones import LENGTH, Homophone, homophones
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import LanguageModel, load_language_model
from checker.knowledge.language_model.symbols import MARK, symbols_of
from tests.model import corpus

NAMES = ("nr", "ns", "nt", "nz")
NUMERALS = set("一二三四五六七八九十百千万亿两零几")
_FRAME = MARK * 8
_STEPS, _FLAT = 40, 1.0
"""Steps of Newton's method, and what keeps the weights small."""
_PER_MILLION = (0.5, 1.0, 2.0, 4.0, 8.0)
_LEAST = 8.0
"""The least gain of a row."""


def numbers(one: Homophone) -> list[float]:
    """What is weighed, the constant last."""
    return [one.gain, one.words, one.apart, one.near, one.single, 1.0]


def found_in(model: LanguageModel, symbols: str) -> Iterator[Homophone]:
    """The homophones that the rule may tell."""
    for one in homophones(Looking(model, _FRAME + symbols + _FRAME)):
        plain = not NUMERALS & set(one.written + one.right) and not word_class(one.written).startswith(NAMES)
        if plain and one.gain >= _LEAST:
            yield one


def right_rows(model: LanguageModel, lines: Iterable[str]) -> list[list[float]]:
    """The likeliest homophone of each right word."""
    rows = []
    for line in lines:
        best: dict[int, Homophone] = {}
        for one in found_in(model, symbols_of(line).string):
            if one.start not in best or one.gain > best[one.start].gain:
                best[one.start] = one
        rows.extend(map(numbers, best.values()))
    return rows


def slip_rows(model: LanguageModel, path: Path) -> list[list[float]]:
    """The right word for each wrong one."""
    rows = []
    for line in path.read_text(encoding="utf-8").splitlines():
        found, right = (symbols_of(text).string for text in line.split("\t")[1:3])
        if len(found) != len(right):
            continue
        for one in found_in(model, found):
            start = one.start - len(_FRAME)
            if right[start : start + LENGTH] == one.right:
                rows.append(numbers(one))
    return rows


def fitted(slips: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Weights of a logistic regression."""
    rows = np.vstack([slips, right])
    wanted = np.r_[np.ones(len(slips)), np.zeros(len(right))]
    weights = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (wanted - likely) - _FLAT * weights
        curve = (rows * (likely * (1 - likely))[:, None]).T @ rows + _FLAT * np.eye(rows.shape[1])
        weights += np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    """Fit, and write out what is reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--every", type=int, default=10)
    given = parser.parse_args()
    model = load_language_model(given.model)
    lines, held = corpus.lines_of(given.corpus)
    read = [*held, *lines[:: given.every]]
    right, slips = np.array(right_rows(model, read), float), np.array(slip_rows(model, given.pairs), float)
    weights = fitted(slips, right)
    weights = weights[:-1] / weights[0]
    print("words {:.2f}, apart {:.1f}, near {:.1f}, single {:.1f}".format(*weights[1:]))
    scores, reached = np.sort(right[:, :-1] @ weights)[::-1], slips[:, :-1] @ weights
    characters = sum(map(len, read))
    for often in _PER_MILLION:
        bar = scores[round(often * characters / 1e6)]
        print(f"{often:g} a million: least {bar:.1f}, {(reached > bar).sum()} of {len(slips)} slips")


if __name__ == "__main__":
    main()
