"""Compute the weights of rulesets/reading/figures.toml from clean drafts of the genre: ``make calibrate``.

No labels are needed. In a draft without defects a figure that can be computed from others fits; which of its ways is
the one that holds is not known. So the weights are those under which the values that do stand there are likeliest:
for every figure, the ways that fit have their probability by wording, and “none of these” that of a chance. Texts of
other genres must not be among the drafts: what fits there by chance would be learned as a way of wording.
"""

from __future__ import annotations

import math
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from frames import draft

from checker.facts.figures.inference.figure import read_figures
from checker.facts.figures.inference.hypotheses import reach_of
from checker.facts.figures.inference.judging import fits, rarity
from checker.facts.figures.inference.shapes import bounds_of
from checker.facts.figures.paragraphs import judged_in
from checker.facts.reading import Reading
from checker.formats import read
from checker.project.linter import Linter, Settings

ROOT = Path(__file__).parent.parent
DRAFTS = ROOT / "tests" / "data" / "drafts"
TARGET = ROOT / "rulesets" / "reading" / "figures.toml"
DRAWN = 6
ROUNDS, REPEATED, RATE = 250, 3, 0.15
FIRST_HOLD, HOLD = 0.2, 0.03
MISFIT = 1e-5

Item = tuple[list[tuple[str, ...]], list[float]]
"""The features of all ways of one figure, “none” last, and how likely each makes its value."""


def items_of(readings: Iterable[Reading], weights: dict[str, float]) -> list[Item]:
    """What the drafts say of every figure that may follow from others, as seen with the weights so far."""
    found: list[Item] = []
    for reading in readings:
        words = reading.lexicon.figures
        for figures in read_figures(reading.document.folded, reading.quantities, words):
            reach = reach_of(figures, words, thorough=True)
            for judged in judged_in(reach, weights, thorough=True) if figures else ():
                dependent = judged.dependent
                low, high = bounds_of(dependent)
                fitting = [fits(hypothesis, low, high) for hypothesis in dependent.hypotheses]
                if dependent.cued or any(fitting):
                    ways = [each.features or dependent.describe(each) for each in dependent.hypotheses]
                    likely = [1.0 if fit else MISFIT for fit in fitting]
                    found.append(([*ways, dependent.none], [*likely, rarity(dependent)]))
    return found


def gradient(items: Sequence[Item], weights: dict[str, float]) -> dict[str, float]:
    """In which direction each weight makes the values likelier."""
    found: dict[str, float] = defaultdict(float)
    for ways, likely in items:
        scores = [sum(weights[feature] for feature in way) for way in ways]
        highest = max(scores)
        powers = [math.exp(score - highest) for score in scores]
        whole = sum(powers)
        explained = sum(power * value for power, value in zip(powers, likely, strict=True))
        for way, power, value in zip(ways, powers, likely, strict=True):
            change = power * value / explained - power / whole
            if abs(change) > 1e-4:
                for feature in way:
                    found[feature] += change
    return found


def learn(items: Sequence[Item], start: dict[str, float], before: dict[str, float], hold: float) -> dict[str, float]:
    """The weights that make the values likeliest; without need none leaves what was known before (Adam)."""
    weights: dict[str, float] = defaultdict(float, start)
    mean: dict[str, float] = defaultdict(float)
    square: dict[str, float] = defaultdict(float)
    for step in range(1, ROUNDS + 1):
        for feature, change in gradient(items, weights).items():
            pulled = change - hold * (weights[feature] - before.get(feature, 0.0))
            mean[feature] = 0.9 * mean[feature] + 0.1 * pulled
            square[feature] = 0.99 * square[feature] + 0.01 * pulled * pulled
            size = RATE * (1.0 if step < ROUNDS * 0.6 else 0.3)
            weights[feature] += (
                size * (mean[feature] / (1 - 0.9**step)) / (math.sqrt(square[feature] / (1 - 0.99**step)) + 1e-8)
            )
    return dict(weights)


def calibrated(
    readings: Sequence[Reading], before: dict[str, float], hold: float, repeated: int = REPEATED
) -> dict[str, float]:
    """The weights of some drafts; what figures explain each other depends on them, so it is done again."""
    weights: dict[str, float] = dict(before)
    for _ in range(repeated):
        weights = learn(items_of(readings, weights), weights, before, hold)
    return weights


def written(weights: dict[str, float]) -> str:
    """The weights as lines of TOML, those of nearly nothing left out."""
    return "".join(f'"{name}" = {value:.2f}\n' for name, value in sorted(weights.items()) if abs(value) >= 0.01)


def main(folders: Sequence[str]) -> None:
    """Read the drafts, learn, and write the table of weights."""
    knowledge = Linter(Settings()).knowledge
    paths = sorted(path for folder in folders or [str(DRAFTS)] for path in Path(folder).rglob("*.txt"))
    readings = [Reading(read(str(path), path.read_bytes()), knowledge) for path in paths]
    sentences = [Reading(read("drawn.txt", draft(seed).encode()), knowledge) for seed in range(DRAWN)]
    first = calibrated(sentences, {}, FIRST_HOLD, 2)
    weights = calibrated(readings, first, HOLD)
    source = TARGET.read_text(encoding="utf-8")
    head = re.split(r"(?m)^\[weights\]\n", source)[0]
    TARGET.write_text(f"{head}[weights]\n{written(weights)}", encoding="utf-8")
    sys.stdout.write(f"{len(paths)} drafts\n")


if __name__ == "__main__":
    main(sys.argv[1:])
