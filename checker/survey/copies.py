"""Texts that several bodies have in common, from the sentences and chunks in the store.

Equal sentences make groups: their hashes are few enough for the memory. Chunks that only resemble each other are found
by the database itself: two reports with a band of a MinHash signature in common are joined there, on disk if need be.
"""

from __future__ import annotations

from array import array

from checker.batch.candidates import Index, IndexedReport
from checker.batch.comparison import describe_groups
from checker.batch.groups import find_groups
from checker.batch.runs import find_runs
from checker.project.linter import Linter
from checker.survey.reading import report_number
from checker.survey.schema import COPIES, PASSAGES, REWRITINGS, SHARES
from checker.survey.store import Connection, replace_table

_ROWS = 1000
"""Rows that are fetched at a time."""

_REWRITINGS = """
    WITH owned AS (
        SELECT report, ordinal, chunks.characters, coalesce(body, path) AS owner, unnest(bands) AS band
        FROM chunks JOIN reports USING (report)
    ), shared AS (
        SELECT band FROM owned GROUP BY band HAVING count(DISTINCT owner) BETWEEN 2 AND $1
    ), candidates AS (SELECT * FROM owned JOIN shared USING (band)),
    alike AS (
        SELECT DISTINCT one.report, other.report AS other, one.ordinal, one.characters
        FROM candidates AS one JOIN candidates AS other USING (band) WHERE one.owner <> other.owner
    ), lengths AS (SELECT report, sum(characters) AS whole FROM chunks GROUP BY report),
    pairs AS (
        SELECT report, other, sum(characters) AS part, sum(characters) / any_value(whole) AS share
        FROM alike JOIN lengths USING (report) GROUP BY report, other
    )
    SELECT report, other, part::INTEGER, share FROM pairs
    WHERE 100 * share >= $2 AND NOT EXISTS (
        SELECT 1 FROM copies AS a JOIN copies AS b USING (cluster) WHERE a.report = pairs.report AND b.report = other
    )
    QUALIFY 1 = row_number() OVER (
        PARTITION BY least(report, other), greatest(report, other) ORDER BY share DESC, report
    )
"""
"""Pairs of reports of two bodies, each once, from the side of which more is in the other.

A band that very many bodies have is the genre's. Numbers: most bodies of a band; least share in per cent.
"""


def find_copies(connection: Connection, linter: Linter) -> None:
    """Fill the tables of copies; only the hashes of sentences are in memory, ten bytes for each."""
    words = linter.knowledge.copy_words
    index = Index(words)
    rows = connection.execute(
        "SELECT path, body, year, hashes, weights FROM reports JOIN sentences USING (report) ORDER BY path"
    )
    while fetched := rows.fetchmany(_ROWS):
        for path, body, year, hashes, weights in fetched:
            index.add_hashes(IndexedReport(path, body or "", year), array("Q", hashes), array("H", weights))
    groups = find_groups(index, find_runs(index, words), words)
    copies, passages, pairs = [], [], []
    for number, group in enumerate(describe_groups(index, groups, linter), 1):
        model = report_number(group.model)
        copies += [(number, report_number(one.path), one.characters, one.part) for one in group.members]
        passages += [
            (number, model, one.sentences, one.characters, one.members, one.opening, one.place)
            for one in group.passages
        ]
        members = [report_number(one.path) for one in group.members]
        pairs += [
            (number, one, other, share)
            for one, shares in zip(members, group.matrix, strict=False)
            for other, share in zip(members, shares, strict=True)
            if one != other
        ]
    replace_table(connection, COPIES, copies)
    replace_table(connection, PASSAGES, passages)
    replace_table(connection, SHARES, pairs)
    rewritings = connection.execute(_REWRITINGS, [words.crowd, words.rewritten_share]).fetchall()
    replace_table(connection, REWRITINGS, rewritings)
