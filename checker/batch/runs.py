"""Long runs of sentences that the reports of several bodies have in common, however many they are.

A sentence that many bodies write is a formula of the genre only where its neighbours are not shared too. Reports are
compared by windows of consecutive sentences: a window that two bodies have in common begins or continues a run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from msgspec import Struct, field

from checker.batch.candidates import Index, repeated_keys
from checker.knowledge.copy_words import CopyWords


class Runs(Struct, frozen=True):
    """The long runs of the reports of an index.

    ``owners`` maps each window of a run to the numbers of the reports that contain it, in order. ``windows`` maps the
    number of a report to the position and the key of its windows, ``sentences`` to the hashes of its sentences in runs.
    """

    length: int
    owners: dict[int, list[int]] = field(default_factory=dict)
    windows: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    sentences: dict[int, frozenset[int]] = field(default_factory=dict)

    def buckets(self, crowd: int) -> Iterator[list[int]]:
        """Yield reports that share a window; of a crowd each report with the first of it only."""
        for owners in self.owners.values():
            if len(owners) <= crowd:
                yield owners
            else:
                yield from ([owners[0], other] for other in owners[1:])

    def shared_sentences(self, first: int, second: int) -> AbstractSet[int]:
        """Return the hashes of the sentences that lie in long runs of both reports."""
        return self.sentences.get(first, frozenset()) & self.sentences.get(second, frozenset())

    def covered(self, number: int, keys: AbstractSet[int]) -> set[int]:
        """Return the positions of a report's sentences that lie in one of the windows."""
        return {
            position + offset
            for position, key in self.windows.get(number, ())
            if key in keys
            for offset in range(self.length)
        }


def find_runs(index: Index, words: CopyWords) -> Runs:
    """Find the long runs that at least two bodies have in common."""
    length = words.run_sentences
    numbers = range(len(index.reports))
    repeated = repeated_keys((key for number in numbers for _, key in _windows(index, number, length)), 2)
    bodies: dict[int, set[int]] = defaultdict(set)
    for number in numbers:
        for _, key in _windows(index, number, length):
            if key in repeated and len(bodies[key]) < 2:
                bodies[key].add(index.body_of(number))
    shared = {key for key, found in bodies.items() if len(found) > 1}
    runs = Runs(length)
    for number in numbers if shared else ():
        windows = list(_long(index, number, shared, words))
        if windows:
            keys = index.sentences_of(number)
            runs.windows[number] = windows
            runs.sentences[number] = frozenset(
                keys[position + offset] for position, _ in windows for offset in range(length)
            )
            for _, key in windows:
                owners = runs.owners.setdefault(key, [])
                if not owners or owners[-1] != number:
                    owners.append(number)
    return runs


def formulas_outside(index: Index, formulas: frozenset[int], runs: Runs) -> frozenset[int]:
    """Return the formulas that stand somewhere outside a long run; inside they are part of a copied text."""
    outside: set[int] = set()
    for number in range(len(index.reports)):
        outside.update(formulas.intersection(index.sentences_of(number)) - runs.sentences.get(number, frozenset()))
    return frozenset(outside)


def _windows(index: Index, number: int, length: int) -> Iterator[tuple[int, int]]:
    """Yield the position and the key of each window of ``length`` consecutive sentences of a report."""
    sentences = index.sentences_of(number)
    for position in range(len(sentences) - length + 1):
        yield position, hash(tuple(sentences[position : position + length]))


def _long(index: Index, number: int, shared: set[int], words: CopyWords) -> Iterator[tuple[int, int]]:
    """Yield the shared windows of a report that belong to runs of enough characters."""
    weights = index.weights_of(number)
    run: list[tuple[int, int]] = []
    for position, key in (*_windows(index, number, words.run_sentences), (-1, 0)):
        if key in shared and position >= 0:
            run.append((position, key))
            continue
        if run and sum(weights[run[0][0] : run[-1][0] + words.run_sentences]) >= words.run_characters:
            yield from run
        run = []
