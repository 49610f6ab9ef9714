"""Patterns of paths as ``.gitignore`` has them, below the folder of the file that holds them."""

from __future__ import annotations

import os
import re
from fnmatch import fnmatch
from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_FOREIGN = re.compile(r"\\[^#!*?\[\]\\ ]")
"""A backslash before what needs none: somebody means a folder, and git would not."""


class Patterns(Struct, frozen=True):
    """``root`` is the folder that paths are told from; without one, only the last name of a path is looked at."""

    lines: tuple[str, ...]
    root: str = ""

    def fault(self) -> str:
        """What is wrong with them, or nothing."""
        for line in self.lines:
            if "\\" in line and _FOREIGN.search(line):
                return f"“{line}”:路径用“/”分隔"
            if not self.root:
                continue
            try:
                _compiled((line,))
            except ValueError:
                return f"看不懂“{line}”,写法同 .gitignore"
        return ""

    def match(self, path: str) -> bool:
        """True for a path that one of them means; the last that speaks of it decides (``!`` takes back).

        The path of a folder ends with a slash, as only a folder's can.
        """
        if not self.lines:
            return False
        if not self.root:
            name = os.path.basename(path.rstrip(os.sep)).lower()
            return any(fnmatch(name, line.lower()) for line in self.lines)
        inside = os.path.relpath(os.path.abspath(path), self.root)
        if inside in (os.curdir, os.pardir) or inside.startswith(os.path.join(os.pardir, "")):
            return False
        return _compiled(self.lines).match_file(inside.replace(os.sep, "/") + ("/" if path.endswith(os.sep) else ""))


@cache
def _compiled(lines: tuple[str, ...]) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(lines)
