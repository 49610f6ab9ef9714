"""What is open, what has been found in it, and when it is looked at again.

All state lives on the event loop; only the linting itself runs in a thread, one text at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

from checker.server.abilities import Abilities
from checker.server.linters import Linters
from checker.server.linting import Result, linted
from checker.server.preferences import Preferences
from checker.server.texts import OpenText

PAUSE = 0.2
"""Seconds without a keystroke after which the text is linted."""
Publish = Callable[[Result], None]
Value = TypeVar("Value")


class Session:
    """The texts that are open, each with its last result and the run that is under way."""

    def __init__(self, publish: Publish) -> None:
        self.abilities = Abilities()
        self._publish = publish
        self._texts: dict[str, OpenText] = {}
        self._results: dict[str, Result] = {}
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fazhi")
        self._root = Path.cwd()
        self._preferences = Preferences()
        self._toolboxes = Linters(self._preferences, self._root)

    def open_folder(self, root: Path) -> None:
        """Take the folder that is open in the editor."""
        self._root = root
        self.configure(self._preferences)

    def configure(self, preferences: Preferences) -> None:
        """Take other settings, or read the configuration anew; everything open is linted again."""
        self._preferences = preferences
        self._toolboxes = Linters(self._preferences, self._root)
        self._results.clear()
        for uri in self._texts:
            self._start(uri, 0)

    def reload(self) -> None:
        """Read the configuration files anew."""
        self.configure(self._preferences)

    def text(self, uri: str) -> OpenText | None:
        """The present version of a text."""
        return self._texts.get(uri)

    def put(self, text: OpenText, pause: float = 0) -> None:
        """Take a version of a text, and lint it when no other has come within the pause."""
        self._texts[text.uri] = text
        self._start(text.uri, pause)

    def again(self, uri: str) -> None:
        """Lint a text as it is."""
        if uri in self._texts:
            self._start(uri, 0)

    def close(self, uri: str) -> None:
        """Forget a text."""
        self._texts.pop(uri, None)
        self._results.pop(uri, None)
        if run := self._runs.pop(uri, None):
            run.cancel()

    async def result(self, uri: str) -> Result | None:
        """What was found in the present version of a text, as soon as it is known; None for one that is not open."""
        while (text := self._texts.get(uri)) is not None:
            known = self._results.get(uri)
            if known is not None and known.text is text:
                return known
            run = self._runs.get(uri)
            if run is None or run.done():
                run = self._start(uri, 0)
            # A newer version cancels the run; then its own is waited for.
            await asyncio.wait({run})
        return None

    async def aside(self, work: Callable[[], Value]) -> Value:
        """Work that takes time, done in the thread that lints."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def stop(self) -> None:
        """End the thread; what waits is not done."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _start(self, uri: str, pause: float) -> asyncio.Task[None]:
        if run := self._runs.get(uri):
            run.cancel()
        self._runs[uri] = asyncio.ensure_future(self._run(uri, pause))
        return self._runs[uri]

    async def _run(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        text, linters = self._texts[uri], self._toolboxes
        result = await self.aside(partial(linted, text, linters, self.abilities))
        if self._texts.get(uri) is text and self._toolboxes is linters:
            self._results[uri] = result
            self._publish(result)
