"""The location of the shipped rulesets and templates, in the wheel or beside the package in a checkout."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from pathlib import Path

from checker.disk.reading import TABLE_BYTES, read_bytes
from checker.disk.reasons import reason_of
from checker.text.errors import RulesetError


def pipelines_directory() -> Path:
    """Return the folder ``ci/`` with the pipeline templates; an editable install uses that of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_ci"
    return installed if installed.is_dir() else package.parent / "ci"


def rulesets_directory() -> Path:
    """Return the folder ``rulesets/``; an editable install uses that of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "_rulesets"
    return installed if installed.is_dir() else package.parent / "rulesets"


def files_in(directory: Path, suffix: str) -> list[Path]:
    """List the files directly in a folder whose names end with ``suffix`` (such as ``.toml``), sorted by name."""
    return [directory / name for name in sorted(os.listdir(directory)) if name.endswith(suffix)]


def file_stamp(path: Path, display_path: str) -> str:
    """Return a cache key for the content of a shipped file: its path, time and size. The file is not read.

    Raises :class:`~checker.text.errors.RulesetError`, with ``display_path``, for a missing file.
    """
    try:
        status = path.stat()
    except OSError as error:
        raise RulesetError(display_path, f"无法读取（{reason_of(error)}）") from None
    return f"{path}:{status.st_mtime_ns}:{status.st_size}"


def read_text(path: Path, display_path: str, limit: int = TABLE_BYTES) -> str:
    """Read a UTF-8 file of rules, settings or words, with or without a byte order mark.

    Raises :class:`~checker.text.errors.RulesetError`, with ``display_path``, for a file that cannot be read or is not
    UTF-8.
    """
    try:
        # Editors on Windows write a byte order mark.
        return read_bytes(path, limit).removeprefix(BOM_UTF8).decode()
    except OSError as error:
        raise RulesetError(display_path, f"无法读取（{reason_of(error)}）") from None
    except UnicodeDecodeError:
        raise RulesetError(display_path, "不是 UTF-8 文本") from None
