"""Output formats that are rendered file by file, in the process that checks the file, and joined at the end.

A report with its text and its findings is large, but its contribution to an output is not. Runs over many files keep
only the contributions, and worker processes send only these.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple

from checker.outputs.display import Display
from checker.outputs.grouping import label_of
from checker.outputs.terminal.tallies import Tally, sum_tallies

if TYPE_CHECKING:
    from checker.facts.suppressions import EvaluatedRequest
    from checker.lint.report import Report


class FileResult(Struct, frozen=True):
    """What is kept of the report on a file.

    ``rendered`` is its contribution to the output, in plain values. ``max_severity`` is None without findings;
    ``errors`` are lines for standard error.
    """

    rendered: Any = None
    max_severity: int | None = None
    errors: tuple[str, ...] = ()
    checked: bool = False
    path: str = ""
    evaluated_requests: tuple[EvaluatedRequest, ...] = ()
    rules: Mapping[tuple[str, str], int] = field(default_factory=dict)
    verified: Mapping[str, int] = field(default_factory=dict)

    def plain(self) -> tuple[Any, ...] | None:
        """Return the result as plain values, or None when it must not be stored.

        Results with errors, and those that the configuration's suppression requests are evaluated from, are not stored.
        """
        if self.errors or self.evaluated_requests or not self.checked:
            return None
        return self.rendered, self.max_severity, self.path, dict(self.rules), dict(self.verified)


def from_plain(values: tuple[Any, ...]) -> FileResult:
    """Restore a result from the values that :meth:`FileResult.plain` returns."""
    rendered, max_severity, path, rules, verified = values
    return FileResult(rendered, max_severity, checked=True, path=path, rules=rules, verified=verified)


class Renderer(Struct, frozen=True):
    """The renderer of a format.

    ``render_file`` returns plain values for one file; ``join`` yields the output from those of all files in chunks.
    """

    render_file: Callable[[Report, Display], Any]
    join: Callable[[Iterable[Any], Display], Iterator[str]]


def file_result(report: Report, renderer: Renderer, display: Display) -> FileResult:
    """Render a report and extract what a run keeps of it."""
    from checker.outputs.localization import localize  # noqa: PLC0415 - not needed where all results are stored

    (report,) = localize((report,), display.language)
    return FileResult(
        renderer.render_file(report, display),
        max((int(item.severity) for item in report.unsuppressed), default=None),
        report.failures,
        checked=True,
        path=report.document.path,
        evaluated_requests=report.evaluated_requests,
        rules=Counter((item.rule, label_of(item)) for item in report.unsuppressed),
        verified=report.verified,
    )


def _render_full(report: Report, display: Display) -> tuple[Any, ...]:
    from checker.outputs.terminal import content, full  # noqa: PLC0415 - not needed where all results are stored

    tally = content.tally(report, display)
    return full.render_report(report, display), tally.name, tally.counts, tally.families


def _join_full(parts: Iterable[tuple[Any, ...]], display: Display) -> Iterator[str]:
    from checker.outputs.terminal.summary import render_summary  # noqa: PLC0415 - loads rich's table of widths

    tallies = []
    for text, *counted in parts:
        yield text
        tallies.append(Tally(*counted))
    if tallies:
        yield render_summary(sum_tallies(tallies, display.say), display)


def _render_concise(report: Report, display: Display) -> str:
    from checker.outputs.terminal import concise  # noqa: PLC0415

    return concise.write((report,), display)


def _join_concise(parts: Iterable[str], _: Display) -> Iterator[str]:
    yield from parts


def _render_json(report: Report, display: Display) -> tuple[Any, ...]:
    from checker.outputs.machine import json  # noqa: PLC0415

    return astuple(json.render_file(report, display))


def _join_json(parts: Iterable[tuple[Any, ...]], _: Display) -> Iterator[str]:
    from checker.outputs.machine.joining import RenderedFile, join_files  # noqa: PLC0415

    yield from join_files([RenderedFile(*part) for part in parts])


def _render_sarif(report: Report, display: Display) -> tuple[Any, ...]:
    from checker.outputs.machine import sarif  # noqa: PLC0415

    return astuple(sarif.render_file(report, display))


def _join_sarif(parts: Iterable[tuple[Any, ...]], _: Display) -> Iterator[str]:
    from checker.outputs.machine import sarif  # noqa: PLC0415

    yield from sarif.join_files([sarif.RenderedResults(*part) for part in parts])


def _render_html(report: Report, display: Display) -> tuple[Any, ...]:
    from checker.outputs.page import html  # noqa: PLC0415

    row, *others = astuple(html.render_file(report, display))
    return astuple(row), *others


def _join_html(parts: Iterable[tuple[Any, ...]], display: Display) -> Iterator[str]:
    from checker.outputs.page import html  # noqa: PLC0415
    from checker.outputs.page.document import IndexRow  # noqa: PLC0415

    rendered = [html.RenderedReport(IndexRow(*row), *others) for row, *others in parts]
    yield from html.join_files(rendered, display)


RENDERERS: Mapping[str, Renderer] = {
    "full": Renderer(_render_full, _join_full),
    "concise": Renderer(_render_concise, _join_concise),
    "json": Renderer(_render_json, _join_json),
    "sarif": Renderer(_render_sarif, _join_sarif),
    "html": Renderer(_render_html, _join_html),
}
"""The renderers by format name; all other formats need all reports at once."""
