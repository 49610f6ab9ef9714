"""Texts of which every sentence was changed, found by the MinHash signatures of their chunks in the store.

Two reports of different bodies that have bands of signatures in common are joined by the database, on disk if need be.
A band is seldom hit where half of a text was changed, and the more reports there are, the more bands are left out as
the genre's. So there are several families of bands, and few hits make a candidate only; then the signatures of all
chunks of the two reports are compared. The rows grow with the number of chunks, not with that of pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import Hamming

from checker.knowledge.copy_words import CopyWords
from checker.survey.reading import Row
from checker.survey.schema import REWRITINGS
from checker.survey.store import Connection, replace_table

Chunk = tuple[int, str]
"""The characters of a chunk, and its signature with one character for each number."""

_PAIRS = 2000
"""Pairs whose chunks are in memory at a time."""

_CANDIDATES = """
    WITH owned AS (
        SELECT report, ordinal, chunks.characters, coalesce(body, path) AS owner,
            unnest([hash(rows, [signature[row:row] FOR row IN rows]) FOR rows IN $1::INTEGER[][]]) AS band
        FROM chunks JOIN reports USING (report)
    ), shared AS (
        SELECT band FROM owned GROUP BY band HAVING count(DISTINCT owner) BETWEEN 2 AND $2
    ), candidates AS (SELECT * FROM owned JOIN shared USING (band)),
    alike AS (
        SELECT DISTINCT one.report, other.report AS other, one.ordinal, one.characters
        FROM candidates AS one JOIN candidates AS other USING (band) WHERE one.owner <> other.owner
    ), lengths AS (SELECT report, sum(characters) AS whole FROM chunks GROUP BY report),
    pairs AS (
        SELECT report, other FROM alike JOIN lengths USING (report)
        GROUP BY report, other HAVING 100 * sum(characters) >= $3 * any_value(whole)
    )
    SELECT DISTINCT least(report, other) AS one, greatest(report, other) AS two FROM pairs WHERE NOT EXISTS (
        SELECT 1 FROM copies AS a JOIN copies AS b USING (cluster) WHERE a.report = pairs.report AND b.report = other
    ) ORDER BY one, two
"""
"""Pairs of reports of two bodies, outside the groups of equal sentences. A band that very many bodies have is the
genre's. Values: the bytes of each band, from 1; most bodies of a band; least share of chunks hit, in per cent.
"""


def find_rewritings(connection: Connection, words: CopyWords) -> None:
    """Fill the table of rewritten texts: of each pair the shorter report, and how much of it is in the other."""
    values = [bands_of(words.hashes, words.bands, words.families), words.crowd, words.candidate_share]
    pairs = connection.execute(_CANDIDATES, values).fetchall()
    replace_table(connection, REWRITINGS, _rewritings(connection, pairs, words))


def bands_of(hashes: int, bands: int, families: int) -> list[list[int]]:
    """Return the numbers of the bytes of each band, from 1. No band shares two bytes with one of the next family.

    The bytes are a table with a column for each band; a band of the first family is a column, one of the second goes
    one column to the side with every row, and so on.
    """
    return [
        [row * bands + (band + family * row) % bands + 1 for row in range(hashes // bands)]
        for family in range(families)
        for band in range(bands)
    ]


def _rewritings(connection: Connection, pairs: Sequence[tuple[int, int]], words: CopyWords) -> Iterator[Row]:
    for start in range(0, len(pairs), _PAIRS):
        some = pairs[start : start + _PAIRS]
        texts = _chunks(connection, list({report for pair in some for report in pair}))
        for pair in some:
            report, other = sorted(pair, key=lambda one: (_length(texts[one]), one))
            part = _alike(texts[report], texts[other], words)
            share = part / _length(texts[report])
            if 100 * share >= words.rewritten_share:
                yield report, other, part, share


def _chunks(connection: Connection, reports: list[int]) -> dict[int, list[Chunk]]:
    rows = connection.execute(
        "SELECT report, characters, signature FROM chunks WHERE report IN (SELECT unnest($1::BIGINT[])) "
        "ORDER BY report, ordinal", [reports],
    ).fetchall()  # fmt: skip
    return {
        report: [(characters, signature.decode("latin-1")) for _, characters, signature in group]
        for report, group in groupby(rows, key=itemgetter(0))
    }


def _length(text: Sequence[Chunk]) -> int:
    return sum(characters for characters, _ in text)


def _alike(text: Sequence[Chunk], other: Sequence[Chunk], words: CopyWords) -> int:
    """Return how many characters of a text are in chunks that a chunk of the other resembles."""
    least = -(-words.chunk_similar * words.hashes // 100)
    others = [signature for _, signature in other]
    return sum(
        characters
        for characters, signature in text
        if process.extractOne(signature, others, scorer=Hamming.similarity, score_cutoff=least)
    )
