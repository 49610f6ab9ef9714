"""Outputs report by report: what one report adds to an output, made where the report is, and put together at the end.

A report with its text and its findings is large; what it adds is not. Runs over many files keep only that, and the
processes that share the work send only that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple

from checker.outputs.display import Display
from checker.outputs.terminal.tallies import Tally, summed

if TYPE_CHECKING:
    from checker.facts.suppressions import Judged
    from checker.lint.report import Report


class Portion(Struct, frozen=True):
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

    def plain(self) -> tuple[Any, ...] | None:
        """All of it in plain values; None for what must not be kept: it tells of trouble or of a configuration."""
        if self.trouble or self.judged or not self.checked:
            return None
        return self.adds, self.gravest, self.path, dict(self.rules), dict(self.verified)


def from_plain(values: tuple[Any, ...]) -> Portion:
    """What :meth:`Portion.plain` gave."""
    adds, gravest, path, rules, verified = values
    return Portion(adds, gravest, checked=True, path=path, rules=rules, verified=verified)


class Manner(Struct, frozen=True):
    """How an output is put together: what a report adds, in plain values, and the whole of it piece by piece."""

    adds: Callable[[Report, Display], Any]
    whole: Callable[[Iterable[Any], Display], Iterator[str]]


def portion_of(report: Report, manner: Manner, display: Display) -> Portion:
    """What is kept of a report."""
    from checker.outputs.spoken import spoken  # noqa: PLC0415 - not needed where all results are recalled

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


def _full(report: Report, display: Display) -> tuple[Any, ...]:
    from checker.outputs.terminal import content, full  # noqa: PLC0415 - not needed where all results are recalled

    tally = content.tally(report, display)
    return full.render_report(report, display), tally.name, tally.counts, tally.families


def _full_whole(parts: Iterable[tuple[Any, ...]], display: Display) -> Iterator[str]:
    from checker.outputs.terminal.summary import render_summary  # noqa: PLC0415 - needs rich for its widths

    tallies = []
    for text, *counted in parts:
        yield text
        tallies.append(Tally(*counted))
    if tallies:
        yield render_summary(summed(tallies, display.say), display)


def _concise(report: Report, display: Display) -> str:
    from checker.outputs.terminal import concise  # noqa: PLC0415

    return concise.write((report,), display)


def _concise_whole(parts: Iterable[str], _: Display) -> Iterator[str]:
    yield from parts


def _json(report: Report, display: Display) -> tuple[Any, ...]:
    from checker.outputs.machine import json  # noqa: PLC0415

    return astuple(json.told(report, display))


def _json_whole(parts: Iterable[tuple[Any, ...]], _: Display) -> Iterator[str]:
    from checker.outputs.machine.joining import Told, joined  # noqa: PLC0415

    yield from joined([Told(*part) for part in parts])


MANNERS: Mapping[str, Manner] = {
    "full": Manner(_full, _full_whole),
    "concise": Manner(_concise, _concise_whole),
    "json": Manner(_json, _json_whole),
}
"""The outputs that are put together so; the others need all reports at once."""


def manner_of(name: str) -> Manner | None:
    """How an output is put together from portions; None for one that needs all reports at once."""
    return MANNERS.get(name)
