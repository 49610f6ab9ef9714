"""On which line of a TOML text a key stands. Only asked when there is an error to show."""

from __future__ import annotations

import re
from collections import Counter

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""^\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*=""")


def find_line(source: str, way: tuple[str | int, ...]) -> int:
    """The line, from 1, of the key at the end of ``way``, or of the header that begins it; its table's when absent.

    ``way`` is as in ``("rule", 2, "options", "floor")``: the third ``[[rule]]``, its options, a key.
    """
    *table, key = way
    best = 1
    counts: Counter[tuple[str | int, ...]] = Counter()
    here: tuple[str | int, ...] = ()
    for number, line in enumerate(source.split("\n"), 1):
        header = _HEADER.match(line)
        if header:
            here = _resolve(header.group(2).split("."), counts, is_array=header.group(1) == "[[")
            if here[: len(way)] == way:
                return number
            if here == tuple(table):
                best = number
            continue
        name = _KEY.match(line)
        if name and here == tuple(table) and key in name.groups():
            return number
    return best


def _resolve(names: list[str], counts: Counter[tuple[str | int, ...]], *, is_array: bool) -> tuple[str | int, ...]:
    """The way to a header's table, with the index of each array of tables that it passes."""
    way: tuple[str | int, ...] = ()
    for position, name in enumerate(part.strip().strip("\"'") for part in names):
        way = (*way, name)
        last = position == len(names) - 1
        if last and is_array:
            counts[way] += 1
        if counts[way]:
            way = (*way, counts[way] - 1)
    return way
