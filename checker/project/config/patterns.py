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


class Patterns(Struct, frozen=True):
    """Patterns relative to the folder ``root``; without one, they match the last name of a path only."""

    lines: tuple[str, ...]
    root: str = ""

    def fault(self) -> str:
        """Describe what is wrong with a pattern; an empty string when all are valid."""
        for line in self.lines:
            if "\\" in line and _BACKSLASH.search(line):
                return f"“{line}”:路径用“/”分隔"
            if not self.root:
                continue
            try:
                _compiled((line,))
            except ValueError:
                return f"看不懂“{line}”,写法同 .gitignore"
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


@cache
def _compiled(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
