"""Runs of up to five symbols, counted in a corpus; part of its lines is held out, to fit the judge on."""

from __future__ import annotations

import csv
import logging
import lzma
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping
from multiprocessing import Pool
from pathlib import Path
from typing import TYPE_CHECKING

from checker.knowledge.dictionary import TOTAL
from checker.knowledge.language_model.symbols import MARK, SIGNS, is_han, symbols_of

if TYPE_CHECKING:
    import numpy as np

_HAN = re.compile("[\u4e00-\u9fff]+")
KEPT_SYMBOLS = 4095
"""Symbols that get a number of twelve bits: five of them are a key of sixty."""
_BITS = 12
_HELD = 50
"""Of so many lines one is held out."""
_OFTEN = 8
"""How often the project's own phrases and sample reports count: they are few, and what the tool is about."""
_NEW, _VARIED, _SHARE, _STRONG = 50, 5, 0.6, 8
"""A new word: how often it was counted, how many symbols stand before and behind it, the share of the commonest of
those, how much oftener than by chance."""
LEAST = {2: 3, 3: 3, 4: 14, 5: 48}
"""Runs that were counted less often are left out, by their length."""


class Counted:
    """What was counted: the symbols in the order of their frequency, and the runs of each length with their counts."""

    def __init__(self, alphabet: str, frequency: dict[str, int]) -> None:
        self.alphabet, self.frequency = alphabet, frequency
        self.runs: dict[int, tuple[bytes, np.ndarray]] = {}

    def counts(self, size: int) -> dict[str, int]:
        """The runs of a length with their counts."""
        runs, counted = self.runs[size]
        width = 2 * size
        starts = range(0, len(runs), width)
        return {runs[at : at + width].decode("utf-16-le"): int(n) for at, n in zip(starts, counted, strict=True)}


def lines_of(path: Path) -> tuple[list[str], list[str]]:
    """The lines to count, and those that are held out."""
    lines = lzma.decompress(path.read_bytes()).decode().split("\n")
    held = lines[17::_HELD]
    return [line for number, line in enumerate(lines) if number % _HELD != 17], held


def own_lines(rulesets: Path, seeds: Path, wrong: dict[str, list[str]]) -> Iterator[str]:
    """Set phrases, right wordings, sample reports without what is known to be ``wrong`` in them."""
    for line in (rulesets / "words" / "terms.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line
    for path in sorted((rulesets / "words").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield from filter(None, row["right"].split("|"))
    for path in sorted(seeds.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for quote in wrong.get(path.name, ()):
            text = text.replace(quote, "\n")
        yield from text.splitlines()


def count(lines: list[str], own: list[str]) -> Counted:
    """Count all runs."""
    import numpy as np  # all else here does without

    joined = MARK + MARK.join(symbols_of(line).string for line in lines)
    joined += (MARK + MARK.join(symbols_of(line).string for line in own)) * _OFTEN
    codes = np.frombuffer(re.sub(f"{MARK}+", MARK, joined).encode("utf-16-le"), dtype=np.uint16)
    frequency = np.bincount(codes, minlength=1 << 16)
    order = np.argsort(-frequency, kind="stable")[:KEPT_SYMBOLS].astype(np.uint16)
    order = order[frequency[order] > 0]
    alphabet = order.tobytes().decode("utf-16-le")
    numbers = np.zeros(1 << 16, dtype=np.uint64)
    numbers[order] = np.arange(1, len(order) + 1)
    symbols = numbers[codes]
    counted = Counted(alphabet, {symbol: int(frequency[ord(symbol)]) for symbol in alphabet})
    for size, least in LEAST.items():
        keys = np.zeros(len(symbols) - size + 1, dtype=np.uint64)
        whole = np.ones(len(keys), dtype=bool)
        for place in range(size):
            part = symbols[place : len(symbols) - size + 1 + place]
            keys = (keys << np.uint64(_BITS)) | part
            whole &= part > 0
        runs, times = np.unique(keys[whole], return_counts=True)
        runs, times = runs[times >= least], times[times >= least]
        text = np.empty((len(runs), size), dtype=np.uint16)
        for place in range(size):
            text[:, size - 1 - place] = order[
                ((runs >> np.uint64(_BITS * place)) & np.uint64(KEPT_SYMBOLS)).astype(int) - 1
            ]
        counted.runs[size] = text.tobytes(), times
        print(f"runs of {size}: {len(runs)}", file=sys.stderr)
    return counted


def new_words(counted: Counted, known: Container[str]) -> dict[str, int]:
    """Pairs that are used as words and that the dictionary does not know (筑牢, 赋能), with their counts.

    They stand together far oftener than by chance, and no one symbol before or behind them goes with most of them.
    """
    pairs, total = counted.counts(2), sum(counted.frequency.values())
    before: dict[str, list[int]] = defaultdict(list)
    behind: dict[str, list[int]] = defaultdict(list)
    most: dict[str, int] = defaultdict(int)
    for three, times in counted.counts(3).items():
        for pair, symbol, sides in ((three[1:], three[0], before), (three[:2], three[2], behind)):
            sides[pair].append(times)
            if symbol not in SIGNS:
                most[pair] = max(most[pair], times)
    found = {}
    for pair, times in pairs.items():
        if times < _NEW or pair in known or not all(map(is_han, pair)):
            continue
        chance = counted.frequency[pair[0]] * counted.frequency[pair[1]] / total
        varied = min(len(before[pair]), len(behind[pair])) >= _VARIED and most[pair] <= _SHARE * times
        if varied and times >= _STRONG * chance:
            found[pair] = times
    return found


def words_of(lines: list[str], new: Mapping[str, int], symbols: int, parts: int = 40) -> Counter[str]:
    """The words that jieba's dictionary and the ``new`` ones find in lines, with their counts.

    Characters by themselves are words too. ``symbols`` is how many were counted in all.
    """
    import jieba

    jieba.setLogLevel(logging.ERROR)
    jieba.initialize()
    for word, times in new.items():
        jieba.add_word(word, max(3, round(1.5 * times * TOTAL / symbols)))
    found: Counter[str] = Counter()
    with Pool(2) as pool:
        for counted in pool.imap_unordered(_words_of, [lines[part::parts] for part in range(parts)]):
            found.update(counted)
    return found


def _words_of(lines: list[str]) -> Counter[str]:
    import jieba

    found: Counter[str] = Counter()
    for line in lines:
        for run in _HAN.findall(line):
            found.update(jieba.cut(run, HMM=False))
    return found
