"""What a first glance weighs: where to look, what to try there, what to weigh in full.

Linear models, one by one, and small networks at the end. Each is fitted on slips made in lines that were not counted, on what the ones before it let through; each lets through
so large a share of the slips.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from checker.knowledge.language_model.container import opened, packed
from checker.knowledge.language_model.glance import ALIKE, QUICK, gap_numbers, symbol_numbers
from checker.knowledge.language_model.judging import framed
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import LanguageModel, load_language_model
from checker.knowledge.language_model.proposals import KINDS, KNOWN, SUBSTITUTION, UNKNOWN, Proposal, Proposing
from checker.knowledge.language_model.symbols import symbols_of
from tests.model.fitting import Slips, network_fitted

LET_THROUGH = {"look": 100.0, "gap": 44.0, "candidate": 75.0, "missing": 20.0, "quick": 22.0, "glance": 10.0}
"""How many places, candidates and proposals of a report without slips each lets through."""
_HIDDEN = 6
_REPORT = 2_600
"""Symbols of a report."""
_ALL = -1e9
_PENALTY, _NET_PENALTY, _STEPS, _PARTS = 1e-5, 1e-4, 200, 8
_Rows = dict[int, list[tuple[bool, list[float]]]]
_Task = tuple[Path, str, list[str], int]
_Change = tuple[int, int, str] | None
"""Where a text was changed, and what should stand there; None where it is right."""
_Numbered = Iterator[tuple[int, bool, list[float]]]
"""What it does, whether it is right, its numbers. Of a changed text only what is right is taken."""


def rewritten(path: Path, weights: dict[str, list[float]]) -> None:
    """Put weights into the file of a model; others stay."""
    container = opened(path)
    sections = {name: bytes(container.bytes_of(name)) for name in container.header.sections}
    path.write_bytes(packed(sections, container.header.numbers, {**container.header.weights, **weights}))


def nothing() -> dict[str, list[float]]:
    """Weights that let everything through."""
    through = {
        f"glance{kind}_{part}": [0.0] * size for kind in range(KINDS) for part, size in (("hidden", 30), ("output", 2))
    }
    return {
        "look": [],
        "gap": [],
        "candidate": [0.0] * 16,
        "missing": [],
        **{f"quick{kind}": [0.0] * (QUICK + len(ALIKE[0]) + 1) for kind in range(KINDS)},
        "least": [_ALL] * len(LET_THROUGH),
        **through,
    }


def _look(model: LanguageModel, written: str, change: _Change) -> _Numbered:
    looking = Looking(model, written)
    start, end, right = change or (0, 0, "")
    for index in looking.rare:
        if change is None or (len(right) == end - start and start <= index < end):
            yield 0, change is not None, symbol_numbers(looking, index)


def _gap(model: LanguageModel, written: str, change: _Change) -> _Numbered:
    looking = Looking(model, written)
    for index in looking.gaps:
        if change is None or (change[0] == change[1] == index):
            yield 0, change is not None, gap_numbers(looking, index)


def _candidate(model: LanguageModel, written: str, change: _Change) -> _Numbered:
    looking = Looking(model, written)
    proposing = Proposing(looking, gated=False)
    for index in looking.rare:
        if change is None or (change[0] == index and change[1] == index + 1):
            for other, _, numbers in proposing.candidates(index):
                if numbers and (change is None or other == change[2]):
                    yield 0, change is not None, numbers


def _missing(model: LanguageModel, written: str, change: _Change) -> _Numbered:
    looking = Looking(model, written)
    proposing = Proposing(looking, gated=False)
    for index in looking.gaps:
        if change is None or change[0] == change[1] == index:
            for other, numbers in proposing.missing(index):
                if change is None or other == change[2]:
                    yield 0, change is not None, numbers


def _proposed(model: LanguageModel, written: str, change: _Change) -> Iterator[tuple[int, bool, Proposal]]:
    looking = Looking(model, written)
    right = written[: change[0]] + change[2] + written[change[1] :] if change else ""
    for one in Proposing(looking, gated=False).all():
        if change is None or written[: one.start] + one.right + written[one.end :] == right:
            yield UNKNOWN if one.kind == SUBSTITUTION and one.numbers[0] <= KNOWN else one.kind, change is not None, one


def _quick(model: LanguageModel, written: str, change: _Change) -> _Numbered:
    for kind, label, one in _proposed(model, written, change):
        yield kind, label, [*one.numbers[:QUICK], *ALIKE[one.how], 1.0]


def _glance(model: LanguageModel, written: str, change: _Change) -> _Numbered:
    for kind, label, one in _proposed(model, written, change):
        yield kind, label, [*one.numbers, *ALIKE[one.how]]


_STAGES: dict[str, Callable[..., _Numbered]] = {
    "look": _look,
    "gap": _gap,
    "candidate": _candidate,
    "missing": _missing,
    "quick": _quick,
    "glance": _glance,
}


def change_of(written: str, right: str) -> tuple[int, int, str]:
    """The place in what is written that differs, and what should stand there."""
    start = 0
    while start < min(len(written), len(right)) and written[start] == right[start]:
        start += 1
    end, last = len(written), len(right)
    while end > start and last > start and written[end - 1] == right[last - 1]:
        end, last = end - 1, last - 1
    return start, end, right[start:last]


def _rows(task: _Task) -> _Rows:
    path, stage, lines, times = task
    model = load_language_model(path)
    slips = Slips(model, lines)
    found: _Rows = {}
    for line in lines:
        right = framed(symbols_of(f"\n{line}\n").string)
        texts: list[tuple[str, _Change]] = [(right, None)]
        for _ in range(times):
            written = slips.slip(right)
            if written is not None and written != right:
                texts.append((written, change_of(written, right)))
        for written, change in texts:
            for kind, label, numbers in _STAGES[stage](model, written, change):
                found.setdefault(kind, []).append((label, numbers))
    return found


def fitted(path: Path, lines: Sequence[str], times: int = 3) -> None:
    """Fit the weights on slips in lines and put them into the file of a model."""
    rewritten(path, nothing())
    reports = sum(map(len, lines)) / _REPORT
    leasts = [_ALL] * len(LET_THROUGH)
    for number, stage in enumerate(_STAGES):
        tasks = [(path, stage, list(lines[part::_PARTS]), times) for part in range(_PARTS)]
        rows: _Rows = {}
        with Pool(2) as pool:
            for found in pool.imap(_rows, tasks, chunksize=1):
                for kind, of_kind in found.items():
                    rows.setdefault(kind, []).extend(of_kind)
        scores, labels, weights = [], [], {}
        for kind, of_kind in sorted(rows.items()):
            answers = np.array([label for label, _ in of_kind])
            numbers = np.array([row for _, row in of_kind], dtype=float)
            fit = (
                _net(f"glance{kind}", numbers, answers)
                if stage == "glance"
                else _linear(f"quick{kind}" if stage == "quick" else stage, numbers, answers)
            )
            weights.update(fit[0])
            scores.append(fit[1])
            labels.append(answers)
        score, label = np.concatenate(scores), np.concatenate(labels)
        wrong = np.sort(score[~label])[::-1]
        leasts[number] = float(wrong[min(len(wrong) - 1, int(LET_THROUGH[stage] * reports))])
        for kind, one, other in zip(sorted(rows), scores, labels, strict=True):
            let = one >= leasts[number]
            told = f"{let[other].mean():.3f} of {other.sum()}, {let[~other].sum() / reports:.1f} wrong ones a report"
            print(stage, kind, told, file=sys.stderr)
        rewritten(path, {**weights, "least": [float(f"{least:.4g}") for least in leasts]})


def _linear(name: str, numbers: np.ndarray, right: np.ndarray) -> tuple[dict[str, list[float]], np.ndarray]:
    weights = _logistic(numbers, right)
    return {name: [float(f"{weight:.4g}") for weight in weights]}, numbers @ weights


def _net(name: str, numbers: np.ndarray, right: np.ndarray) -> tuple[dict[str, list[float]], np.ndarray]:
    hidden, output = network_fitted(numbers, right.astype(float), _HIDDEN, _NET_PENALTY)
    units = np.maximum(0, np.hstack([numbers, np.ones((len(numbers), 1))]) @ hidden.T)
    return {
        f"{name}_hidden": [float(f"{weight:.4g}") for weight in hidden.ravel()],
        f"{name}_output": [float(f"{weight:.4g}") for weight in output],
    }, units @ output[:-1] + output[-1]


def _logistic(numbers: np.ndarray, right: np.ndarray) -> np.ndarray:
    spread = np.maximum(np.abs(numbers).max(0), 1e-6)
    scaled = numbers / spread

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = scaled @ weights
        error = (1 / (1 + np.exp(-scores)) - right) / len(right)
        value = (np.logaddexp(0, scores) - right * scores).mean() + _PENALTY * (weights**2).sum()
        return float(value), scaled.T @ error + 2 * _PENALTY * weights

    best = minimize(loss, np.zeros(numbers.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    return np.asarray(best / spread)
