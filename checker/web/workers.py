"""The processes in which drafts are read: one that hangs or dies is replaced, and only its own draft is lost.

Each is an executor with a single process, since an executor that loses one process loses them all.
"""

from __future__ import annotations

import asyncio
import functools
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import ParamSpec, TypeVar

from checker.project.project import Project
from checker.text.errors import FazhiError
from checker.web.checking import prepare

P = ParamSpec("P")
R = TypeVar("R")

SECONDS = 60.0
"""For one draft, from the moment a process takes it; 20 MB of text take half a minute."""
MAX_WAITING = 200
"""Drafts that wait for a process; a folder of a county's reports is half as many."""


class LostError(FazhiError):
    """The process that read a draft has ended."""


class SlowError(FazhiError):
    """A draft has taken too long."""


class BusyError(FazhiError):
    """Too many drafts wait."""


class _Lane:
    """An executor with one process, which is started and prepared at once."""

    def __init__(self, project: Project) -> None:
        context = multiprocessing.get_context("spawn")  # threads of the server must not be forked
        self.executor = ProcessPoolExecutor(1, context, _begin, (project,))
        self._pid = self.executor.submit(os.getpid)

    def kill(self) -> None:
        """End the process, whatever it does."""
        with suppress(BrokenProcessPool, TimeoutError, ProcessLookupError, PermissionError):
            os.kill(self._pid.result(0), getattr(signal, "SIGKILL", signal.SIGTERM))
        self.executor.shutdown(wait=False, cancel_futures=True)


def _submitted(lane: _Lane, task: Callable[[], R]) -> Future[R] | None:
    """Return the task under way; None when the process is known to have ended."""
    try:
        return lane.executor.submit(task)
    except BrokenProcessPool:
        return None


def _begin(project: Project) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server, which is interrupted too, ends this process
    prepare(project)


class Workers:
    """A number of processes; each does one thing at a time."""

    def __init__(self, project: Project, count: int, seconds: float = SECONDS) -> None:
        self._project, self._count, self._seconds = project, count, seconds
        self._free: asyncio.Queue[_Lane] = asyncio.Queue()
        self._lanes: set[_Lane] = set()
        self._waiting = 0

    def start(self) -> None:
        """Start the processes; they load the rules while nobody waits yet."""
        for _ in range(self._count):
            self._add()

    def stop(self) -> None:
        """End all processes."""
        for lane in self._lanes:
            lane.kill()

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call a function, which can be imported, in the next process that is free.

        Raises :class:`LostError`, :class:`SlowError` or :class:`BusyError`, and what the function raises.
        """
        if self._waiting >= MAX_WAITING:
            raise BusyError("正在检查的文件太多，请过一会儿再试")
        self._waiting += 1
        try:
            lane = await self._free.get()
            while (future := _submitted(lane, functools.partial(function, *args, **kwargs))) is None:
                self._replace(lane)  # it had ended while it did nothing, for which this draft is not to blame
                lane = await self._free.get()
        finally:
            self._waiting -= 1
        sound = False
        try:
            result = await asyncio.wait_for(asyncio.wrap_future(future), self._seconds)
            sound = True
        except TimeoutError:
            raise SlowError(f"超过 {self._seconds:g} 秒没有查完，已停下") from None
        except BrokenProcessPool:
            raise LostError("读取它的进程意外结束（文件可能已损坏，或所占内存太多）") from None
        except FazhiError:
            sound = True
            raise
        finally:
            if sound:
                self._free.put_nowait(lane)
            else:
                self._replace(lane)
        return result

    def _replace(self, lane: _Lane) -> None:
        self._lanes.discard(lane)
        lane.kill()
        self._add()

    def _add(self) -> None:
        lane = _Lane(self._project)
        self._lanes.add(lane)
        self._free.put_nowait(lane)
