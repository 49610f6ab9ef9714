"""The thread that lints. Unlike those of an executor it does not keep the process alive when the editor has gone."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

Value = TypeVar("Value")


class Worker:
    """A thread that does one thing after another."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    async def run(self, work: Callable[[], Value]) -> Value:
        """Do work in the thread; what is cancelled before its turn is not done."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="fazhi", daemon=True)
            self._thread.start()
        future: Future[Value] = Future()
        self._waiting.put((future, work))
        return await asyncio.wrap_future(future)

    def _work(self) -> None:
        while True:
            future, work = self._waiting.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                result = work()
            except BaseException as error:  # noqa: BLE001 - raised where the result is awaited
                future.set_exception(error)
            else:
                future.set_result(result)
