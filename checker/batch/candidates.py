"""Which of many reports may share passages: MinHash signatures, banded, and exact sentences.

After Broder (1997) and Indyk & Motwani (1998). Memory: 4 bytes × hashes for each chunk of about
sixty characters and 8 bytes for each sentence stay; the buckets of one band at a time are built.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from hashlib import blake2b
from itertools import combinations, groupby

from msgspec import Struct
from rensa import RMinHash

from checker.facts.copies.passages import Sentence
from checker.knowledge.copy_words import CopyWords

_SEED = 1


class Entry(Struct, frozen=True):
    """One report in the index: its path, whose it is, and the year that it covers."""

    path: str
    issuer: str
    year: int | None


class Index:
    """The signatures of many reports; add them all, then ask."""

    def __init__(self, words: CopyWords) -> None:
        self._words = words
        self.entries: list[Entry] = []
        self._issuers: dict[str, int] = {}
        self._issuer_of = array("L")
        self._sentences = array("Q")
        self._sentence_ends = array("L")
        self._signatures = array("I")
        self._chunk_owner = array("L")
        self._chunk_sentence = array("L")

    def add(self, entry: Entry, passages: Sequence[Sentence]) -> None:
        """Take in a report; its text is not kept."""
        number = len(self.entries)
        self.entries.append(entry)
        # A report that does not say whose it is stands for a body of its own.
        self._issuer_of.append(self._issuers.setdefault(entry.issuer or f"\0{number}", len(self._issuers)))
        told = [sentence for sentence in passages if sentence.weight]
        start = len(self._sentences)
        self._sentences.extend(key_of(sentence.key) for sentence in told)
        self._sentence_ends.append(len(self._sentences))
        for first, text in _chunks(told, self._words.chunk):
            sketch = RMinHash(num_perm=self._words.hashes, seed=_SEED)
            length = self._words.shingle
            sketch.update({text[offset : offset + length] for offset in range(max(1, len(text) - length + 1))})
            self._signatures.extend(sketch.digest())
            self._chunk_owner.append(number)
            self._chunk_sentence.append(start + first)

    def formulas(self) -> frozenset[int]:
        """The sentences (as :func:`key_of`) that so many bodies have that they are the genre's, not anyone's."""
        known = len(self._issuers)
        least = max(self._words.formula_issuers, known * self._words.formula_share // 100)
        counts: Counter[int] = Counter()
        seen: set[tuple[int, int]] = set()
        repeated = _repeated(self._sentences, least)
        for number in range(len(self.entries)):
            for key in repeated.intersection(self._sentences_of(number)):
                mark = (key, self._issuer_of[number])
                if mark not in seen:
                    seen.add(mark)
                    counts[key] += 1
        return frozenset(key for key, count in counts.items() if count >= least)

    def partners(self, formulas: frozenset[int]) -> dict[int, list[int]]:
        """For every report the numbers of those most like it, the likest first."""
        shared: dict[int, Counter[int]] = defaultdict(Counter)
        for bucket in self._buckets(formulas):
            for one, other in combinations(bucket, 2):
                shared[one][other] += 1
                shared[other][one] += 1
        most = self._words.partners
        return {
            number: [other for other, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]]
            for number, counts in shared.items()
        }

    def _sentences_of(self, number: int) -> array[int]:
        start = self._sentence_ends[number - 1] if number else 0
        return self._sentences[start : self._sentence_ends[number]]

    def _buckets(self, formulas: frozenset[int]) -> Iterator[list[int]]:
        """Reports with an equal sentence, then reports with an equal band of a chunk's signature."""
        yield from _crowds(lambda: self._owned_sentences(formulas), self._words.crowd)
        rows = self._words.hashes // self._words.bands
        for band in range(self._words.bands):
            yield from _crowds(partial(self._owned_bands, band * rows, rows, formulas), self._words.crowd)

    def _owned_sentences(self, formulas: frozenset[int]) -> Iterator[tuple[int, int]]:
        for number in range(len(self.entries)):
            yield from ((key, number) for key in self._sentences_of(number) if key not in formulas)

    def _owned_bands(self, start: int, rows: int, formulas: frozenset[int]) -> Iterator[tuple[int, int]]:
        hashes = self._words.hashes
        starts = self._chunk_sentence
        for chunk, owner in enumerate(self._chunk_owner):
            # Half a formula would make partners of all who use it.
            end = starts[chunk + 1] if chunk + 1 < len(starts) else len(self._sentences)
            if formulas.isdisjoint(self._sentences[starts[chunk] : end]):
                base = chunk * hashes + start
                yield hash(self._signatures[base : base + rows].tobytes()), owner


def key_of(key: str) -> int:
    """A sentence's wording as 64 bits."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")


def _chunks(sentences: Sequence[Sentence], length: int) -> Iterator[tuple[int, str]]:
    """Sentences joined until they are long enough to tell; with the number of the first of each."""
    text, first = "", 0
    for index, sentence in enumerate(sentences):
        if not text:
            first = index
        text += sentence.key
        if len(text) >= length or index == len(sentences) - 1:
            yield first, text
            text = ""


def _repeated(keys: Iterable[int], least: int) -> set[int]:
    """The keys that occur at least so often; by sorting, which takes a third of a dictionary's memory."""
    return {key for key, group in groupby(sorted(keys)) if sum(1 for _ in group) >= least}


def _crowds(owned: Callable[[], Iterator[tuple[int, int]]], crowd: int) -> Iterator[list[int]]:
    """The owners of keys that at least two have, and not everybody."""
    repeated = _repeated((key for key, _ in owned()), 2)
    buckets: dict[int, set[int]] = {key: set() for key in repeated}
    for key, owner in owned():
        if key in repeated and len(buckets[key]) <= crowd:
            buckets[key].add(owner)
    yield from (sorted(bucket) for bucket in buckets.values() if 2 <= len(bucket) <= crowd)
