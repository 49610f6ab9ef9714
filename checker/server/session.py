"""The session: open texts, their results, and the scheduling of linting.

All state is accessed on the event loop only; linting runs in one worker thread, one text at a time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from checker.server.capabilities import Capabilities
from checker.server.linters import Linters
from checker.server.linting import LintResult, lint_text
from checker.server.preferences import Preferences
from checker.server.texts import OpenText
from checker.server.worker import Worker

_SHORT = 10_000
"""Characters of a text that is linted at once: that takes less time than the next key."""
_LONGEST_PAUSE = 0.2
_PAUSE_PER_CHARACTER = 5e-6
"""Seconds; as long as linting a character takes, so that a text is linted about as often as it can be."""
Publish = Callable[[LintResult], None]
Value = TypeVar("Value")


def pause_for(text: str) -> float:
    """Return the seconds without a change after which a text is linted; none for a text of the length of a report."""
    return 0.0 if len(text) <= _SHORT else min(len(text) * _PAUSE_PER_CHARACTER, _LONGEST_PAUSE)


class Session:
    """The open texts, each with its last result and its pending run."""

    def __init__(self, publish: Publish) -> None:
        self.capabilities = Capabilities()
        self._publish = publish
        self._texts: dict[str, OpenText] = {}
        self._results: dict[str, LintResult] = {}
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._worker = Worker()
        self._root = Path.cwd()
        self._preferences = Preferences()
        self._linters = Linters(self._preferences, self._root)

    def open_folder(self, root: Path) -> None:
        """Set the folder that is open in the editor."""
        self._root = root
        self.configure(self._preferences)

    def configure(self, preferences: Preferences) -> None:
        """Set the editor's settings, reload configurations, and lint all open texts again."""
        self._preferences = preferences
        self._linters = Linters(self._preferences, self._root)
        self._results.clear()
        for uri in self._texts:
            self._start(uri, 0)

    def reload(self) -> None:
        """Reload the configuration files."""
        self.configure(self._preferences)

    def text(self, uri: str) -> OpenText | None:
        """Return the current version of a text, or None for one that is not open."""
        return self._texts.get(uri)

    def update(self, text: OpenText, pause: float = 0) -> None:
        """Set the current version of a text, and lint it unless another one comes within the pause."""
        self._texts[text.uri] = text
        self._start(text.uri, pause)

    def relint(self, uri: str) -> None:
        """Lint the current version of a text again."""
        if uri in self._texts:
            self._start(uri, 0)

    def close(self, uri: str) -> None:
        """Remove a text."""
        self._texts.pop(uri, None)
        self._results.pop(uri, None)
        if run := self._runs.pop(uri, None):
            run.cancel()

    async def result(self, uri: str) -> LintResult | None:
        """Wait for the result for the current version of a text; None for one that is not open."""
        while (text := self._texts.get(uri)) is not None:
            result = self._results.get(uri)
            if result is not None and result.text is text:
                return result
            run = self._runs.get(uri)
            if run is None or run.done():
                run = self._start(uri, 0)
            # A newer version cancels the run; the loop then waits for its own.
            await asyncio.wait({run})
        return None

    async def run_in_worker(self, work: Callable[[], Value]) -> Value:
        """Run a function in the worker thread."""
        return await self._worker.run(work)

    def _start(self, uri: str, pause: float) -> asyncio.Task[None]:
        if run := self._runs.get(uri):
            run.cancel()
        self._runs[uri] = asyncio.ensure_future(self._run(uri, pause))
        return self._runs[uri]

    async def _run(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        text, linters = self._texts[uri], self._linters
        result = await self.run_in_worker(partial(lint_text, text, linters, self.capabilities))
        if self._texts.get(uri) is text and self._linters is linters:
            self._results[uri] = result
            self._publish(result)
