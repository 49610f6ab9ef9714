"""Mapping a function over items on the machines of a Ray cluster, with results in order.

One machine is served by :mod:`checker.batch.processes`: the standard pool needs nothing installed, starts at once and
inherits what is loaded. Ray takes over where there are several machines; it restarts what was lost with a process or a
machine. Files are read by the machine that has the task, so that all of them see the same folders.
"""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from typing import TypeVar

from checker.project.files import shown
from checker.text.errors import FazhiError

T = TypeVar("T")
R = TypeVar("R")

_ITEMS_AHEAD = 4
"""Items per processor that are submitted before their results are needed; more results would fill the object store."""
_RETRIES = 3
"""How often an item is tried again whose process or machine has gone; a file that ends its process is lost then."""


def map_on_cluster(
    function: Callable[[T], R], items: Sequence[T], address: str, on_lost: Callable[[T], R]
) -> Generator[R, None, None]:
    """Yield ``function`` of every item, in order, or ``on_lost`` of an item whose process died again and again.

    ``address`` is that of the cluster's head (``host:port``, ``ray://host:port``, or ``auto`` on one of its machines).
    Function, items and results must be picklable, and the package must be installed on all machines.

    Raises :class:`~checker.text.errors.FazhiError` when the cluster does not answer, ImportError without Ray.
    """
    import ray  # noqa: PLC0415 - an extra, and a second to import
    from ray.exceptions import OutOfMemoryError, RayError, RayTaskError, WorkerCrashedError  # noqa: PLC0415

    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR)
    except (ConnectionError, RuntimeError, ValueError, RayError) as error:
        raise FazhiError(f"集群“{address}”连不上（{str(error).splitlines()[0]}）") from None
    try:
        shared, folder = ray.put(function), os.getcwd()
        task = ray.remote(max_retries=_RETRIES)(_call)
        waiting, pending = deque(items), deque[tuple[T, object]]()
        ahead = _ITEMS_AHEAD * max(1, int(ray.cluster_resources().get("CPU", 1)))
        while waiting or pending:
            while waiting and len(pending) < ahead:
                item = waiting.popleft()
                pending.append((item, task.remote(shared, folder, item)))
            item, reference = pending.popleft()
            try:
                yield ray.get(reference)
            except (WorkerCrashedError, OutOfMemoryError):
                yield on_lost(item)
            except RayTaskError as error:
                raise (error.cause if isinstance(error.cause, FazhiError) else error) from None
            except RayError as error:
                raise FazhiError(f"集群“{address}”中断了（{str(error).splitlines()[0]}）") from None
    finally:
        ray.shutdown()


def _call(function: Callable[[T], R], folder: str, item: T) -> R:
    """Call the function in the folder of the one who asks, to which the paths of files are relative."""
    try:
        os.chdir(folder)
    except OSError:
        raise FazhiError(f"{shown(folder)}：集群的机器上没有这个目录，各台机器要看得到同样的文件") from None
    return function(item)
