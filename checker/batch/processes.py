"""One function over many items in several processes: results in order, and a process that dies costs only its own item.

The pool is :class:`concurrent.futures.ProcessPoolExecutor`. It breaks as a whole when one of its processes dies; the
items that were under way are then tried again, each in a process of its own, and the rest goes to a new pool.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import Any, TypeVar

from checker.cache.store import COMPILED_CACHE

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""Items a process that are handed out before their results are asked for; more results would pile up in memory."""
START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""Forked processes begin with all that is loaded. Elsewhere fork is missing (Windows) or not safe (macOS)."""


def processors() -> int:
    """The number of processors that this process may use."""
    with suppress(AttributeError):  # not on every system can a process be bound to processors
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_processes(
    function: Callable[[T], R],
    items: Sequence[T],
    jobs: int,
    lost: Callable[[T], R],
    method: str = START_METHOD,
) -> Generator[R, None, None]:
    """``function`` of every item, in order; ``lost`` of the items whose process died.

    What ``function`` raises is raised here, in the place of its result. Items and results must be picklable; where
    ``method`` is not ``fork``, the function too.
    """
    jobs = min(jobs, len(items))
    if jobs < 2:
        yield from map(function, items)
        return
    gc.freeze()  # what is there already is not looked through by collections, so that forked processes do not copy it
    waiting = deque(items)
    while waiting:
        under_way: deque[tuple[T, Future[R]]] = deque()
        with _pool(function, jobs, method) as pool:
            try:
                yield from _results(pool, waiting, under_way, jobs * _AHEAD)
            except BrokenProcessPool:
                pass
            finally:
                pool.shutdown(cancel_futures=True)
        for item, future in under_way:
            yield _alone(function, item, lost, method) if _was_lost(future) else future.result()


def _results(
    pool: ProcessPoolExecutor, waiting: deque[T], under_way: deque[tuple[T, Future[R]]], ahead: int
) -> Iterator[R]:
    """Results in order, as long as no process dies; an item stays in ``under_way`` until its result is there."""
    while waiting or under_way:
        while waiting and len(under_way) < ahead:
            under_way.append((waiting[0], pool.submit(_call, waiting[0])))
            waiting.popleft()
        result = under_way[0][1].result()
        under_way.popleft()
        yield result


def _was_lost(future: Future[R]) -> bool:
    return future.cancelled() or isinstance(future.exception(), BrokenProcessPool)


def _alone(function: Callable[[T], R], item: T, lost: Callable[[T], R], method: str) -> R:
    """The result of an item in a process that no other item shares."""
    with _pool(function, 1, method) as pool:
        try:
            result: R = pool.submit(_call, item).result()
        except BrokenProcessPool:
            return lost(item)
    return result


def _pool(function: Callable[[T], R], jobs: int, method: str) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, context, _begin, (function,))


_FUNCTION: list[Callable[[Any], Any]] = []
"""The function that this process was started for."""


def _begin(function: Callable[[Any], Any]) -> None:
    """What a process does first."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that is interrupted ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # not the handler of the program, which a forked process inherits
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _FUNCTION[:] = [function]


def _end_with_parent() -> None:
    """End this process when the one that started it was killed and cannot say so."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _call(item: Any) -> Any:
    try:
        result = _FUNCTION[0](item)
    except Exception as error:  # noqa: BLE001 - raised again in the process that asked
        raise _portable(error) from None
    COMPILED_CACHE.save()
    return result


def _portable(error: Exception) -> Exception:
    """The error, or one with the same text where it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - pickled in the line itself
    except Exception:  # noqa: BLE001 - whatever its own way of pickling raises
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
