"""How often runs of up to five symbols were counted, as powers of two, in a table that is looked up in the file.

The table is a static function (an XOR filter that holds a value): three places for a run, taken together bit by bit,
give twelve bits that must agree with the run, and four that say how often it was counted. One in four thousand runs
that were never seen is taken for one that was. Nothing else of the runs is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from zlib import crc32

from checker.knowledge.language_model.container import Container

LONGEST = 5
FINGERPRINT, FOLDED, SHIFT = 0x9E3779B1, 0xFFF0, 12
_MOST = 15
"""The greatest value that four bits hold."""
_REMEMBERED = 200_000
WORD_SEED = 1
"""What words of the dictionary are hashed with, so that they are apart from what was counted."""


class Counts:
    """A table for runs of symbols, given in UTF-16 without a mark."""

    def __init__(self, container: Container) -> None:
        self._first, self._second, self._third = (container.shorts(name) for name in ("first", "second", "third"))
        self._sizes = len(self._first), len(self._second), len(self._third)
        self.of = self._asked()

    def _asked(self) -> Callable[[bytes], int]:
        """What tells the power of two nearest below a run's count, 0 for one that was not kept; it remembers them.

        A function with all that it needs at hand: it is called thousands of times for a report.
        """
        first, second, third = self._first, self._second, self._third
        one, two, three = self._sizes
        known: dict[bytes, int] = {}

        def of(run: bytes) -> int:
            value = known.get(run)
            if value is None:
                key = crc32(run)
                value = (
                    first[key % one] ^ second[key % two] ^ third[key % three] ^ (key * FINGERPRINT >> SHIFT & FOLDED)
                )
                if value > _MOST:
                    value = 0
                if len(known) > _REMEMBERED:
                    known.clear()
                known[run] = value
            return value

        return of

    def word(self, run: bytes) -> int:
        """The power of two nearest below the count of a word of the dictionary, 0 for what is none."""
        return self._value(crc32(run, WORD_SEED))

    def all_of(self, data: bytes, size: int) -> list[int]:
        """For every place of a text in UTF-16 the value of the run of so many symbols that begins there."""
        first, second, third = self._first, self._second, self._third
        one, two, three = self._sizes
        width = 2 * size
        hashes = [crc32(data[start : start + width]) for start in range(0, len(data) - width + 2, 2)]
        values = [
            first[key % one] ^ second[key % two] ^ third[key % three] ^ (key * FINGERPRINT >> SHIFT & FOLDED)
            for key in hashes
        ]
        return [value if value <= _MOST else 0 for value in values]

    def _value(self, key: int) -> int:
        one, two, three = self._sizes
        value: int = (
            self._first[key % one]
            ^ self._second[key % two]
            ^ self._third[key % three]
            ^ (key * FINGERPRINT >> SHIFT & FOLDED)
        )
        return value if value <= _MOST else 0
