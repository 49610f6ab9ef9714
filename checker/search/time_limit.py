"""A time limit for rules, enforced by a timer of the process instead of a timeout for every search.

The timeouts of :mod:`regex` read the clock at the start of a search and repeatedly during it, which doubles the time of
searches in short texts. A timer of processor time interrupts searches as well, because they check for signals. Only the
main thread receives signals; in other threads, and on platforms without such a timer, every search has a timeout.
"""

from __future__ import annotations

import math
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 5.0
"""Timeout of a search, and base limit of a rule, in seconds; checking a whole report takes milliseconds."""
DOCUMENT_SECONDS = 20.0
"""Of all rules together, in a thread that nobody can interrupt; an editor waits for it."""
CHARACTERS_PER_SECOND = 100_000
"""Number of characters of a text that raise the limit of a rule by one second."""
_TICK = 1.0
"""Interval of the timer in seconds of processor time."""


class _Watchdog(threading.local):
    """The time limit of the rules that run in this thread; ``with WATCHDOG`` runs one rule."""

    def __init__(self) -> None:
        self.limit: float | None = SECONDS
        """Timeout of each search in seconds; None while the timer enforces the limit."""
        self._working = False
        self._ticks = 0
        self._allowed = SECONDS
        self._rule_until = self._document_until = math.inf

    def remaining(self) -> float | None:
        """Return the timeout of the next search where no timer enforces the limits; None where one does.

        Raises :class:`TimeoutError` when the rule, or all rules together, have had their time.
        """
        if self.limit is None:
            return None
        until = min(self._rule_until, self._document_until)
        if until == math.inf:
            return self.limit
        seconds = min(self.limit, until - time.monotonic())
        if seconds <= 0:
            raise TimeoutError
        return seconds

    @contextmanager
    def guard(self, characters: int) -> Iterator[None]:
        """Start the timer, where possible, for rules that read a text of so many characters."""
        if self.limit is None or not _is_timer_free():
            yield
            return
        try:
            previous = signal.signal(signal.SIGVTALRM, self._tick)
        except ValueError:  # not the main thread
            self._document_until = time.monotonic() + DOCUMENT_SECONDS + characters / CHARACTERS_PER_SECOND
            try:
                yield
            finally:
                self._document_until = math.inf
            return
        self._allowed = SECONDS + characters / CHARACTERS_PER_SECOND
        signal.setitimer(signal.ITIMER_VIRTUAL, _TICK, _TICK)
        self.limit = None
        try:
            yield
        finally:
            self.limit = SECONDS
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
            signal.signal(signal.SIGVTALRM, previous)

    def __enter__(self) -> None:
        """Start a rule; :class:`TimeoutError` is raised inside the block when the rule runs for too long."""
        self._ticks, self._working = 0, True
        if self.limit is not None:
            self._rule_until = time.monotonic() + self._allowed

    def __exit__(self, *_: object) -> None:
        self._working = False
        self._rule_until = math.inf

    def _tick(self, _signal: int, _frame: FrameType | None) -> None:
        self._ticks += 1
        if self._working and self._ticks * _TICK > self._allowed:
            self._ticks = 0
            raise TimeoutError


def _is_timer_free() -> bool:
    """Return True when the platform has the timer and no other code uses its signal."""
    return hasattr(signal, "setitimer") and signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL


WATCHDOG = _Watchdog()
