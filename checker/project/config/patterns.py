"""Path patterns with the syntax of ``.gitignore``, relative to the folder of the file that holds them."""

from __future__ import annotations

import os
import re
from fnmatch import fnmatch
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_BACKSLASH = re.compile(r"\\[^#!*?\[\]\\ ]")
"""A backslash that escapes nothing: the user means a separator, which it is not in this syntax."""


_MAX_LINES = 1000
_MAX_LENGTH = 1000
_MAX_STARS = 3
"""Wildcards in one name of a pattern, and ``**`` in all of it: a path is tried in all ways that they can divide it."""
_STARS = re.compile(r"\*+")


class Patterns(Struct, frozen=True):
    """Patterns relative to the folder ``root``; without one, they match the last name of a path only."""

    lines: tuple[str, ...]
    root: str = ""

    def fault(self) -> str:
        """Describe what is wrong with a pattern; an empty string when all are valid."""
        if len(self.lines) > _MAX_LINES:
            return f"写法太多（最多 {_MAX_LINES} 条）"
        for line in self.lines:
            if fault := _cost_fault(line):
                return fault
            if "\\" in line and _BACKSLASH.search(line):
                return f"“{line}”：路径用“/”分隔"
            if not self.root:
                continue
            try:
                _compiled((line,))
            except ValueError:
                return f"看不懂“{line}”，写法同 .gitignore"
        return ""

    def match(self, path: str) -> bool:
        """Return True for a path that the patterns match; the last matching one decides (``!`` negates it).

        The path of a folder ends with a slash.
        """
        if not self.lines:
            return False
        if not self.root:
            name = os.path.basename(path.rstrip(os.sep)).lower()
            return any(fnmatch(name, line.lower()) for line in self.lines)
        relative = os.path.relpath(os.path.abspath(path), self.root)
        if relative in (os.curdir, os.pardir) or relative.startswith(os.path.join(os.pardir, "")):
            return False
        return _compiled(self.lines).match_file(relative.replace(os.sep, "/") + ("/" if path.endswith(os.sep) else ""))


def _cost_fault(line: str) -> str:
    """Describe what makes a pattern take long; an empty string when nothing does."""
    if len(line) > _MAX_LENGTH:
        return f"“{line[:20]}…”太长（最多 {_MAX_LENGTH} 字）"
    names = line.split("/")
    if names.count("**") > _MAX_STARS or any(len(_STARS.findall(name)) > _MAX_STARS for name in names):
        return f"“{line}”里的 * 太多（一个名称里、** 各最多 {_MAX_STARS} 个）"
    return ""


@cache
def _compiled(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
