"""The files below a folder with their times and sizes, so that changes are detected without reading the files."""

from __future__ import annotations

import os
from collections.abc import Mapping

Files = Mapping[str, tuple[int, int]]
"""File path → (modification time in nanoseconds, size in bytes)."""
_BYTECODE = "__pycache__"


def list_files(folder: str) -> Files:
    """List the files below a folder, except Python's own bytecode."""
    files: dict[str, tuple[int, int]] = {}
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    status = entry.stat()
                    files[entry.path] = status.st_mtime_ns, status.st_size
                elif entry.name != _BYTECODE:
                    pending.append(entry.path)
    return files


_program_files: dict[str, Files] = {}


def program_files() -> Files:
    """Return the files of this package as of the first call."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    if package not in _program_files:
        _program_files[package] = list_files(package)
    return _program_files[package]
