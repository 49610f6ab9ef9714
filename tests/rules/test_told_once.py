"""One place is told by one rule, in the seeds and in the drafts with labelled faults."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from helpers import ROOT, SEEDS, linter

from checker.formats import read

LOTS = ROOT / "tests" / "data" / "lots"
READ = slice(None) if os.environ.get("FAZHI_SLOW") else slice(-1, None)
"""All lots take several seconds; by default the latest is read."""
DISTINCT = {("STR003", "STR019"), ("STR004", "WRD023")}
"""Different faults at one place: a part has no heading, and no reasons; a part is only mentioned, and in a bad wording."""


def doubles(paths: list[Path]) -> Counter[tuple[str, str]]:
    """The pairs of rules that tell the same characters, where neither yields to the other."""
    found: Counter[tuple[str, str]] = Counter()
    for path in paths:
        report = linter().lint(read(path.name, path.read_bytes()))
        places: dict[tuple[int, int], list[str]] = {}
        for item in report.unsuppressed:
            if item.scope == "span" and item.span.end > item.span.start:
                places.setdefault((item.span.start, item.span.end), []).append(item.rule)
        for rules in places.values():
            found.update(
                (one, other)
                for number, one in enumerate(sorted(rules))
                for other in sorted(rules)[number + 1 :]
                if (one, other) not in DISTINCT
            )
    return found


def test_no_place_of_the_seeds_is_told_twice() -> None:
    assert not doubles(sorted(SEEDS.glob("*.txt")))


@pytest.mark.parametrize("lot", sorted(path.name for path in LOTS.iterdir() if path.is_dir())[READ])
def test_no_place_of_the_drafts_is_told_twice(lot: str) -> None:
    paths = sorted(path for path in (LOTS / lot / "bad").iterdir() if path.suffix in (".txt", ".html"))
    assert paths
    assert not doubles(paths)
