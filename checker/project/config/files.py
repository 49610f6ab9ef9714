"""Configuration files: the nearest ``fazhi.toml`` or ``[tool.fazhi]``, and those that it extends."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from checker.project.config.keys import FILE, PYPROJECT
from checker.project.config.layers import Layer
from checker.project.config.values import PerFile, read_layer
from checker.resources import toml
from checker.text.errors import FazhiError, RulesetError

_NAMED = re.compile(r"^\s*\[+\s*tool\s*\.\s*[\"']?fazhi\b", re.MULTILINE)


class ConfigFile(Struct, frozen=True):
    """A file with its settings; ``tables`` are its own and its bases' own rules, the farthest first.

    ``layers`` begin with what it extends and end with itself; ``files`` and ``per_file`` likewise.
    """

    path: Path
    files: tuple[Path, ...]
    layers: tuple[Layer, ...]
    per_file: tuple[PerFile, ...]
    tables: tuple[toml.Table, ...]


def find_config(start: Path) -> Path | None:
    """The nearest file with settings in a folder or above it; ``fazhi.toml`` before ``pyproject.toml``."""
    folder = start.absolute()
    return next((path for place in (folder, *folder.parents) for path in _in_folder(place)), None)


def _in_folder(folder: Path) -> Iterator[Path]:
    if os.path.isfile(folder / FILE):
        yield folder / FILE
    elif os.path.isfile(folder / PYPROJECT) and _holds_settings(folder / PYPROJECT):
        yield folder / PYPROJECT


def _holds_settings(path: Path) -> bool:
    """True for a pyproject.toml with ``[tool.fazhi]``; another one is none of our business, right or wrong."""
    try:
        if b"fazhi" not in path.read_bytes():
            return False
    except OSError:
        return False
    try:
        tool = toml.load(path).values.get("tool")
    except RulesetError:
        # Whose it is cannot be told any more, but by its look.
        return _NAMED.search(path.read_text(encoding="utf-8", errors="replace")) is not None
    return isinstance(tool, dict) and "fazhi" in tool


def load_config(path: Path, *, shown: str = "") -> ConfigFile:
    """Read a file and what it extends.

    Raises :class:`~checker.text.errors.FazhiError` for a wrong file and for files that extend each other.
    """
    return _load(path, shown or path.as_posix(), (), set())


def _straight(path: str) -> str:
    """A path without detours, where that is the same file: however a file is come by, it has one name."""
    short = os.path.normpath(path)
    return Path(short).as_posix() if os.path.realpath(short) == os.path.realpath(path) else path


def _table(path: Path, shown: str) -> toml.Table:
    try:
        return toml.load(path, shown)
    except RulesetError as error:
        # TOML has one value a key: a list of names and [[ignore]] cannot both be there.
        if "'ignore'" in str(error):
            raise RulesetError(shown, "ignore = […] 和 [[ignore]] 不能都写,不用的规则请写在 extend-ignore 里") from None
        raise


def _load(path: Path, shown: str, above: tuple[Path, ...], known: set[Path]) -> ConfigFile:
    """A file and those below it that are not ``known``: two of them may rest on the same one, which counts once."""
    resolved = path.resolve()
    if resolved in above:
        raise FazhiError(f"{shown}:extend 绕回了自己")
    if resolved in known:
        return ConfigFile(path, (), (), (), ())
    known.add(resolved)
    if not os.path.isfile(path):
        raise FazhiError(f"{shown}:没有这个配置文件")
    table = _table(path, shown)
    if path.name == PYPROJECT:
        table = table.table("tool").table("fazhi")
    table = replace(table, holds_settings=True)
    layer = read_layer(table, shown, Path(shown).parent)
    bases = layer.values.get("extend", ())
    assert isinstance(bases, tuple)
    below = [_load(Path(base), base, (*above, resolved), known) for base in map(_straight, bases)]
    own = layer.values.get("per-file", ())
    assert isinstance(own, tuple)
    return ConfigFile(
        path,
        (*(inner for base in below for inner in base.files), path),
        (*(inner for base in below for inner in base.layers), layer),
        (*(inner for base in below for inner in base.per_file), *own),
        (*(inner for base in below for inner in base.tables), table),
    )
