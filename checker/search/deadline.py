"""Limits of time for a file and for a whole run, kept by a timer of the process that interrupts whatever is at work.

Unlike :mod:`checker.search.time_limit`, which gives every rule its share of processor time, this is time on the clock,
and covers reading too. Only the main thread can be interrupted; code that does not return to Python cannot, so that
what reads with such code does so in a process of its own (:mod:`checker.project.reading`).
"""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

from msgspec import Struct

FILE_SECONDS = 120.0
"""For a file, unless ``--timeout`` says otherwise: a report takes a thousandth, 20 MB of text a quarter."""
_AGAIN = 1.0
"""Seconds after which the timer rings again, should somebody have caught the interruption."""
_GRACE = 2.0
"""Seconds by which a run may exceed its limit to say what it has found."""


class OutOfTimeError(BaseException):
    """A file or the run has taken too long. Not an :class:`Exception`: those of rules are caught and told."""


class Limits(Struct, frozen=True):
    """``seconds`` for a file; ``total`` for the run (0: none), which ends at ``until`` of the monotonic clock."""

    seconds: float = FILE_SECONDS
    total: float = 0
    until: float = math.inf

    def left(self) -> float:
        """Return the seconds that the next file may take."""
        return min(self.seconds, self.until - time.monotonic())

    @property
    def exceeded(self) -> bool:
        """True when the run has had its time."""
        return time.monotonic() >= self.until


def limits_of(seconds: float = FILE_SECONDS, total: float = 0) -> Limits:
    """Return the limits of a run that begins now."""
    return Limits(seconds, total, time.monotonic() + total if total else math.inf)


class _Alarm(Struct):
    """When the timer of this process is to ring. Mutable."""

    until: float = math.inf


_ALARM = _Alarm()


def _ring(_signal: int, _frame: FrameType | None) -> None:
    if time.monotonic() >= _ALARM.until:
        raise OutOfTimeError


@contextmanager
def interrupted_at(until: float) -> Iterator[None]:
    """Raise :class:`OutOfTimeError` in the block from a moment of the monotonic clock on, where that can be done."""
    if until == math.inf or not _is_timer_free():
        yield
        return
    if until <= time.monotonic():
        raise OutOfTimeError
    outer, before = _ALARM.until, signal.getsignal(signal.SIGALRM)
    _set(min(until, outer))
    try:
        yield
    finally:
        _ALARM.until = outer
        if outer == math.inf:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        else:
            _set(outer)


def file_limit(limits: Limits) -> AbstractContextManager[None]:
    """The limit of one file."""
    return interrupted_at(time.monotonic() + limits.left())


def run_limit(limits: Limits) -> AbstractContextManager[None]:
    """The limit of a whole run, for what does not end by itself when its time is over."""
    return interrupted_at(limits.until + _GRACE)


def _set(until: float) -> None:
    _ALARM.until = until
    signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, max(until - time.monotonic(), 0.001), _AGAIN)


def _is_timer_free() -> bool:
    """Return True in a thread that is interrupted by signals, where nobody else uses this one."""
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return False
    return signal.getsignal(signal.SIGALRM) in {signal.SIG_DFL, _ring}
