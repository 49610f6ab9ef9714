"""The files below a folder by their times and sizes: what is edited is told apart without being read."""

from __future__ import annotations

import os
from collections.abc import Mapping

Files = Mapping[str, tuple[int, int]]
"""The path of each file → the time of its last change in nanoseconds, and its size in bytes."""
_COMPILED = "__pycache__"


def list_files(folder: str) -> Files:
    """The files below a folder, without what Python puts there itself."""
    found: dict[str, tuple[int, int]] = {}
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    state = entry.stat()
                    found[entry.path] = state.st_mtime_ns, state.st_size
                elif entry.name != _COMPILED:
                    waiting.append(entry.path)
    return found


_program_files: dict[str, Files] = {}


def program_files() -> Files:
    """The files of this package, as they were when somebody first asked."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if here not in _program_files:
        _program_files[here] = list_files(here)
    return _program_files[here]
