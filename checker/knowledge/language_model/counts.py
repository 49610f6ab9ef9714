"""How often runs of up to five symbols were counted, as powers of two, in a table that is looked up in the file.

The table is a static function (an XOR filter that holds a value): three places for a run, taken together bit by bit,
give twelve bits that must agree with the run, and four that say how often it was counted. Of the runs that were never
seen one in some 1,300 is taken for one that was: by chance the twelve bits agree (one in 4,096), or the keys of 32 bits
are the same (with 2.4 million runs one in 1,800). Nothing else of the runs is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from checker.knowledge.language_model.container import Container

LONGEST = 5
FOLDED, SHIFT = 0xFFF0, 16
"""Where in the value of three places the bits stand that must agree, and how far those of the key are moved."""
_MOST = 15
"""The greatest value that four bits hold."""
_RUNS = 40_000
_REMEMBERED = 60_000
"""Runs that are remembered; each takes some 150 bytes."""
WORD_SEED = 1
"""What words of the dictionary are hashed with, so that they are apart from what was counted."""


class Counts:
    """A table for runs of symbols."""

    def __init__(self, container: Container) -> None:
        self._first, self._second, self._third = (container.shorts(name) for name in ("first", "second", "third"))
        self._sizes = len(self._first), len(self._second), len(self._third)
        self._known: dict[str, int] = {}
        self._words: dict[str, int] = {}
        self._runs: dict[bytes, int] = {}
        self.of = self._asked(self._known, 0)
        self.word = self._asked(self._words, WORD_SEED)

    def _asked(self, known: dict[str, int], seed: int) -> Callable[[str], int]:
        """What tells the power of two nearest below a run's count, 0 for one that was not kept; it remembers them.

        A function with all that it needs at hand: it is called thousands of times for a report.
        """
        first, second, third = self._first, self._second, self._third
        one, two, three = self._sizes

        def of(run: str) -> int:
            value = known.get(run)
            if value is None:
                key = crc32(run.encode("utf-16-le", "surrogatepass"), seed)
                value = first[key % one] ^ second[key % two] ^ third[key % three] ^ (key >> SHIFT & FOLDED)
                if value > _MOST:
                    value = 0
                if len(known) > _REMEMBERED:
                    known.clear()
                known[run] = value
            return value

        return of

    def all_of(self, symbols: str, size: int) -> list[int]:
        """For every place of a text of symbols the value of the run of so many that begins there.

        What was looked up for an earlier text is remembered: reports share every other run of three.
        """
        encoded, width = symbols.encode("utf-16-le"), 2 * size
        first, second, third = self._first, self._second, self._third
        one, two, three = self._sizes
        known = self._runs
        if len(known) > _RUNS:
            known.clear()
        values = []
        for place in range(0, len(encoded) - width + 1, 2):
            run = encoded[place : place + width]
            value = known.get(run)
            if value is None:
                key = crc32(run)
                value = first[key % one] ^ second[key % two] ^ third[key % three] ^ (key >> SHIFT & FOLDED)
                if value > _MOST:
                    value = 0
                known[run] = value
            values.append(value)
        return values
