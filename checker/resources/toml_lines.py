"""On which line of a TOML text a key stands."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

KeyPath = tuple[str | int, ...]
Source = str | Path
"""A TOML text, or the file that it stands in: one that ships with the tool is read when somebody asks."""
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[^\[\]{}"\'#\n]+|.', re.DOTALL
)
"""Strings and comments whole, so that what looks like a key inside them is none; brackets and line ends alone."""
_HEADER = re.compile(r"\s*(\[\[?)(.*?)\]\]?\s*(?:#.*)?$", re.DOTALL)
_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_PARTS = re.compile(_PART)


def find_line(source: Source, key_path: KeyPath) -> int:
    """The line, from 1, of the key at the end of ``key_path``; of what is nearest above it when the key is absent.

    ``key_path`` is as in ``("rule", 2, "options", "floor")``: the third ``[[rule]]``, its options, a key.
    """
    known = _lines(source if isinstance(source, str) else source.read_text(encoding="utf-8"))
    return next((known[key_path[:length]] for length in range(len(key_path), 0, -1) if key_path[:length] in known), 1)


@lru_cache(maxsize=16)
def _lines(source: str) -> dict[KeyPath, int]:
    """The line of every table and key; asked for each key of a file, so made once."""
    lines: dict[KeyPath, int] = {}
    counts: Counter[KeyPath] = Counter()
    here: KeyPath = ()
    for line, said, tables in _statements(source):
        if key := _KEY.match(said):
            key_path = (*here, *_names(key.group(1)))
            for length in range(len(here) + 1, len(key_path) + 1):
                lines.setdefault(key_path[:length], line)
            lines.update({(*key_path, number): at for number, at in enumerate(tables)})
        elif header := _HEADER.match(said):
            here = _resolve(_names(header.group(2)), counts, is_array=header.group(1) == "[[")
            for length in range(1, len(here) + 1):
                lines.setdefault(here[:length], line)
    return lines


def _statements(source: str) -> Iterator[tuple[int, str, list[int]]]:
    """Each statement, however many lines it takes: its first line, its text, the lines of the tables in its list."""
    line = first = 1
    depth = 0
    parts: list[str] = []
    tables: list[int] = []
    for found in _TOKEN.finditer(f"{source}\n"):
        piece = found.group()
        if piece == "{" and depth == 1:
            tables.append(line)
        depth = max(0, depth + (piece in "[{") - (piece in "]}"))
        line += piece.count("\n")
        if piece != "\n" or depth:
            parts.append(piece)
            continue
        yield first, "".join(parts), tables
        first, parts, tables = line, [], []


def _names(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PARTS.findall(dotted)]


def _resolve(names: list[str], counts: Counter[KeyPath], *, is_array: bool) -> KeyPath:
    """The way to a header's table, with the index of each array of tables that it passes."""
    key_path: KeyPath = ()
    for position, name in enumerate(names):
        key_path = (*key_path, name)
        last = position == len(names) - 1
        if last and is_array:
            counts[key_path] += 1
        if counts[key_path]:
            key_path = (*key_path, counts[key_path] - 1)
    return key_path
