"""Mapping a function over items in several processes, with results in order; a crashed process loses only its own item.

The pool is a :class:`concurrent.futures.ProcessPoolExecutor`, which breaks as a whole when one of its processes dies.
The pending items are then retried, each in a process of its own, and the rest goes to a new pool.
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

_ITEMS_AHEAD = 4
"""Items per process that are submitted before their results are needed; more results would accumulate in memory."""
START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""Forked processes inherit everything that is loaded. Elsewhere fork is missing (Windows) or unsafe (macOS)."""


def processors() -> int:
    """Return the number of processors that this process may use."""
    with suppress(AttributeError):  # not available on every system
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def map_in_processes(
    function: Callable[[T], R],
    items: Sequence[T],
    jobs: int,
    on_lost: Callable[[T], R],
    method: str = START_METHOD,
) -> Generator[R, None, None]:
    """Yield ``function`` of every item, in order, or ``on_lost`` of an item whose process died.

    Exceptions of ``function`` are raised in place of its result. Items and results must be picklable; where ``method``
    is not ``fork``, the function too.
    """
    jobs = min(jobs, len(items))
    if jobs < 2:
        yield from map(function, items)
        return
    gc.freeze()  # collections skip existing objects, so that forked processes do not copy their pages
    waiting = deque(items)
    while waiting:
        pending: deque[tuple[T, Future[R]]] = deque()
        with _pool(function, jobs, method) as pool:
            try:
                yield from _results(pool, waiting, pending, jobs * _ITEMS_AHEAD)
            except BrokenProcessPool:
                pass
            finally:
                pool.shutdown(cancel_futures=True)
        for item, future in pending:
            yield _run_isolated(function, item, on_lost, method) if _was_lost(future) else future.result()


def _results(
    pool: ProcessPoolExecutor, waiting: deque[T], pending: deque[tuple[T, Future[R]]], ahead: int
) -> Iterator[R]:
    """Yield results in order until a process dies; an item stays in ``pending`` until its result is available."""
    while waiting or pending:
        while waiting and len(pending) < ahead:
            pending.append((waiting[0], pool.submit(_call, waiting[0])))
            waiting.popleft()
        result = pending[0][1].result()
        pending.popleft()
        yield result


def _was_lost(future: Future[R]) -> bool:
    return future.cancelled() or isinstance(future.exception(), BrokenProcessPool)


def _run_isolated(function: Callable[[T], R], item: T, on_lost: Callable[[T], R], method: str) -> R:
    """Compute the result of an item in a process of its own."""
    with _pool(function, 1, method) as pool:
        try:
            result: R = pool.submit(_call, item).result()
        except BrokenProcessPool:
            return on_lost(item)
    return result


def _pool(function: Callable[[T], R], jobs: int, method: str) -> ProcessPoolExecutor:
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, context, _initialize, (function,))


_FUNCTION: list[Callable[[Any], Any]] = []
"""The function that this worker process runs."""


def _initialize(function: Callable[[Any], Any]) -> None:
    """Initialize a worker process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the interrupted parent shuts the pool down
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # replaces the handler that a forked process inherits
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _FUNCTION[:] = [function]


def _end_with_parent() -> None:
    """Terminate this process when its parent has been killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)


def _call(item: Any) -> Any:
    try:
        result = _FUNCTION[0](item)
    except Exception as error:  # noqa: BLE001 - raised again in the parent process
        raise _portable(error) from None
    COMPILED_CACHE.save()
    return result


def _portable(error: Exception) -> Exception:
    """Return the error, or one with the same message when it cannot be pickled."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - pickled on the same line
    except Exception:  # noqa: BLE001 - custom pickling may raise anything
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error
