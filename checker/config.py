"""``fazhi.toml``: the user's names, accepted wordings, rules and settings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from checker import toml
from checker.diagnostic import Confidence
from checker.errors import FazhiError

NAME = "fazhi.toml"
KEYS = (
    "names", "accept", "select", "ignore", "profile", "preset", "min-confidence", "catalogs", "rulesets", "rule",
)  # fmt: skip


@dataclass(frozen=True)
class Config:
    """The settings of a file; paths in it are beside it. ``table`` holds its rules."""

    path: str = ""
    accepted: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = ""
    preset: str = ""
    minimum_confidence: Confidence | None = None
    catalogs: tuple[str, ...] = ()
    rulesets: tuple[str, ...] = ()
    table: toml.Table | None = None


def find_config(start: Path) -> Path | None:
    """The nearest ``fazhi.toml`` in a folder or above it."""
    folder = start.resolve()
    return next((place / NAME for place in (folder, *folder.parents) if (place / NAME).is_file()), None)


def load_config(path: Path) -> Config:
    """Read a configuration; raises :class:`~checker.errors.RulesetError` with the line of what is wrong."""
    table = replace(toml.load(path), holds_settings=True)
    table.only(KEYS)
    least = table.choice("min-confidence", map(str, Confidence)) if "min-confidence" in table.values else ""
    return Config(
        path.as_posix(),
        _words(table, ("names", "accept")),
        table.strings("select", ()),
        table.strings("ignore", ()),
        table.string("profile", ""),
        table.string("preset", ""),
        Confidence[least.upper()] if least else None,
        _beside(path, table.strings("catalogs", ())),
        _beside(path, table.strings("rulesets", ())),
        table,
    )


def read_config(given: str, *, isolated: bool) -> Config:
    """The configuration of a run: the file that was given, else the nearest one, else nothing.

    Raises :class:`~checker.errors.FazhiError` for a file that is not there or not right.
    """
    if given:
        if not Path(given).is_file():
            raise FazhiError(f"{given}:没有这个配置文件")
        return load_config(Path(given))
    found = None if isolated else find_config(Path.cwd())
    return load_config(found) if found else Config()


def _words(table: toml.Table, keys: Iterable[str]) -> tuple[str, ...]:
    words: list[str] = []
    for key in keys:
        for word in table.strings(key, ()):
            if not word.strip():
                raise table.error(key, "词语不能是空的")
            words.append(word)
    return tuple(words)


def _beside(path: Path, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name if Path(name).is_absolute() else (path.parent / name).as_posix() for name in names)
