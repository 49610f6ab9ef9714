"""What a configuration may reach: it names no file to write, and reads below its own repository only.

A configuration comes with a branch, so that whoever sends a branch decides what it says (``docs/design.md``, section
10). What lies elsewhere is read when the command line allows it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from checker.disk.reading import is_inside
from checker.project.config.keys import KEYS
from checker.project.config.layers import Layer
from checker.project.config.values import PerFile
from checker.resources import toml

OPTION = "--allow-read"
_REPOSITORY = ".git"
_EXTEND = "extend"
"""Outside repositories, where no branch has written it, a configuration may be built on any other."""
_OUTPUTS = "output-format"


def check_reach(table: toml.Table, layer: Layer, folder: str, allowed: Iterable[str]) -> None:
    """Check the paths in the settings of a file in ``folder``; ``allowed`` are folders that may be read besides.

    Raises :class:`~checker.text.errors.RulesetError` with the line of the first path that is out of reach.
    """
    for output in _names(layer, _OUTPUTS):
        if ":" in output:
            name, _, file = output.partition(":")
            raise table.error(
                _OUTPUTS, f"配置里只写格式，不写文件；要写到文件，用命令行的 --output-format {name}:{file or '文件'}"
            )
    repository = _repository_of(folder)
    folders = (repository or _own_folder(folder), *allowed)
    for key in KEYS.values():
        if key.type in ("path", "paths"):
            is_free = not repository and key.name == _EXTEND
            for name in _names(layer, key.name):
                if fault := _fault(name, () if is_free else folders):
                    raise table.error(key.name, fault)
    per_file = layer.values.get("per-file", ())
    assert isinstance(per_file, tuple)
    for number, item in enumerate(per_file):
        if isinstance(item, PerFile):
            check_reach(table.tables("per-file")[number], item.layer, folder, allowed)


def _repository_of(folder: str) -> str:
    """Return the repository that a folder lies in; an empty string when it lies in none."""
    place = os.path.realpath(folder)
    while not os.path.lexists(os.path.join(place, _REPOSITORY)):
        above = os.path.dirname(place)
        if above == place:
            return ""
        place = above
    return place


def _own_folder(folder: str) -> str:
    """Return the current folder if that holds a configuration's, else the latter; the root of the disk is neither."""
    here = os.getcwd()
    return here if is_inside(folder, here) and os.path.dirname(here) != here else folder


def _names(layer: Layer, key: str) -> Iterator[str]:
    value = layer.values.get(key, ())
    yield from (value,) if isinstance(value, str) else value if isinstance(value, tuple) else ()


def _fault(name: str, folders: Iterable[str]) -> str:
    if folders and not any(is_inside(name, folder) for folder in folders):
        return f"“{name}”在仓库以外，不读；要读，命令行加 {OPTION} 和它所在的目录"
    if os.path.exists(name) and not os.path.isfile(name) and not os.path.isdir(name):
        return f"“{name}”不是普通文件"
    return ""
