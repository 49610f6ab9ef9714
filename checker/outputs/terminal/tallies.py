"""The data of the summary table: the findings of each file, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from checker.i18n.language import Say
from checker.rules.families import FAMILIES

SUMMARY = "汇总"
FILES = "文件"


class Summary(Struct, frozen=True):
    """The rows of the summary table, as name and counts by severity; ``kinds`` is a line of counts by family.

    ``total`` is None for a single file.
    """

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    total: tuple[str, tuple[str, ...]] | None
    kinds: str


class Tally(Struct, frozen=True):
    """The contribution of a report to the summary table: its displayed name, its findings by severity and family."""

    name: str
    counts: tuple[int, ...]
    families: tuple[tuple[str, int], ...]


def sum_tallies(tallies: Sequence[Tally], say: Say) -> Summary:
    """Sum the tallies of all files.

    Families are a line below the table, because a column for each would leave no room for names.
    """
    rows = tuple((tally.name, _cell_texts(tally.counts)) for tally in tallies)
    counts = [sum(column) for column in zip(*(tally.counts for tally in tallies), strict=True)]
    total = (say("共 {count} 个文件", count=len(tallies)), _cell_texts(counts)) if len(tallies) > 1 else None
    families: Counter[str] = Counter()
    for tally in tallies:
        families.update(dict(tally.families))
    kinds = "   ".join(f"{say(FAMILIES.get(name, name))} {families[name]}" for name in sorted(families))
    return Summary(rows, total, kinds)


def _cell_texts(counts: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(count) if count else "·" for count in counts)
