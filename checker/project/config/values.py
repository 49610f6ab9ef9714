"""Validation of configuration values: each error names the file, the line, the key and the most similar valid name."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from checker.facts.suppressions import SuppressionRequest
from checker.project.config.keys import IGNORE, KEYS, PER_FILE, SEVERITIES, Key
from checker.project.config.layers import Layer
from checker.project.config.patterns import Patterns
from checker.resources import toml
from checker.rules.families import SEVERITY_WORDS
from checker.text.span import LineIndex, Span

_MAX_ITEMS = 20_000
"""Of a list, such as the names of an office's own; each is looked for in every report."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class IgnoreEntry(Struct, frozen=True):
    """An ``[[ignore]]`` table: the suppression request, and the files that it applies to, all without patterns."""

    request: SuppressionRequest
    files: Patterns

    def concerns(self, path: str) -> bool:
        """Return True for a file that the entry applies to."""
        return not self.files.lines or self.files.match(path)


class PerFile(Struct, frozen=True):
    """A ``[[per-file]]`` table: its file patterns and its settings."""

    files: Patterns
    layer: Layer


def read_layer(table: toml.Table, origin: str, folder: Path | None) -> Layer:
    """Validate the settings of a table; paths and patterns in it are relative to ``folder``.

    Raises :class:`~checker.text.errors.RulesetError` with the line of an invalid value.
    """
    table.check_keys(KEYS)
    return _layer(table, origin, folder, tuple(KEYS))


def _layer(table: toml.Table, origin: str, folder: Path | None, known: Iterable[str]) -> Layer:
    keys = [KEYS[name] for name in known if name in table.values and name in KEYS and name != "rule"]
    values = {key.name: _value(table, key, folder) for key in keys}
    return Layer(origin, values, table.source, table.key_path)


def _value(table: toml.Table, key: Key, folder: Path | None) -> object:
    readers: dict[str, Callable[[], object]] = {
        "text": lambda: _text(table, key.name),
        "choice": lambda: _choice(table, key.name, key.choices),
        "texts": lambda: _texts(table, key.name),
        "rules": lambda: _texts(table, key.name),
        "ignore": lambda: _ignore(table, folder),
        "path": lambda: _resolved_path(folder, _text(table, key.name)),
        "paths": lambda: tuple(_resolved_path(folder, name) for name in _text_or_texts(table, key.name)),
        "patterns": lambda: (_patterns(table, key.name, _texts(table, key.name), folder),),
        "severity": lambda: _severity(table.table(key.name)),
        "tables": lambda: tuple(_per_file(inner, folder) for inner in table.tables(key.name)),
    }
    return readers[key.type]()


def _texts(table: toml.Table, key: str) -> tuple[str, ...]:
    texts = table.strings(key)
    if len(texts) > _MAX_ITEMS:
        raise table.error(key, f"太多(最多 {_MAX_ITEMS} 个)")
    return tuple(_checked_text(table, key, text) for text in texts)


def _text(table: toml.Table, key: str) -> str:
    return _checked_text(table, key, table.string(key))


def _checked_text(table: toml.Table, key: str, text: str) -> str:
    if not text.strip():
        raise table.error(key, "不能是空的")
    if "\0" in text:
        raise table.error(key, "不能含有空字符")
    return text


def _text_or_texts(table: toml.Table, key: str) -> tuple[str, ...]:
    return (_text(table, key),) if isinstance(table.values[key], str) else _texts(table, key)


def _patterns(table: toml.Table, key: str, lines: tuple[str, ...], folder: Path | None) -> Patterns:
    patterns = Patterns(lines, _root(folder))
    if fault := patterns.fault():
        raise table.error(key, fault)
    return patterns


def _severity(table: toml.Table) -> dict[str, str]:
    return {name: _choice(table, name, SEVERITIES) for name in table.values}


def _choice(table: toml.Table, key: str, choices: Iterable[str]) -> str:
    """Return a value that is one of the choices; a severity may be named in Chinese."""
    english = SEVERITY_WORDS.get(table.string(key), "")
    return english if english in tuple(choices) else table.choice(key, choices)


def _resolved_path(folder: Path | None, name: str) -> str:
    return name if folder is None or Path(name).is_absolute() else (folder / name).as_posix()


def _root(folder: Path | None) -> str:
    return "" if folder is None else os.path.abspath(folder)


def _per_file(table: toml.Table, folder: Path | None) -> PerFile:
    table.check_keys(PER_FILE)
    lines = _text_or_texts(table, "files") if "files" in table.values else table.strings("files")
    if not lines:
        raise table.error("files", "不能是空的")
    files = _patterns(table, "files", lines, folder)
    return PerFile(files, _layer(table, table.file, folder, PER_FILE))


def _ignore(table: toml.Table, folder: Path | None) -> tuple[object, ...]:
    """The names of rules not to use and the ``[[ignore]]`` entries; one list may hold both."""
    items = table.values["ignore"]
    if not isinstance(items, list) or not all(isinstance(item, (str, dict)) for item in items):
        raise table.error("ignore", "应为规则的列表,或写成 [[ignore]]")
    tables = [
        toml.Table(item, table.file, table.source, (*table.key_path, "ignore", number))
        for number, item in enumerate(item for item in items if isinstance(item, dict))
    ]
    names = (_checked_text(table, "ignore", item) for item in items if isinstance(item, str))
    return (*names, *(_entry(item, folder) for item in tables))


def _entry(table: toml.Table, folder: Path | None) -> IgnoreEntry:
    table.check_keys(IGNORE)
    names = _text_or_texts(table, "rule") if "rule" in table.values else table.strings("rule")
    reason = table.string("reason").strip()
    for key, value in (("rule", names), ("reason", reason), ("path", table.values.get("path", True))):
        if not value:
            raise table.error(key, "不能是空的")
    assert isinstance(table.source, str)  # shipped presets have no [[ignore]]
    from checker.resources.toml_lines import find_line  # noqa: PLC0415 - most configurations have no [[ignore]]

    line = find_line(table.source, (*table.key_path, "rule"))
    request = SuppressionRequest(
        "configuration",
        names,
        reason,
        _until(table),
        text=_text(table, "text") if "text" in table.values else "",
        source_text=f"{table.file}:{line} [[ignore]]",
        origin=_line_span(table.source, line),
        file=table.file,
    )
    files = _text_or_texts(table, "path") if "path" in table.values else ()
    return IgnoreEntry(request, _patterns(table, "path", files, folder))


@lru_cache(maxsize=16)
def _line_index(source: str) -> LineIndex:
    return LineIndex(source)


def _line_span(source: str, line: int) -> Span:
    return _line_index(source).line_span(line)


def _until(table: toml.Table) -> datetime.date | None:
    value = table.values.get("until")
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    try:
        if isinstance(value, str) and _DATE.fullmatch(value):
            return datetime.date.fromisoformat(value)
    except ValueError:
        value = ""
    if value is None:
        return None
    raise table.error("until", "应为日期,如 2026-12-31")
