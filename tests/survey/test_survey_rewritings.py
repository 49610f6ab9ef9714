"""Which reports are compared as rewritten ones, by the signatures in the store alone."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path

import pytest
from msgspec.structs import replace

from checker.knowledge.copy_words import CopyWords, load_copy_words
from checker.resources.shipped import rulesets_directory
from checker.survey.rewritings import bands_of, find_rewritings
from checker.survey.schema import CHUNKS, REPORTS
from checker.survey.store import Connection, create_tables, insert_rows, opened

CROWD = 5


@pytest.fixture(scope="module")
def words() -> CopyWords:
    return replace(load_copy_words(rulesets_directory() / "reading" / "copies.toml"), crowd=CROWD)


def test_each_family_has_every_byte_once_and_no_band_of_its_neighbour() -> None:
    families = [bands_of(32, 8, 3)[start : start + 8] for start in (0, 8, 16)]
    for bands in families:
        assert sorted(number for band in bands for number in band) == list(range(1, 33))
    for one, other in combinations(families, 2):
        assert all(len({*first} & {*second}) <= 1 for first in one for second in other)


def with_chunks(connection: Connection, signatures: list[bytes]) -> None:
    """Store reports of different bodies with one chunk each."""
    create_tables(connection)
    width = len(REPORTS.columns) - 5
    heads = [(number, f"{number}.txt", "txt", None, f"甲{number}镇") for number in range(len(signatures))]
    insert_rows(connection, REPORTS, [(*head, *[None] * width) for head in heads])
    insert_rows(connection, CHUNKS, [(number, 0, 60, signature) for number, signature in enumerate(signatures)])


def found(connection: Connection, words: CopyWords) -> list[tuple[int, int, float]]:
    find_rewritings(connection, words)
    return connection.execute("SELECT report, other, share FROM rewritings ORDER BY ALL").fetchall()


def test_a_pair_whose_bands_of_one_family_are_crowded_is_found_by_the_other(tmp_path: Path, words: CopyWords) -> None:
    pair = bytes(range(32))
    chance = random.Random(1)
    crowds = [
        bytes(pair[at] if at + 1 in band else chance.randrange(100, 256) for at in range(32))
        for band in bands_of(32, 8, 1)
        for _ in range(CROWD)
    ]
    with opened(tmp_path) as connection:
        with_chunks(connection, [pair, pair, *crowds])
        assert found(connection, replace(words, families=1)) == []
        assert found(connection, words) == [(0, 1, 1.0)]


def test_reports_that_resemble_nobody_are_not_compared(tmp_path: Path, words: CopyWords) -> None:
    with opened(tmp_path) as connection:
        with_chunks(connection, [bytes((32 * number + place) % 256 for place in range(32)) for number in range(8)])
        assert found(connection, words) == []
