"""The static function that holds the counts (see checker/knowledge/language_model/counts.py), made with numpy."""

from __future__ import annotations

import numpy as np

from checker.knowledge.language_model.counts import FOLDED, SHIFT

_SPARE = 1.23
"""Places for each run; with fewer than 1.222 there is no solution."""


def _prime(number: int) -> int:
    number |= 1
    while any(number % divisor == 0 for divisor in range(3, int(number**0.5) + 1, 2)):
        number += 2
    return number


def solved(keys: np.ndarray, values: np.ndarray) -> tuple[bytes, bytes, bytes]:
    """Three tables whose places for a key, taken together, give its value."""
    order = np.lexsort((values, keys))
    keys, values = keys[order], values[order]
    last = np.append(keys[1:] != keys[:-1], True)  # of keys that fall together the greatest value
    keys, values = keys[last].astype(np.uint64), values[last].astype(np.uint64)
    size = int(len(keys) * _SPARE / 3)
    while True:
        sizes = [_prime(size)]
        for _ in range(2):
            sizes.append(_prime(sizes[-1] + 2))
        offsets = [0, sizes[0], sizes[0] + sizes[1]]
        slots = np.stack([(keys % np.uint64(n)).astype(np.int64) + o for n, o in zip(sizes, offsets, strict=True)])
        peeled = _peeled(slots, sum(sizes), len(keys))
        if peeled is not None:
            break
        size = max(size + 1, int(size * 1.01))
    mixed = values ^ (keys >> np.uint64(SHIFT) & np.uint64(FOLDED))
    table = np.zeros(sum(sizes), dtype=np.uint16)
    for round_keys, round_slots in reversed(peeled):
        table[round_slots] = 0
        wanted = mixed[round_keys].astype(np.uint16)
        for row in slots:
            wanted = wanted ^ table[row[round_keys]]
        table[round_slots] = wanted
    a, b = sizes[0], sizes[0] + sizes[1]
    return table[:a].tobytes(), table[a:b].tobytes(), table[b:].tobytes()


def _peeled(slots: np.ndarray, size: int, count: int) -> list[tuple[np.ndarray, np.ndarray]] | None:
    """The keys in rounds, each with a place that no key of a later round has; None where there is no such order."""
    degree = np.zeros(size, dtype=np.int32)
    mixed = np.zeros(size, dtype=np.int64)
    everything = np.arange(count, dtype=np.int64)
    for row in slots:
        np.add.at(degree, row, 1)
        np.bitwise_xor.at(mixed, row, everything)
    rounds, left = [], count
    ones = np.flatnonzero(degree == 1)
    while len(ones):
        keys, first = np.unique(mixed[ones], return_index=True)
        rounds.append((keys, ones[first]))
        left -= len(keys)
        for row in slots:
            np.subtract.at(degree, row[keys], 1)
            np.bitwise_xor.at(mixed, row[keys], keys)
        touched = np.unique(slots[:, keys])
        ones = touched[degree[touched] == 1]
    return rounds if left == 0 else None
