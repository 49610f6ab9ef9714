"""The contributions of reports to outputs, stored between runs.

The key of a result depends on the bytes of the report, its displayed path, the day (suppression requests may expire),
the output format, the settings, the rulesets, the program and its libraries. Only rendered output is stored, in which
private numbers are masked.
"""

from __future__ import annotations

import datetime
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from checker.cache.folder import RESULTS, digest, environment_digest, is_usable, listing_key, load, save
from checker.cache.listing import list_files
from checker.resources.shipped import rulesets_directory
from checker.version import VERSION

_MAX_AGE = 30 * 24 * 3600
"""Seconds after which a result is removed, by the next run that stores another one in its folder."""
_SHARD_LENGTH = 1
"""Characters of a key that name its folder; few folders, because creating one takes as long as storing two results."""


class ResultsCache:
    """The results of one output under one set of settings."""

    def __init__(self, folder: Path, settings: str) -> None:
        """``settings`` is a text that identifies the output format and all settings of the run."""
        self._folder = folder / RESULTS
        self._usable = is_usable(folder) and is_usable(self._folder)
        self._prepared: dict[Path, bool] = {}
        today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
        self._common = environment_digest(
            VERSION, today, settings, listing_key(list_files(str(rulesets_directory())))
        ).encode()

    def key(self, path: str, data: bytes, configuration: str) -> str:
        """Return the key of the result of a file with these bytes; ``configuration`` identifies its configuration."""
        return digest(self._common, configuration.encode(), path.encode("utf-8", "surrogateescape"), data)

    def has(self, key: str) -> bool:
        """Return True when a result is stored for the key."""
        return self._usable and self._file(key).exists()

    def load(self, key: str) -> Any:
        """Return the stored result, or None."""
        return load(self._file(key)) if self._usable else None

    def store(self, key: str, value: Any) -> None:
        """Store a result; before the first one in a folder, remove expired results from it."""
        file = self._file(key)
        if self._usable and file.parent not in self._prepared:
            self._prepared[file.parent] = is_usable(file.parent)
            _remove_expired(file.parent)
        if self._prepared.get(file.parent):
            save(file, value)

    def _file(self, key: str) -> Path:
        return self._folder / key[:_SHARD_LENGTH] / key[_SHARD_LENGTH:]


def _remove_expired(folder: Path) -> None:
    oldest = time.time() - _MAX_AGE
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.stat().st_mtime < oldest:
                Path(entry.path).unlink()
