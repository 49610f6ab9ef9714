"""Texts that several bodies have in common, from the hashes of sentences in the store, which fit into memory."""

from __future__ import annotations

from array import array

from checker.batch.candidates import Index, IndexedReport
from checker.batch.comparison import describe_groups
from checker.batch.groups import find_groups
from checker.batch.runs import find_runs
from checker.project.linter import Linter
from checker.survey.reading import report_number
from checker.survey.schema import COPIES, PASSAGES, SHARES
from checker.survey.store import Connection, replace_table

_ROWS = 1000
"""Rows that are fetched at a time."""


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
