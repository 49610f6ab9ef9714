"""The judge, fitted on held-out lines: as they are, with slips made on purpose, with words and company never seen."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from multiprocessing import Pool
from pathlib import Path

import numpy as np
from rapidfuzz.distance import Levenshtein
from scipy.optimize import minimize

from checker.knowledge.dictionary import word_class
from checker.knowledge.language_model.features import features, with_margins
from checker.knowledge.language_model.judging import LEAST_GAIN, framed
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import SAME_SOUND, LanguageModel, load_language_model
from checker.knowledge.language_model.proposals import PAIR, Proposal, proposals
from checker.knowledge.language_model.symbols import SIGNS, is_han, symbols_of
from checker.knowledge.segmentation import words_in

_HIDDEN, _STEPS = 16, 250
_PENALTIES = {"substitution": 3e-4, "other": 1e-3}
"""Of the judges; chosen on proposals that were held out. There are few right ones of the other."""
_WAYS = ("plain", "slip", "slip", "slip", "company", "word", "word", "renamed", "company slip", "word slip")
_REPORT_WAYS = (
    *("plain",) * 3,
    *("slip",) * 8,
    *("company", "word", "renamed") * 2,
    "word",
    "company slip",
    "word slip",
)
"""What is done with each line: of reports there are few, and they are what the tool is about."""
_PARTS, _SHORT = 16, 8
_PLANTED, _WEIGHT = 12, 5
"""Most changes of a line with planted mistakes that is learnt from, and how often each counts."""
_NAMES = ("ns", "nr", "nrt", "nz")
_Row = tuple[int, int, list[float]]


class Forgetful:
    """A model's counts that can forget runs: what is new is what the judge must not take for a slip."""

    def __init__(self, model: LanguageModel) -> None:
        self.counts, self.forgotten = model.counts, list[str]()
        self._beside = model.beside

    def _gone(self, run: str) -> bool:
        return any(one in run for one in self.forgotten)

    def of(self, run: str) -> int:
        """See :meth:`Counts.of`."""
        return 0 if self.forgotten and self._gone(run) else self.counts.of(run)

    def word(self, run: str) -> int:
        """See :meth:`Counts.word`."""
        return 0 if self.forgotten and self._gone(run) else self.counts.word(run)

    def beside(self, pair: str) -> int:
        """See :meth:`LanguageModel.beside`."""
        return 0 if self.forgotten and self._gone(pair) else self._beside(pair)

    def all_of(self, text: str, size: int) -> list[int]:
        """See :meth:`Counts.all_of`."""
        return [self.of(text[at : at + size]) for at in range(len(text) - size + 1)]


def judged_rows(model: LanguageModel, text: str) -> list[tuple[Proposal, list[float]]]:
    """The proposals for a framed text with their numbers."""
    looking = Looking(model, text)
    found = [(one, features(looking, one)) for one in proposals(looking, gated=False)]
    found = [(one, numbers) for one, numbers in found if numbers[0] >= LEAST_GAIN]
    asked = [one for one, _ in found]
    return list(zip(asked, with_margins(asked, [numbers for _, numbers in found]), strict=True))


class Slips:
    """Makes slips, forgets, renames; what it draws is the same every time."""

    def __init__(self, model: LanguageModel, lines: list[str]) -> None:
        self.model, self.random = model, random.Random(5)
        self.names = [symbol for line in lines[:2500] for start, end in _names_in(line) for symbol in line[start:end]]

    def slip(self, text: str) -> str | None:
        """The text with one slip, or none where it is too short."""
        places = [place for place in range(2, len(text) - 2) if text[place] not in SIGNS]
        if len(places) < 6:
            return None
        place, chance = self.random.choice(places), self.random.random()
        follows = text[place + 1] not in SIGNS
        if chance < 0.45 or (chance < 0.7 and not follows):
            return self._other(text, place)
        if chance < 0.63:
            return self._another_word(text, place)
        if chance < 0.7:
            return self._two_others(text, place)
        if chance < 0.84:
            return text[:place] + text[place + 1 :]
        if chance < 0.94:
            size = 2 if follows and self.random.random() < 0.3 else 1
            return text[: place + size] + text[place:]
        if not follows or text[place] == text[place + 1]:
            return None
        return text[:place] + text[place + 1] + text[place] + text[place + 2 :]

    def _another_word(self, text: str, place: int) -> str | None:
        """A word of two characters that shares one with what stands there and sounds the same."""
        pair = text[place : place + 2]
        words = [
            word
            for word in self.model.sounding_like(*pair)
            if word != pair and (word[0] == pair[0] or word[1] == pair[1])
        ]
        if not words or not self.model.counts.word(pair):
            return self._other(text, place)
        weights = [2 ** (self.model.counts.word(word) * 0.35) for word in words]
        return text[:place] + self.random.choices(words, weights)[0] + text[place + 2 :]

    def _other(self, text: str, place: int) -> str | None:
        characters, hows = self.model.alike(text[place])
        if not characters:
            return None
        weights = [
            ((0, 1.2, 4, 5)[how >> 2] + (0, 1, 3)[how & 3]) * 2 ** (self.model.commonness(other) * 0.35)
            for other, how in zip(characters, hows, strict=True)
        ]
        return text[:place] + self.random.choices(characters, weights)[0] + text[place + 1 :]

    def _two_others(self, text: str, place: int) -> str | None:
        if self.random.random() < 0.5:
            words = [
                word
                for word in self.model.sounding_like(text[place], text[place + 1])
                if word != text[place : place + 2]
            ]
            if words:
                return text[:place] + self.random.choice(words) + text[place + 2 :]
        written = ""
        for symbol in text[place : place + 2]:
            same = [other for other, how in zip(*self.model.alike(symbol), strict=True) if how >= SAME_SOUND]
            if not same:
                return None
            written += self.random.choices(same, [2 ** (self.model.commonness(one) * 0.35) for one in same])[0]
        return text[:place] + written + text[place + 2 :]

    def word(self, text: str) -> list[str]:
        """One or two words to forget."""
        pairs = [text[place : place + 2] for place in range(2, len(text) - 3)]
        known = [one for one in pairs if 2 <= self.model.counts.of(one) <= 8 and self.model.counts.word(one)]
        return self.random.sample(known, min(len(known), self.random.choice((1, 1, 2))))

    def company(self, text: str) -> list[str]:
        """The pairs at the ends of one or two words: known words in company never seen."""
        words = [
            word for word in words_in(text) if word.start >= 2 and word.end < len(text) - 2 and is_han(text[word.start])
        ]
        found = []
        for word in self.random.sample(words, min(len(words), self.random.choice((1, 1, 2)))):
            for place in (word.start - 1, word.end - 1):
                pair = text[place : place + 2]
                if all(map(is_han, pair)) and self.random.random() < 0.8:
                    found.append(pair)
        return [pair for pair in found if self.model.counts.of(pair) <= 11]

    def renamed(self, text: str) -> str | None:
        """The text with one of its names made up."""
        names = _names_in(text)
        if not names or not self.names:
            return None
        start, end = self.random.choice(names)
        kept = text[end - 1] if text[end - 1] in "市县区镇乡村省州" else ""
        new = "".join(self.random.choices(self.names, k=end - start - len(kept)))
        return text[:start] + new + kept + text[end:]


def _names_in(text: str) -> list[tuple[int, int]]:
    return [(word.start, word.end) for word in words_in(text) if len(word) > 1 and word_class(word.of(text)) in _NAMES]


def rows_of(model: LanguageModel, lines: list[str], ways: Sequence[str]) -> Iterator[_Row]:
    """What the proposals for lines look like and which are right: (what it does, right or not, numbers)."""
    slips = Slips(model, lines)
    forgetful = Forgetful(model)
    model.counts = forgetful  # type: ignore[assignment]
    beside, model.beside = model.beside, forgetful.beside
    for line in lines:
        text = framed(symbols_of(f"\n{line}\n").string)
        for what in ways:
            forgetful.forgotten = []
            right = slips.renamed(text) if what == "renamed" else text
            lost = slips.word(text) if "word" in what else slips.company(text) if "company" in what else []
            written = slips.slip(text) if "slip" in what else right
            if right is None or written is None or ("slip" in what and written == right):
                continue
            forgetful.forgotten = lost
            for one, numbers in judged_rows(model, written):
                mended = written[: one.start] + one.right + written[one.end :]
                yield one.kind, int("slip" in what and mended == right), numbers
    forgetful.forgotten = []
    model.counts = forgetful.counts
    model.beside = beside


def pair_rows(model: LanguageModel, path: Path) -> Iterator[_Row]:
    """The same for sentence pairs of the same length."""
    for row in path.read_text(encoding="utf-8").splitlines():
        _, wrong, right = (framed(symbols_of(f"\n{cell}\n").string) for cell in row.split("\t"))
        if len(wrong) != len(right):
            continue
        for text in dict.fromkeys((wrong, right)):
            for one, numbers in judged_rows(model, text):
                fits = text != right and one.right == right[one.start : one.end]
                if fits or text == right or text[one.start - 1 : one.end + 1] == right[one.start - 1 : one.end + 1]:
                    yield one.kind, int(fits), numbers


def defect_rows(model: LanguageModel, folders: Iterable[Path]) -> Iterator[_Row]:
    """The same for the lines of drafts in which clerks' mistakes were planted: ``bad`` beside ``clean``.

    A proposal is right where the line comes nearer to the one without mistakes.
    """
    for folder in folders:
        for path in sorted(folder.glob("*.txt")):
            lines = path.read_text(encoding="utf-8").splitlines()
            others = (folder.parent / "bad" / path.name).read_text(encoding="utf-8").splitlines()
            for right, wrong in zip(lines, others, strict=False):
                if right == wrong or Levenshtein.distance(right, wrong) > _PLANTED:
                    continue
                wanted, written = (framed(symbols_of(f"\n{line}\n").string) for line in (right, wrong))
                distance = Levenshtein.distance(wanted, written)
                for one, numbers in judged_rows(model, written):
                    mended = written[: one.start] + one.right + written[one.end :]
                    nearer = distance - Levenshtein.distance(wanted, mended)
                    if nearer > 0:
                        yield from [(one.kind, 1, numbers)] * _WEIGHT
                    elif nearer < 0:
                        yield one.kind, 0, numbers


def report_lines(folders: Iterable[Path]) -> list[str]:
    """The paragraphs of reports without faults."""
    texts = (path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.txt")))
    return [line for text in texts for line in text.splitlines() if len(line) > _SHORT]


def _rows(task: tuple[Path, list[str], Sequence[str]]) -> list[_Row]:
    path, lines, ways = task
    return list(rows_of(load_language_model(path), lines, ways))


def all_rows(path: Path, lines: list[str], slipped: int, pairs: Path | None, folders: list[Path]) -> list[_Row]:
    """The rows of held-out lines, so many of them with slips, of reports and of sentence pairs; in two processes."""
    reports = report_lines(folders)
    tasks = [(path, lines[:slipped][part::_PARTS], _WAYS) for part in range(_PARTS)]
    tasks += [(path, lines[slipped:][part::_PARTS], ("plain", "word")) for part in range(_PARTS)]
    tasks += [(path, reports[part::_PARTS], _REPORT_WAYS) for part in range(_PARTS)]
    with Pool(2) as pool:
        rows = [row for found in pool.imap(_rows, tasks, chunksize=1) for row in found]
    model = load_language_model(path)
    return rows + list(defect_rows(model, folders)) + (list(pair_rows(model, pairs)) if pairs else [])


def fitted(rows: list[_Row]) -> dict[str, list[float]]:
    """The weights of the two judges."""
    kinds, answers = np.array([row[0] for row in rows]), np.array([float(row[1]) for row in rows])
    numbers = np.array([row[2] for row in rows])
    print(f"proposals: {len(rows)}, right: {int(answers.sum())}", file=sys.stderr)
    found = {}
    for name, chosen in (("substitution", kinds <= PAIR), ("other", kinds > PAIR)):
        hidden, output = network_fitted(numbers[chosen], answers[chosen], _HIDDEN, _PENALTIES[name])
        found[f"{name}_hidden"] = [float(f"{weight:.4g}") for weight in hidden.ravel()]
        found[f"{name}_output"] = [float(f"{weight:.4g}") for weight in output]
    return found


def network_fitted(numbers: np.ndarray, right: np.ndarray, size: int, penalty: float) -> tuple[np.ndarray, np.ndarray]:
    """One layer of hidden units, by L-BFGS: the units with their constants, and what is made of them."""
    mean, spread = numbers.mean(0), numbers.std(0)
    varies = spread > 1e-6
    spread = np.where(varies, spread, 1.0)
    scaled = (numbers - mean) / spread
    rows, width = scaled.shape
    cuts = np.cumsum([width * size, size, size])

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        first, constants, second, last = np.split(flat, cuts)
        first = first.reshape(width, size)
        units = scaled @ first + constants
        active = np.maximum(units, 0)
        scores = active @ second + last[0]
        error = (1 / (1 + np.exp(-scores)) - right) / rows
        back = np.outer(error, second) * (units > 0)
        slopes = (
            (scaled.T @ back + 2 * penalty * first).ravel(),
            back.sum(0),
            active.T @ error + 2 * penalty * second,
            np.array([error.sum()]),
        )
        value = (np.logaddexp(0, scores) - right * scores).mean()
        return float(value + penalty * ((first**2).sum() + (second**2).sum())), np.concatenate(slopes)

    drawn = np.random.default_rng(7)
    start = np.concatenate(
        [
            drawn.normal(0, width**-0.5, width * size),
            np.zeros(size),
            drawn.normal(0, size**-0.5, size),
            [-2.0],
        ]
    )
    best = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": _STEPS}).x
    first, constants, second, last = np.split(best, cuts)
    weights = first.reshape(width, size) / spread[:, None] * varies[:, None]
    return np.vstack([weights, constants - mean @ weights]).T, np.append(second, last)
