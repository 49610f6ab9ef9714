"""Candidate pairs of reports that may share passages: banded MinHash signatures, and exact sentences.

After Broder (1997) and Indyk & Motwani (1998). Memory: 4 bytes per hash for each chunk of about sixty characters, and
10 bytes for each sentence. The buckets of only one band exist at a time.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from hashlib import blake2b
from itertools import chain, combinations, groupby, islice

from msgspec import Struct
from rensa import RMinHash

from checker.facts.copies.passages import Sentence
from checker.knowledge.copy_words import CopyWords

_SEED = 1
_MAX_WEIGHT = 2**16 - 1

Accept = Callable[[int, int], bool]
"""Return True when the first report is to be compared with the second one."""


class IndexedReport(Struct, frozen=True):
    """A report in the index: its path, its issuer, and the year that it covers."""

    path: str
    issuer: str
    year: int | None


class Index:
    """The signatures of many reports. Add all reports before the first query."""

    def __init__(self, words: CopyWords) -> None:
        self._words = words
        self.reports: list[IndexedReport] = []
        self._issuers: dict[str, int] = {}
        self._issuer_of = array("L")
        self._sentences = array("Q")
        self._weights = array("H")
        self._sentence_ends = array("L")
        self._signatures = array("I")
        self._chunk_owner = array("L")
        self._chunk_sentence = array("L")

    def add(self, report: IndexedReport, passages: Sequence[Sentence]) -> None:
        """Index the sentences of a report; the text itself is not stored."""
        weighted = [sentence for sentence in passages if sentence.weight]
        number, start = len(self.reports), len(self._sentences)
        self.add_hashes(
            report,
            array("Q", (sentence_hash(sentence.key) for sentence in weighted)),
            array("H", (min(sentence.weight, _MAX_WEIGHT) for sentence in weighted)),
        )
        for first, text in chunks(weighted, self._words.chunk):
            self._signatures.extend(signature(text, self._words))
            self._chunk_owner.append(number)
            self._chunk_sentence.append(start + first)

    def add_hashes(self, report: IndexedReport, hashes: array[int], weights: array[int]) -> None:
        """Index a report by the hashes and weights of its sentences only, without signatures for near copies."""
        number = len(self.reports)
        self.reports.append(report)
        # A report without an issuer counts as that of another body.
        self._issuer_of.append(self._issuers.setdefault(report.issuer or f"\0{number}", len(self._issuers)))
        self._sentences.extend(hashes)
        self._weights.extend(weights)
        self._sentence_ends.append(len(self._sentences))

    def formulas(self) -> frozenset[int]:
        """Return the hashes of formulas: sentences that the reports of many bodies have in common."""
        minimum = max(self._words.formula_issuers, len(self._issuers) * self._words.formula_share // 100)
        counts: Counter[int] = Counter()
        seen: set[tuple[int, int]] = set()
        repeated = repeated_keys(self._sentences, minimum)
        for number in range(len(self.reports)):
            for key in repeated.intersection(self.sentences_of(number)):
                pair = (key, self._issuer_of[number])
                if pair not in seen:
                    seen.add(pair)
                    counts[key] += 1
        return frozenset(key for key, count in counts.items() if count >= minimum)

    def partners(
        self, formulas: AbstractSet[int], buckets: Iterable[list[int]] = (), accept: Accept = lambda *_: True
    ) -> dict[int, list[int]]:
        """Map the number of each report to the numbers of the most similar ones, the most similar first.

        ``buckets`` are further groups of reports that have something in common; only pairs that are accepted count.
        """
        shared: dict[int, Counter[int]] = defaultdict(Counter)
        for bucket in chain(buckets, self._buckets(formulas)):
            for first, second in combinations(bucket, 2):
                shared[first][second] += 1
                shared[second][first] += 1
        maximum = self._words.partners
        partners: dict[int, list[int]] = {}
        for number, counts in shared.items():
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            if others := list(islice((other for other, _ in ranked if accept(number, other)), maximum)):
                partners[number] = others
        return partners

    def body_of(self, number: int) -> int:
        """Return the number of the body that issued a report."""
        return self._issuer_of[number]

    def weights_of(self, number: int) -> array[int]:
        """Return the characters of each sentence of a report that counts, in order."""
        return self._weights[self._start(number) : self._sentence_ends[number]]

    def sentences_of(self, number: int) -> array[int]:
        """Return the hash of each sentence of a report that counts, in order."""
        return self._sentences[self._start(number) : self._sentence_ends[number]]

    def _start(self, number: int) -> int:
        return self._sentence_ends[number - 1] if number else 0

    def _buckets(self, formulas: AbstractSet[int]) -> Iterator[list[int]]:
        """Yield the reports that share a sentence, then those that share a band of a chunk's signature."""
        yield from _shared_by(lambda: self._owned_sentences(formulas), self._words.crowd)
        rows = self._words.hashes // self._words.bands
        for band in range(self._words.bands):
            yield from _shared_by(partial(self._owned_bands, band * rows, rows, formulas), self._words.crowd)

    def _owned_sentences(self, formulas: AbstractSet[int]) -> Iterator[tuple[int, int]]:
        for number in range(len(self.reports)):
            yield from ((key, number) for key in self.sentences_of(number) if key not in formulas)

    def _owned_bands(self, start: int, rows: int, formulas: AbstractSet[int]) -> Iterator[tuple[int, int]]:
        hashes = self._words.hashes
        starts = self._chunk_sentence
        for chunk, owner in enumerate(self._chunk_owner):
            # A chunk with a formula would relate all reports that use it.
            end = starts[chunk + 1] if chunk + 1 < len(starts) else len(self._sentences)
            if formulas.isdisjoint(self._sentences[starts[chunk] : end]):
                base = chunk * hashes + start
                yield hash(self._signatures[base : base + rows].tobytes()), owner


def sentence_hash(key: str) -> int:
    """Hash the key of a sentence to 64 bits."""
    return _number(key.encode())


def signature(text: str, words: CopyWords) -> array[int]:
    """Return the MinHash signature of a text: ``words.hashes`` numbers of 32 bits."""
    sketch = RMinHash(num_perm=words.hashes, seed=_SEED)
    length = words.shingle
    sketch.update({text[offset : offset + length] for offset in range(max(1, len(text) - length + 1))})
    return array("I", sketch.digest())


def short_signature(text: str, words: CopyWords) -> bytes:
    """Return the low byte of each number of the signature of a text.

    The share of equal bytes estimates the Jaccard similarity of two texts (Li & König 2010: b-bit minwise hashing).
    """
    return bytes(number & 0xFF for number in signature(text, words))


def _number(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")


def chunks(sentences: Sequence[Sentence], length: int) -> Iterator[tuple[int, str]]:
    """Join sentences into chunks of at least a length; yield the index of the first sentence, and the text."""
    text, first = "", 0
    for index, sentence in enumerate(sentences):
        if not text:
            first = index
        text += sentence.key
        if len(text) >= length or index == len(sentences) - 1:
            yield first, text
            text = ""


def repeated_keys(keys: Iterable[int], minimum: int) -> set[int]:
    """Return the keys that occur at least ``minimum`` times; sorting takes a third of the memory of a dictionary."""
    return {key for key, group in groupby(sorted(keys)) if sum(1 for _ in group) >= minimum}


def _shared_by(owned: Callable[[], Iterator[tuple[int, int]]], maximum: int) -> Iterator[list[int]]:
    """Yield the owners of each key that at least two and at most ``maximum`` owners have."""
    repeated = repeated_keys((key for key, _ in owned()), 2)
    buckets: dict[int, set[int]] = {key: set() for key in repeated}
    for key, owner in owned():
        if key in repeated and len(buckets[key]) <= maximum:
            buckets[key].add(owner)
    yield from (sorted(bucket) for bucket in buckets.values() if 2 <= len(bucket) <= maximum)
