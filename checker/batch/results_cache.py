"""What reports added to an output in earlier runs, by everything that it depends on.

The key of a result is made of the bytes of the report, its path as it is told, the day (requests to set findings aside
end on one), the output, the settings, the rulesets, the program and the libraries beside it. What is stored is what the
output shows, so that private numbers are as masked in it as there.
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

_SECONDS = 30 * 24 * 3600
"""A result that was made so long ago is taken away by the first run that stores another beside it."""
_SHARD = 1
"""Characters of a key that name its folder; few folders, because making one takes as long as storing two results."""


class ResultsCache:
    """The results of one output under one set of settings."""

    def __init__(self, folder: Path, asked: str) -> None:
        """``asked`` is all that the run was asked for, as text."""
        self._folder = folder / RESULTS
        self._usable = is_usable(folder) and is_usable(self._folder)
        self._prepared: dict[Path, bool] = {}
        today = datetime.datetime.now(tz=datetime.UTC).astimezone().date().isoformat()
        self._common = environment_digest(
            VERSION, today, asked, listing_key(list_files(str(rulesets_directory())))
        ).encode()

    def key(self, path: str, data: bytes, configured: str) -> str:
        """The name of the result of a file with these bytes; ``configured`` names what its configuration says."""
        return digest(self._common, configured.encode(), path.encode("utf-8", "surrogateescape"), data)

    def has(self, key: str) -> bool:
        """True when there is a result of that name."""
        return self._usable and self._file(key).exists()

    def recall(self, key: str) -> Any:
        """The result of that name, or None."""
        return load(self._file(key)) if self._usable else None

    def keep(self, key: str, value: Any) -> None:
        """Store a result; when it is the first of its folder, take away what is old there."""
        file = self._file(key)
        if self._usable and file.parent not in self._prepared:
            self._prepared[file.parent] = is_usable(file.parent)
            _remove_old(file.parent)
        if self._prepared.get(file.parent):
            save(file, value)

    def _file(self, key: str) -> Path:
        return self._folder / key[:_SHARD] / key[_SHARD:]


def _remove_old(folder: Path) -> None:
    oldest = time.time() - _SECONDS
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.stat().st_mtime < oldest:
                Path(entry.path).unlink()
