"""Outputs report by report: what one report adds to an output, made where the report is, and put together at the end.

A report with its text and its findings is large; what it adds is not. Runs over many files keep only that, and the
processes that share the work send only that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from checker.engine import Report
from checker.reports import concise, json, pieces
from checker.reports.display import Display
from checker.reports.spoken import spoken
from checker.suppress import Judged


@dataclass(frozen=True, slots=True)
class Portion:
    """What is kept of a report: ``adds`` to the output, and what the end of a run is told by.

    ``gravest`` is the severity of the gravest finding, None without one; ``trouble`` are lines for standard error.
    """

    adds: Any = None
    gravest: int | None = None
    trouble: tuple[str, ...] = ()
    checked: bool = False
    path: str = ""
    judged: tuple[Judged, ...] = ()
    rules: Mapping[tuple[str, str], int] = field(default_factory=dict)
    verified: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manner:
    """How an output is put together: what a report adds, and the whole from what all add, piece by piece."""

    adds: Callable[[Report, Display], Any]
    whole: Callable[[Iterable[Any], Display], Iterator[str]]


def portion_of(report: Report, manner: Manner, display: Display) -> Portion:
    """What is kept of a report."""
    return Portion(
        manner.adds(spoken((report,), display.language)[0], display),
        max((int(item.severity) for item in report.told), default=None),
        report.failures,
        checked=True,
        path=report.document.path,
        judged=report.judged,
        rules=Counter((item.rule, item.name) for item in report.told),
        verified=report.verified,
    )


def _full(report: Report, display: Display) -> tuple[str, pieces.Tally]:
    from checker.reports import bare  # noqa: PLC0415 - its widths are of a library that other outputs do without

    return bare.text_of(report, display), pieces.tally(report, display)


def _full_whole(parts: Iterable[tuple[str, pieces.Tally]], display: Display) -> Iterator[str]:
    from checker.reports import bare  # noqa: PLC0415

    tallies = []
    for text, tally in parts:
        yield text
        tallies.append(tally)
    if tallies:
        yield bare.closing(pieces.summed(tallies, display.say), display)


def _concise(report: Report, display: Display) -> str:
    return concise.write((report,), display)


def _concise_whole(parts: Iterable[str], _: Display) -> Iterator[str]:
    yield from parts


def _json_whole(parts: Iterable[json.Told], _: Display) -> Iterator[str]:
    yield from json.joined(list(parts))


MANNERS: Mapping[str, Manner] = {
    "full": Manner(_full, _full_whole),
    "concise": Manner(_concise, _concise_whole),
    "json": Manner(json.told, _json_whole),
}
"""The outputs that are put together so; the others need all reports at once."""


def manner_of(name: str, display: Display) -> Manner | None:
    """How an output is put together from portions; coloured reports are rich's."""
    return None if name == "full" and display.color else MANNERS.get(name)
