"""Assembly of the JSON output from the parts that :mod:`checker.outputs.machine.json` renders file by file."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from json.encoder import encode_basestring
from typing import Any

from msgspec import Struct

from checker.text.diagnostic import Severity
from checker.version import VERSION

FORMAT_VERSION = 1
"""Version of the format; incremented when a field changes its meaning or is removed."""
_MOVING = re.compile("[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
INDENT = "    "
"""The indentation of a file and of a finding."""


class RenderedFile(Struct, frozen=True):
    """The rendered parts of one report: its entry in ``files`` and its findings.

    ``counts`` are the numbers of unsuppressed findings, the most severe first; ``suppressed`` is that of the others.
    """

    path: str
    file: str
    rows: str
    counts: tuple[int, ...]
    suppressed: int


def join_files(parts: Sequence[RenderedFile]) -> Iterator[str]:
    """Yield the text of the whole object in chunks."""
    parts = sorted(parts, key=lambda part: part.path)
    counts = [sum(part.counts[index] for part in parts) for index in range(len(Severity))]
    head = {
        "version": FORMAT_VERSION,
        "tool": {"name": "fazhi", "version": VERSION},
        "summary": dict(zip(map(str, reversed(Severity)), counts, strict=True))
        | {"suppressed": sum(part.suppressed for part in parts)},
    }
    yield dumps(head, "").removesuffix("\n}")
    for name, texts in (("files", [part.file for part in parts]), ("diagnostics", [part.rows for part in parts])):
        yield f',\n  "{name}": ['
        separator = f"\n{INDENT}"
        for text in filter(None, texts):
            yield separator + text
            separator = f",\n{INDENT}"
        yield "]" if separator[0] == "\n" else "\n  ]"
    yield "\n}\n"


def escape(text: str) -> str:
    """Escape the characters in JSON text that would move the cursor of a terminal or turn the direction of text.

    JSON itself escapes only the oldest of them. All of them stand inside strings.
    """
    return _MOVING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def dumps(value: Any, indent: str) -> str:
    """Serialize a value as JSON with two spaces per level, for a position that is already indented.

    With ``indent`` the standard library uses its slow pure-Python encoder; here it encodes only scalars.
    """
    deeper = indent + "  "
    if isinstance(value, str):
        encoded = encode_basestring(value)
        return encoded if encoded.isprintable() else escape(encoded)
    if isinstance(value, dict):
        parts = [f"{encode_basestring(key)}: {dumps(item, deeper)}" for key, item in value.items()]
        opening, closing = "{", "}"
    elif isinstance(value, (list, tuple)):
        parts = [dumps(item, deeper) for item in value]
        opening, closing = "[", "]"
    else:
        return json.dumps(value)
    if not parts:
        return opening + closing
    listed = f",\n{deeper}".join(parts)
    return f"{opening}\n{deeper}{listed}\n{indent}{closing}"
