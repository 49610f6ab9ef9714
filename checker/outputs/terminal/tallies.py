"""What the table at the end of the report for people is made from: the findings of each file, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from checker.i18n.language import Say
from checker.rules.families import FAMILIES

SUMMARY = "汇总"
FILES = "文件"


class Summary(Struct, frozen=True):
    """The rows of the last table: name and counts by severity; ``kinds`` counts all findings by family."""

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    total: tuple[str, tuple[str, ...]] | None
    kinds: str


class Tally(Struct, frozen=True):
    """What a report adds to the last table: its findings by severity, as written there, and by family."""

    name: str
    counts: tuple[int, ...]
    families: tuple[tuple[str, int], ...]


def summed(tallies: Sequence[Tally], say: Say) -> Summary:
    """The files by severity, and all findings by family: one column a family would leave no room for names."""
    rows = tuple((one.name, _told(one.counts)) for one in tallies)
    total = [sum(column) for column in zip(*(one.counts for one in tallies), strict=True)]
    whole = (say("共 {count} 个文件", count=len(tallies)), _told(total)) if len(tallies) > 1 else None
    families: Counter[str] = Counter()
    for one in tallies:
        families.update(dict(one.families))
    kinds = "   ".join(f"{name} {say(FAMILIES.get(name, ''))} {families[name]}" for name in sorted(families))
    return Summary(rows, whole, kinds)


def _told(counts: Sequence[int]) -> tuple[str, ...]:
    return tuple(str(count) if count else "·" for count in counts)
