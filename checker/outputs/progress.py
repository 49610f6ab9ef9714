"""A bar on standard error while many files are read; nothing where nobody looks."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from checker.i18n.language import CHINESE, Say

MANY = 20
"""Files from which on a bar is shown: fewer are done before it can be read."""
_PAUSE = 0.1
"""Seconds between two pictures."""

Result = TypeVar("Result")


@contextmanager
def progress_bar(say: Say = CHINESE.say) -> Iterator[Callable[[str, int, int], None]]:
    """A function to call with the name of the step, how many are done, how many there are.

    The bar is drawn by these calls and by nothing else: a thread that draws would be in the way of
    whoever makes processes, and streams that are taken over in the way of what is printed.
    """
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - only for a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn  # noqa: PLC0415
    from rich.progress import TimeRemainingColumn as Rest  # noqa: PLC0415

    tasks: dict[str, TaskID] = {}
    drawn = 0.0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rest())
    with Progress(
        *columns, console=Console(stderr=True), transient=True, auto_refresh=False,
        redirect_stdout=False, redirect_stderr=False,
    ) as bar:  # fmt: skip

        def advance(step: str, done: int, whole: int) -> None:
            nonlocal drawn
            if step not in tasks:
                tasks[step] = bar.add_task(say(step), total=whole)
            now = time.monotonic()
            due = done == whole or now - drawn >= _PAUSE
            drawn = now if due else drawn
            bar.update(tasks[step], completed=done, refresh=due)

        yield advance


def with_progress(
    results: Iterable[Result], count: Callable[[], int], step: str, say: Say = CHINESE.say
) -> Iterator[Result]:
    """The same results, with a bar while they come; ``count`` is asked only when one may be shown."""
    whole = count() if sys.stderr.isatty() else 0
    if whole < MANY:
        yield from results
        return
    with progress_bar(say) as progress:
        progress(step, 0, whole)
        for done, result in enumerate(results, 1):
            progress(step, done, whole)
            yield result
