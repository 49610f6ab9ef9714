"""Where the shipped rulesets and templates lie, inside the wheel or beside the package in a checkout; their text."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from pathlib import Path

from checker.errors import RulesetError


def pipelines_directory() -> Path:
    """The folder ``ci/`` with the templates of pipelines, beside the rulesets."""
    here = Path(__file__).resolve().parent
    installed = here / "_ci"
    return installed if installed.is_dir() else here.parent / "ci"


def rulesets_directory() -> Path:
    """The folder ``rulesets/``; an editable install uses the one at the top of the checkout."""
    here = Path(__file__).resolve().parent
    installed = here / "_rulesets"
    return installed if installed.is_dir() else here.parent / "rulesets"


def files_in(directory: Path, suffix: str) -> list[Path]:
    """The files directly in a folder whose names end so (``.toml``), in order."""
    return [directory / name for name in sorted(os.listdir(directory)) if name.endswith(suffix)]


def bytes_of(path: Path, shown: str) -> bytes:
    """The bytes of a file with rules, settings or a list.

    Raises :class:`~checker.errors.RulesetError` for one that cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise RulesetError(shown, f"无法读取({error.strerror})") from None


def decoded(data: bytes, shown: str) -> str:
    """The text that the bytes of such a file are; raises the same for what is none."""
    try:
        # Editors on Windows begin a file with a byte order mark.
        return data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError:
        raise RulesetError(shown, "不是 UTF-8 文本") from None


def text_of(path: Path, shown: str) -> str:
    """:func:`decoded` of :func:`bytes_of`."""
    return decoded(bytes_of(path, shown), shown)
