"""Configuration files: the nearest ``fazhi.toml`` or ``[tool.fazhi]``, and the files that it extends."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checker.disk.reading import SETTINGS_BYTES, read_bytes
from checker.project.config.keys import FILE, PYPROJECT
from checker.project.config.layers import Layer
from checker.project.config.reach import check_reach
from checker.project.config.values import PerFile, read_layer
from checker.resources import toml
from checker.text.errors import FazhiError, RulesetError

_SECTION = re.compile(r"^\s*\[+\s*tool\s*\.\s*[\"']?fazhi\b", re.MULTILINE)


class ConfigFile(Struct, frozen=True):
    """A configuration file with those that it extends.

    ``files``, ``layers``, ``per_file`` and ``tables``, which may hold rules, are in the order of precedence: the
    extended files come first, the file itself last.
    """

    path: Path
    files: tuple[Path, ...]
    layers: tuple[Layer, ...]
    per_file: tuple[PerFile, ...]
    tables: tuple[toml.Table, ...]


def find_config(start: Path) -> Path | None:
    """Return the nearest configuration file in a folder or its parents; ``fazhi.toml`` precedes ``pyproject.toml``."""
    folder = start.absolute()
    return next((path for parent in (folder, *folder.parents) for path in _in_folder(parent)), None)


def _in_folder(folder: Path) -> Iterator[Path]:
    if os.path.isfile(folder / FILE):
        yield folder / FILE
    elif os.path.isfile(folder / PYPROJECT) and _holds_settings(folder / PYPROJECT):
        yield folder / PYPROJECT


def _holds_settings(path: Path) -> bool:
    """Return True for a pyproject.toml with ``[tool.fazhi]``; errors in any other one are not reported."""
    try:
        content = read_bytes(path, SETTINGS_BYTES)
        if b"fazhi" not in content:
            return False
    except OSError:
        return False
    try:
        tool = toml.load(path).values.get("tool")
    except RulesetError:
        # A file that cannot be parsed is searched for the section instead.
        return _SECTION.search(content.decode("utf-8", "replace")) is not None
    return isinstance(tool, dict) and "fazhi" in tool


def load_config(path: Path, *, shown: str = "", allowed: tuple[str, ...] = ()) -> ConfigFile:
    """Load a file and the files that it extends; ``allowed`` are folders outside its repository that it may read.

    Raises :class:`~checker.text.errors.FazhiError` for an invalid file, and for files that extend each other.
    """
    return _load(path, shown or path.as_posix(), (), set(), allowed)


def _normalized(path: str) -> str:
    """Normalize a path, unless links make the result another file, so that a file has one displayed name."""
    normal = os.path.normpath(path)
    return Path(normal).as_posix() if os.path.realpath(normal) == os.path.realpath(path) else path


def _table(path: Path, shown: str) -> toml.Table:
    try:
        return toml.load(path, shown)
    except RulesetError as error:
        # TOML allows one value per key, so that a list of names and [[ignore]] exclude each other.
        if "'ignore'" in str(error):
            reason = "ignore = […] 和 [[ignore]] 不能都写，不用的规则请写在 extend-ignore 里"
            raise RulesetError(shown, reason) from None
        raise


def _load(
    path: Path, shown: str, extending: tuple[Path, ...], loaded: set[Path], allowed: tuple[str, ...]
) -> ConfigFile:
    """Load a file and its bases, except those ``loaded`` already: a file that two others extend is merged once."""
    resolved = path.resolve()
    if resolved in extending:
        raise FazhiError(f"{shown}:extend 绕回了自己")
    if resolved in loaded:
        return ConfigFile(path, (), (), (), ())
    loaded.add(resolved)
    if not os.path.exists(path):
        raise FazhiError(f"{shown}：没有这个配置文件")
    table = _table(path, shown)
    if path.name == PYPROJECT:
        table = table.table("tool").table("fazhi")
    table = replace(table, holds_settings=True)
    layer = read_layer(table, shown, Path(shown).parent)
    check_reach(table, layer, os.path.dirname(os.path.abspath(path)), allowed)
    extended = layer.values.get("extend", ())
    assert isinstance(extended, tuple)
    bases = [_load(Path(base), base, (*extending, resolved), loaded, allowed) for base in map(_normalized, extended)]
    own = layer.values.get("per-file", ())
    assert isinstance(own, tuple)
    return ConfigFile(
        path,
        (*(item for base in bases for item in base.files), path),
        (*(item for base in bases for item in base.layers), layer),
        (*(item for base in bases for item in base.per_file), *own),
        (*(item for base in bases for item in base.tables), table),
    )
