"""The line numbers of the keys of a TOML text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

KeyPath = tuple[str | int, ...]
Source = str | Path
"""A TOML text, or the path of a shipped file, which is read only when a line number is needed."""
_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[^\[\]{}"\'#\n]+|.', re.DOTALL
)
"""Matches a whole string or comment, so that nothing inside it is taken for a key; brackets and line ends singly."""
_HEADER = re.compile(r"\s*(\[\[?)(.*?)\]\]?\s*(?:#.*)?$", re.DOTALL)
_PART = r"""(?:"[^"\n]*"|'[^'\n]*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")
_PARTS = re.compile(_PART)


def find_line(source: Source, key_path: KeyPath) -> int:
    """Return the line number, from 1, of a key; that of its innermost existing table when the key is absent.

    A key path such as ``("rule", 2, "options", "floor")`` names the key ``floor`` of the options of the third
    ``[[rule]]``.
    """
    lines = _lines(source if isinstance(source, str) else source.read_text(encoding="utf-8"))
    return next((lines[key_path[:length]] for length in range(len(key_path), 0, -1) if key_path[:length] in lines), 1)


@lru_cache(maxsize=16)
def _lines(source: str) -> dict[KeyPath, int]:
    """Return the line of every table and key."""
    lines: dict[KeyPath, int] = {}
    counts: Counter[KeyPath] = Counter()
    table: KeyPath = ()
    for line, statement, table_lines in _statements(source):
        if key := _KEY.match(statement):
            key_path = (*table, *_names(key.group(1)))
            for length in range(len(table) + 1, len(key_path) + 1):
                lines.setdefault(key_path[:length], line)
            lines.update({(*key_path, number): table_line for number, table_line in enumerate(table_lines)})
        elif header := _HEADER.match(statement):
            table = _resolve(_names(header.group(2)), counts, is_array=header.group(1) == "[[")
            for length in range(1, len(table) + 1):
                lines.setdefault(table[:length], line)
    return lines


def _statements(source: str) -> Iterator[tuple[int, str, list[int]]]:
    """Yield (first line, text, lines of the inline tables in its array) of each statement, also of multi-line ones."""
    line = first = 1
    depth = 0
    parts: list[str] = []
    table_lines: list[int] = []
    for match in _TOKEN.finditer(f"{source}\n"):
        lexeme = match.group()
        if lexeme == "{" and depth == 1:
            table_lines.append(line)
        depth = max(0, depth + (lexeme in "[{") - (lexeme in "]}"))
        line += lexeme.count("\n")
        if lexeme != "\n" or depth:
            parts.append(lexeme)
            continue
        yield first, "".join(parts), table_lines
        first, parts, table_lines = line, [], []


def _names(dotted: str) -> list[str]:
    return [part.strip("\"'") for part in _PARTS.findall(dotted)]


def _resolve(names: list[str], counts: Counter[KeyPath], *, is_array: bool) -> KeyPath:
    """Return the key path of a header's table, with the index of each array of tables on it."""
    key_path: KeyPath = ()
    for position, name in enumerate(names):
        key_path = (*key_path, name)
        last = position == len(names) - 1
        if last and is_array:
            counts[key_path] += 1
        if counts[key_path]:
            key_path = (*key_path, counts[key_path] - 1)
    return key_path
