"""The processes of :func:`checker.batch.processes.mapped`.

They are forked, so that they begin with all that was loaded before, and hold nothing of their own. Where there
is no fork, everything is done in one process. A thing is handed out when a process is free, and never so far ahead of
the one that is waited for that results pile up.
"""

from __future__ import annotations

import gc
import os
import pickle
import selectors
import signal
import struct
import sys
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Generic, NoReturn, TypeVar

from msgspec import Struct, field

from checker.cache.store import ARCHIVE

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 2
"""Things that a process has at hand."""
_PILE = 16
"""Results a process that may wait for an earlier one."""
_NUMBER = struct.Struct("<I")
_HEAD = struct.Struct("<IQ")
_READ = 1 << 18


class _Worker(Struct):
    """A process, its two pipes, and the numbers of the things that it has at hand."""

    process: int
    tasks: int
    answers: int
    at_hand: deque[int] = field(default_factory=deque)
    received: bytearray = field(default_factory=bytearray)


class Pool(Generic[T, R]):
    """The processes of one run; state lives here."""

    def __init__(self, function: Callable[[T], R], things: Sequence[T], jobs: int, lost: Callable[[T], R]) -> None:
        self._function = function
        self._things = things
        self._lost = lost
        self._waiting = deque(range(len(things)))
        self._done: dict[int, tuple[bool, R | BaseException]] = {}
        self._next = 0
        self._selector = selectors.DefaultSelector()
        self._workers: list[_Worker] = []
        for _ in range(jobs):
            self._start()

    def _start(self) -> None:
        """Fork; the child never comes back from here."""
        sys.stdout.flush()
        sys.stderr.flush()
        task_end, tasks = os.pipe()
        answers, answer_end = os.pipe()
        gc.freeze()  # what is there already is looked through by no collection, and so copied by none
        process = os.fork()
        if not process:
            for descriptor in (
                tasks,
                answers,
                *(end for other in self._workers for end in (other.tasks, other.answers)),
            ):
                os.close(descriptor)
            _serve(self._function, self._things, task_end, answer_end)
        gc.unfreeze()
        os.close(task_end)
        os.close(answer_end)
        worker = _Worker(process, tasks, answers)
        self._workers.append(worker)
        self._selector.register(answers, selectors.EVENT_READ, worker)

    def results(self) -> Iterator[R]:
        """What the function made of each thing, in order."""
        while self._next < len(self._things):
            self._hand_out()
            if self._next in self._done:
                good, result = self._done.pop(self._next)
                self._next += 1
                if not good:
                    assert isinstance(result, BaseException)
                    raise result
                yield result  # type: ignore[misc]
                continue
            for key, _ in self._selector.select():
                self._receive(key.data)

    def _hand_out(self) -> None:
        last = self._next + _PILE * max(1, len(self._workers))
        for worker in self._workers:
            while len(worker.at_hand) < _AHEAD and self._waiting and self._waiting[0] < last:
                number = self._waiting.popleft()
                worker.at_hand.append(number)
                with suppress(BrokenPipeError):  # it has died, which is seen when its answers are read
                    os.write(worker.tasks, _NUMBER.pack(number))

    def _receive(self, worker: _Worker) -> None:
        data = os.read(worker.answers, _READ)
        if not data:
            self._bury(worker)
            return
        received = worker.received
        received += data
        while len(received) >= _HEAD.size:
            number, length = _HEAD.unpack_from(received)
            if len(received) < _HEAD.size + length:
                return
            answer = bytes(received[_HEAD.size : _HEAD.size + length])
            self._done[number] = pickle.loads(answer)  # noqa: S301 - from a process of our own, through our own pipe
            del received[: _HEAD.size + length]
            worker.at_hand.remove(number)

    def _bury(self, worker: _Worker) -> None:
        """A process died: the thing that it was about is lost, the others are given to a new one."""
        self._forget(worker)
        if worker.at_hand:
            number = worker.at_hand.popleft()
            self._done[number] = (True, self._lost(self._things[number]))
            self._waiting.extendleft(reversed(worker.at_hand))
        if self._waiting or worker.at_hand:
            self._start()

    def _forget(self, worker: _Worker) -> None:
        self._selector.unregister(worker.answers)
        os.close(worker.tasks)
        os.close(worker.answers)
        self._workers.remove(worker)
        os.waitpid(worker.process, 0)

    def dismiss(self) -> None:
        """Let all processes come to their end: there is nothing more to do."""
        for worker in tuple(self._workers):
            self._forget(worker)

    def end(self) -> None:
        """End all processes, whatever they are about."""
        for worker in tuple(self._workers):
            with suppress(ProcessLookupError):
                os.kill(worker.process, signal.SIGKILL)
            self._forget(worker)
        self._selector.close()


def _serve(function: Callable[[T], R], things: Sequence[T], tasks: int, answers: int) -> NoReturn:
    """What a process does until there is nothing more to do, or nobody who asks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who is asked to stop ends the others
    try:
        while number := os.read(tasks, _NUMBER.size):
            (index,) = _NUMBER.unpack(number)
            _write(answers, index, _answer(function, things[index]))
        ARCHIVE.save()
    finally:
        os._exit(0)


def _answer(function: Callable[[T], R], thing: T) -> bytes:
    try:
        return pickle.dumps((True, function(thing)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - raised again by the one who asked
        return pickle.dumps((False, _portable(error)), pickle.HIGHEST_PROTOCOL)


def _portable(error: Exception) -> Exception:
    """The error, or one that says the same where it cannot be sent."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - packed in the line itself
    except Exception:  # noqa: BLE001 - whatever its own way of being packed does
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _write(answers: int, index: int, data: bytes) -> None:
    whole = memoryview(_HEAD.pack(index, len(data)) + data)
    while whole:
        whole = whole[os.write(answers, whole) :]
