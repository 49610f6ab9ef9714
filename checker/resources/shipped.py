"""Where the shipped rulesets and templates lie, inside the wheel or beside the package in a checkout; their text."""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from pathlib import Path

from checker.text.errors import RulesetError


def pipelines_directory() -> Path:
    """The folder ``ci/`` with the templates of pipelines, beside the rulesets."""
    here = Path(__file__).resolve().parent.parent
    installed = here / "_ci"
    return installed if installed.is_dir() else here.parent / "ci"


def rulesets_directory() -> Path:
    """The folder ``rulesets/``; an editable install uses the one at the top of the checkout."""
    here = Path(__file__).resolve().parent.parent
    installed = here / "_rulesets"
    return installed if installed.is_dir() else here.parent / "rulesets"


def files_in(directory: Path, suffix: str) -> list[Path]:
    """The files directly in a folder whose names end so (``.toml``), in order."""
    return [directory / name for name in sorted(os.listdir(directory)) if name.endswith(suffix)]


def file_stamp(path: Path, shown: str) -> str:
    """A name for what a file that ships with the tool holds, by its time and size: nothing of it need be read.

    Raises :class:`~checker.text.errors.RulesetError` where there is none.
    """
    try:
        state = path.stat()
    except OSError as error:
        raise RulesetError(shown, f"无法读取({error.strerror})") from None
    return f"{path}:{state.st_mtime_ns}:{state.st_size}"


def read_text(path: Path, shown: str) -> str:
    """The text of a file with rules, settings or a list.

    Raises :class:`~checker.text.errors.RulesetError` for one that cannot be read, and one that is none.
    """
    try:
        # Editors on Windows begin a file with a byte order mark.
        return path.read_bytes().removeprefix(BOM_UTF8).decode()
    except OSError as error:
        raise RulesetError(shown, f"无法读取({error.strerror})") from None
    except UnicodeDecodeError:
        raise RulesetError(shown, "不是 UTF-8 文本") from None
