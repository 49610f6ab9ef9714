"""One function over many things in several processes: results in order, a process that dies takes one thing with it."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Sequence
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

PAYS = 2
"""Fewer things are not worth a process."""


def processors() -> int:
    """How many processes run at once on this machine."""
    with suppress(AttributeError):  # not everywhere can a process be bound to processors
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def mapped(
    function: Callable[[T], R], things: Sequence[T], jobs: int, lost: Callable[[T], R]
) -> Generator[R, None, None]:
    """``function`` of every thing, in order; ``lost`` of those whose process died.

    What ``function`` raises is raised here, in the place of its result. Results must be such as can be pickled.
    """
    jobs = min(jobs, len(things))
    if jobs < 2 or len(things) < PAYS or not hasattr(os, "fork"):
        yield from map(function, things)
        return
    from checker.batch.pool import Pool  # noqa: PLC0415 - most runs are about one file

    pool = Pool(function, things, jobs, lost)
    try:
        yield from pool.results()
        pool.dismiss()
    finally:
        pool.end()
