"""A TOML reader whose errors name file, line and key, and suggest the closest valid name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from checker.cache.store import COMPILED_CACHE, PersistentCache
from checker.disk.reading import SETTINGS_BYTES
from checker.resources.shipped import file_stamp, read_text
from checker.text.errors import RulesetError

if TYPE_CHECKING:
    from checker.resources.toml_lines import Source


def suggestion(name: str, candidates: Iterable[str]) -> str:
    """Return “,是不是“x”?” with the candidate that is closest to ``name``, or an empty text when none is close."""
    from difflib import get_close_matches  # noqa: PLC0415 - only needed for a wrong name

    close = get_close_matches(name, list(candidates), n=1, cutoff=0.6)
    return f"，是不是“{close[0]}”？" if close else ""


_MAX_PARTS = 64
_PART = r"(?:(?<![\w-])[A-Za-z0-9_-]++|\"[^\"\n]*+\"|'[^'\n]*+')[ \t]*+\.[ \t]*+"
_DEEP_KEY = re.compile(rf"(?:{_PART}){{{_MAX_PARTS}}}")
"""A key of very many parts, for which the parser takes time and memory with their square."""
_POSITION = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)$")


class Table(Struct, frozen=True):
    """A table of a TOML file, with its key path, so that errors can name the line."""

    values: Mapping[str, Any]
    file: str
    source: Source
    key_path: tuple[str | int, ...] = ()
    trusted: bool = False
    """True for a file that ships with the tool, which the tests validate."""
    holds_settings: bool = False
    """True for a configuration file, which may contain rules beside its settings."""

    def error(self, key: str, reason: str) -> RulesetError:
        """Return the error to raise about ``key`` of this table."""
        from checker.resources.toml_lines import find_line  # noqa: PLC0415 - only needed for an error

        name = ".".join(str(part) for part in self.key_path if isinstance(part, str))
        full = f"{name}.{key}" if name and key else name or key
        return RulesetError(self.file, f"{full}：{reason}", find_line(self.source, (*self.key_path, key)))

    def check_keys(self, keys: Iterable[str]) -> None:
        """Raise :class:`~checker.text.errors.RulesetError` for the first key that is not in ``keys``."""
        names = set(keys)
        for key in self.values:
            if key not in names:
                raise self.error(key, f"没有这个键{suggestion(key, names)}")

    def string(self, key: str, default: str | None = None) -> str:
        """Return a string value; the key is required when there is no default.

        This method and the following ones raise :class:`~checker.text.errors.RulesetError` for a wrong value.
        """
        value = self._get(key, default)
        if not isinstance(value, str):
            raise self.error(key, "应为文本")
        return value

    def choice(self, key: str, choices: Iterable[str], default: str | None = None) -> str:
        """Return a string value that is one of the choices."""
        value = self.string(key, default)
        names = list(choices)
        if value not in names:
            raise self.error(key, f"不认识“{value}”{suggestion(value, names)}（可用：{' '.join(names)}）")
        return value

    def strings(self, key: str, default: Sequence[str] | None = None) -> tuple[str, ...]:
        """Return a list of strings."""
        value = self._get(key, default)
        if not isinstance(value, (list, tuple)) or not all(isinstance(item, str) for item in value):
            raise self.error(key, "应为文本列表")
        return tuple(value)

    def integer(self, key: str, default: int | None = None) -> int:
        """Return an integer."""
        value = self._get(key, default)
        if not isinstance(value, int) or isinstance(value, bool):
            raise self.error(key, "应为整数")
        return value

    def table(self, key: str) -> Table:
        """Return a sub-table, which is empty when the key is absent."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.error(key, "应为表")
        return Table(value, self.file, self.source, (*self.key_path, key), self.trusted)

    def tables(self, key: str) -> list[Table]:
        """Return an array of tables, ``[[key]]``, which is empty when the key is absent."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.error(key, "应为表的数组")
        return [
            Table(item, self.file, self.source, (*self.key_path, key, index), self.trusted)
            for index, item in enumerate(value)
        ]

    def _get(self, key: str, default: object) -> object:
        if key in self.values:
            return self.values[key]
        if default is None:
            raise self.error(key, "缺少这个键")
        return default


def _split_error(error: str, source: str) -> tuple[str, int]:
    """Split a message of the parser into its reason and the line number that it names (0 without one)."""
    found = _POSITION.search(error)
    if found is None:
        return error, 0
    line = int(found.group(1)) if found.group(1) else len(source.rstrip().split("\n"))
    return error[: found.start()].rstrip(), line


def load(path: Path, name: str = "", *, trusted: bool = False, cache: PersistentCache = COMPILED_CACHE) -> Table:
    """Read a TOML file; errors show it as ``name``, or as its path.

    The values of a ``trusted`` file are stored in ``cache``. Raises :class:`~checker.text.errors.RulesetError` for a
    file that cannot be read or is not valid TOML.
    """
    shown = name or path.as_posix()
    if not trusted:
        return parse(read_text(path, shown, SETTINGS_BYTES), shown)
    stamp = file_stamp(path, shown)
    values = cache.get_or_make("toml", stamp, lambda: parse(read_text(path, shown), shown, trusted=True).values)
    return Table(values, shown, path, trusted=True)


def parse(source: str, name: str, *, trusted: bool = False) -> Table:
    """Parse the TOML text of the file ``name``.

    Raises :class:`~checker.text.errors.RulesetError` for text that is not valid TOML.
    """
    import tomllib  # noqa: PLC0415 - shipped files are usually in the cache

    if not trusted and (deep := _DEEP_KEY.search(source)):
        line = source.count("\n", 0, deep.start()) + 1
        raise RulesetError(name, f"TOML 语法错误：键套得太深（最多 {_MAX_PARTS} 层）", line)
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        reason, line = _split_error(str(error), source)
        raise RulesetError(name, f"TOML 语法错误：{reason}", line) from None
    except RecursionError:
        raise RulesetError(name, "TOML 语法错误：括号套得太深") from None
    except ValueError:  # raised by int() for thousands of digits
        raise RulesetError(name, "TOML 语法错误：数太大") from None
    return Table(values, name, source, trusted=trusted)
