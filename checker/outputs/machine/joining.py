"""The JSON output joined from the parts that :mod:`checker.outputs.machine.json` renders report by report."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from msgspec import Struct

from checker.text.diagnostic import Severity
from checker.version import VERSION

CONTRACT = 1
"""Version of the contract; grows when a field changes its meaning or goes."""
INSIDE = "    "
"""What a file and a finding stand behind."""


class RenderedFile(Struct, frozen=True):
    """What a report adds: its line of the files, its findings, and their number by severity and set aside."""

    path: str
    file: str
    rows: str
    counts: tuple[int, ...]
    suppressed: int


def joined(parts: Sequence[RenderedFile]) -> Iterator[str]:
    """The object from its parts, piece by piece."""
    parts = sorted(parts, key=lambda part: part.path)
    counts = [sum(part.counts[index] for part in parts) for index in range(len(Severity))]
    head = {
        "version": CONTRACT,
        "tool": {"name": "fazhi", "version": VERSION},
        "summary": dict(zip(map(str, reversed(Severity)), counts, strict=True))
        | {"suppressed": sum(part.suppressed for part in parts)},
    }
    yield dumped(head, "").removesuffix("\n}")
    for name, texts in (("files", [part.file for part in parts]), ("diagnostics", [part.rows for part in parts])):
        yield f',\n  "{name}": ['
        separator = f"\n{INSIDE}"
        for text in filter(None, texts):
            yield separator + text
            separator = f",\n{INSIDE}"
        yield "]" if separator[0] == "\n" else "\n  ]"
    yield "\n}\n"


def dumped(value: Any, indent: str) -> str:
    """JSON over several lines, two blanks deeper for each depth, behind an indent of its own.

    The standard library takes its slow way for this; here only scalars are left to it.
    """
    deeper = indent + "  "
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, dict):
        parts = [f"{encode_basestring(key)}: {dumped(item, deeper)}" for key, item in value.items()]
        opening, closing = "{", "}"
    elif isinstance(value, (list, tuple)):
        parts = [dumped(item, deeper) for item in value]
        opening, closing = "[", "]"
    else:
        return json.dumps(value)
    if not parts:
        return opening + closing
    listed = f",\n{deeper}".join(parts)
    return f"{opening}\n{deeper}{listed}\n{indent}{closing}"
