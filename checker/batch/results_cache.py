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

from checker.cache.folder import RESULTS, digest, environment_digest, is_ours, is_usable, listing_key, load, mark, save
from checker.cache.listing import list_files
from checker.project.project import Project
from checker.resources.shipped import rulesets_directory
from checker.version import VERSION

_MAX_AGE = 30 * 24 * 3600
"""Seconds after which a result is removed, by the next run that stores another one in its folder."""
READS_FILES = ("catalogs", "rulesets", "previous")
"""Options and configuration keys that name files other than the reports."""
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
        self._rulesets = _rulesets_key()
        self._common = environment_digest(VERSION, today, settings, self._rulesets).encode()

    def key(self, path: str, content: str, configuration: str) -> str:
        """Return the key of a result; ``content`` is the digest of the file's bytes, ``configuration`` its key."""
        return digest(self._common, configuration.encode(), path.encode("utf-8", "surrogateescape"), content.encode())

    def has(self, key: str) -> bool:
        """Return True when a result is stored for the key."""
        return self._usable and self._file(key).exists()

    def load(self, key: str) -> Any:
        """Return the stored result, or None; that of another key, which somebody has moved there, is none."""
        stored = load(self._file(key)) if self._usable else None
        return stored[1] if isinstance(stored, tuple) and len(stored) == 2 and stored[0] == key else None

    def store(self, key: str, value: Any) -> None:
        """Store a result; before the first one in a folder, remove expired results from it.

        Nothing is stored when a shipped ruleset has been edited since the key was made.
        """
        file = self._file(key)
        if self._rulesets != _rulesets_key():
            return
        if self._usable and file.parent not in self._prepared:
            self._prepared[file.parent] = is_usable(file.parent)
            _remove_expired(file.parent)
            mark(self._folder.parent)
        if self._prepared.get(file.parent):
            save(file, (key, value))

    def _file(self, key: str) -> Path:
        return self._folder / key[:_SHARD_LENGTH] / key[_SHARD_LENGTH:]


def configuration_key(project: Project, name: str) -> str | None:
    """Return a key for the configuration of a file, made from what was loaded.

    None when results depend on more: on other files that it names, or on ``[[ignore]]`` entries.
    """
    config = project.config_for(name)
    if config is None:
        return ""
    for layer in (*config.layers, *(item.layer for item in config.per_file)):
        entries = layer.values.get("ignore", ())
        assert isinstance(entries, tuple)
        if any(layer.values.get(key) for key in READS_FILES) or not all(isinstance(entry, str) for entry in entries):
            return None
    parts = [os.path.abspath(name).encode("utf-8", "surrogateescape")]
    for table in config.tables:
        parts.extend(
            (table.file.encode("utf-8", "surrogateescape"), str(table.source).encode("utf-8", "surrogatepass"))
        )
    return digest(*parts)


def _rulesets_key() -> str:
    return listing_key(list_files(str(rulesets_directory())))


def _remove_expired(folder: Path) -> None:
    oldest = time.time() - _MAX_AGE
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.stat(follow_symlinks=False).st_mtime < oldest and is_ours(Path(entry.path)):
                Path(entry.path).unlink()
