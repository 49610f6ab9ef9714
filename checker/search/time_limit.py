"""A time limit for a rule, kept by a timer of the process and not by every search.

:mod:`regex` can keep a limit by itself, but asks for the time when a search begins and again and again within it, which
makes searches of short texts twice as long. A timer that counts processor time interrupts them as well: they look for
signals. Only the main thread gets those; elsewhere, and where there is no such timer, every search keeps its own limit.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

try:
    from _thread import _local  # what threading makes of it, without threading, which a run of one thread does not need
except ImportError:
    from threading import local as _local

SECONDS = 5.0
"""Of a search that keeps its own limit, and of a rule for the first characters; a whole report takes milliseconds."""
CHARACTERS_PER_SECOND = 100_000
"""A rule has a second more for so many characters."""
_TICK = 1.0
"""Seconds of processor time between two looks at how long a rule has been at work."""


class _Watchdog(_local):
    """Whether somebody watches over the rule at work in this thread, and how long it has been at it.

    ``with WATCH`` is one rule.
    """

    def __init__(self) -> None:
        self.limit: float | None = SECONDS
        """Of a search in seconds, which it must keep by itself; None while this watches."""
        self._working = False
        self._ticks = 0
        self._allowed = SECONDS

    @contextmanager
    def guard(self, characters: int) -> Iterator[None]:
        """Watch over rules that read so many characters, where that can be done."""
        if self.limit is None or not _is_timer_free():
            yield
            return
        try:
            before = signal.signal(signal.SIGVTALRM, self._tick)
        except ValueError:  # another thread than the main one
            yield
            return
        self._allowed = SECONDS + characters / CHARACTERS_PER_SECOND
        signal.setitimer(signal.ITIMER_VIRTUAL, _TICK, _TICK)
        self.limit = None
        try:
            yield
        finally:
            self.limit = SECONDS
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, before)

    def __enter__(self) -> None:
        """A rule begins; :class:`TimeoutError` is raised when it has been at work for too long."""
        self._ticks, self._working = 0, True

    def __exit__(self, *_: object) -> None:
        self._working = False

    def _tick(self, _signal: int, _frame: FrameType | None) -> None:
        self._ticks += 1
        if self._working and self._ticks * _TICK > self._allowed:
            self._ticks = 0
            raise TimeoutError


def _is_timer_free() -> bool:
    """True where a timer can be set that nobody else uses."""
    return hasattr(signal, "setitimer") and signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL


WATCHDOG = _Watchdog()
