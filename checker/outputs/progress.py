"""A progress bar on standard error while many files are processed; nothing when that is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from checker.i18n.language import CHINESE, Say

MIN_FILES = 20
"""Files from which on a bar is displayed; fewer are finished too soon."""
_REFRESH_INTERVAL = 0.1
"""Seconds between two refreshes."""

Result = TypeVar("Result")


@contextmanager
def progress_bar(say: Say = CHINESE.say) -> Iterator[Callable[[str, int, int], None]]:
    """Display a bar; yield a function to call with the name of the step, the number of finished items, and the total.

    Only these calls refresh the bar: a refresh thread interferes with forking, and redirected streams with other
    output.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TaskID, TextColumn  # noqa: PLC0415  # noqa: PLC0415
    from rich.progress import TimeRemainingColumn as Rest  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(say("每秒 {rate} 份", rate=f"{task.speed:.3g}") if task.speed else "")

    tasks: dict[str, TaskID] = {}
    drawn = 0.0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), Rest())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, auto_refresh=False,
        redirect_stdout=False, redirect_stderr=False,
    ) as bar:  # fmt: skip

        def advance(step: str, done: int, total: int) -> None:
            nonlocal drawn
            if step not in tasks:
                tasks[step] = bar.add_task(say(step), total=total)
            now = time.monotonic()
            due = done == total or now - drawn >= _REFRESH_INTERVAL
            drawn = now if due else drawn
            bar.update(tasks[step], completed=done, refresh=due)

        yield advance


def with_progress(
    results: Iterable[Result], count: Callable[[], int], step: str, say: Say = CHINESE.say
) -> Iterator[Result]:
    """Yield the results, with a bar meanwhile; ``count`` returns the total, and is called only on a terminal."""
    total = count() if sys.stderr.isatty() else 0
    if total < MIN_FILES:
        yield from results
        return
    with progress_bar(say) as progress:
        progress(step, 0, total)
        for done, result in enumerate(results, 1):
            progress(step, done, total)
            yield result
