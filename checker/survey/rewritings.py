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

_REPORTS = 20_000
"""Reports whose hits are counted at a time."""

_COMPARED = """
    CREATE OR REPLACE TEMP TABLE numbered AS
    SELECT report, row_number() OVER (ORDER BY report)::INTEGER AS number,
        dense_rank() OVER (ORDER BY coalesce(body, path))::INTEGER AS owner
    FROM reports;
    CREATE OR REPLACE TEMP TABLE compared AS
    SELECT row_number() OVER (ORDER BY number, ordinal)::INTEGER AS chunk, number, owner, characters, signature
    FROM chunks JOIN numbered USING (report);
    CREATE OR REPLACE TEMP TABLE hits (chunk INTEGER, other INTEGER);
    CREATE OR REPLACE TEMP TABLE candidates (one INTEGER, two INTEGER)
"""
"""Reports, bodies and chunks by small numbers, those of a report one after another: there are many hits."""

_HITS = """
    INSERT INTO hits
    WITH owned AS (
        SELECT chunk, number, owner, hash([signature[byte:byte] FOR byte IN $1::INTEGER[]]) AS band FROM compared
    ), shared AS (SELECT band FROM owned GROUP BY band HAVING count(DISTINCT owner) BETWEEN 2 AND $2),
    common AS (SELECT * FROM owned SEMI JOIN shared USING (band))
    SELECT one.chunk, other.number FROM common AS one JOIN common AS other USING (band) WHERE one.owner <> other.owner
"""
"""The chunks that have a band, and the reports of other bodies that have it too; a band that very many bodies have is
the genre's. Values: the bytes of the band, from 1; most bodies.
"""

_RANGES = "SELECT min(chunk), max(chunk) FROM compared GROUP BY number // $1 ORDER BY 1"

_CANDIDATES = """
    INSERT INTO candidates
    WITH part AS (SELECT chunk, number, characters FROM compared WHERE chunk BETWEEN $1 AND $2),
    lengths AS (SELECT number, sum(characters) AS whole FROM part GROUP BY number),
    hit AS (SELECT DISTINCT chunk, other FROM hits WHERE chunk BETWEEN $1 AND $2)
    SELECT least(number, other), greatest(number, other)
    FROM hit JOIN part USING (chunk) JOIN lengths USING (number)
    GROUP BY number, other HAVING 100 * sum(characters) >= $3 * any_value(whole)
"""
"""Pairs of which one has hits in a part of its text. Values: first and last chunk; that part, in per cent."""

_PAIRS_OF_REPORTS = """
    CREATE OR REPLACE TEMP TABLE pairs AS
    SELECT a.report AS one, b.report AS two
    FROM (SELECT DISTINCT * FROM candidates) JOIN numbered AS a ON one = a.number JOIN numbered AS b ON two = b.number
    WHERE NOT EXISTS (
        SELECT 1 FROM copies AS c JOIN copies AS d USING (cluster) WHERE c.report = a.report AND d.report = b.report
    ) ORDER BY one, two
"""
"""The pairs outside the groups of equal sentences."""

_TEMPORARY = ("numbered", "compared", "hits", "candidates", "pairs")


def find_rewritings(connection: Connection, words: CopyWords) -> None:
    """Fill the table of rewritten texts: of each pair the shorter report, and how much of it is in the other.

    One band and some reports are in memory at a time, the rest on disk if need be.
    """
    connection.execute(_COMPARED)
    for band in bands_of(words.hashes, words.bands, words.families):
        connection.execute(_HITS, [band, words.crowd])
    for first, last in connection.execute(_RANGES, [_REPORTS]).fetchall():
        connection.execute(_CANDIDATES, [first, last, words.candidate_share])
    connection.execute(_PAIRS_OF_REPORTS)
    replace_table(connection, REWRITINGS, _rewritings(connection, words))
    for name in _TEMPORARY:
        connection.execute(f"DROP TABLE {name}")


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


def _rewritings(connection: Connection, words: CopyWords) -> Iterator[Row]:
    (count,) = connection.execute("SELECT count(*) FROM pairs").fetchone() or (0,)
    for start in range(0, count, _PAIRS):
        values = [start, start + _PAIRS - 1]
        some = connection.execute("SELECT one, two FROM pairs WHERE rowid BETWEEN $1 AND $2", values).fetchall()
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
