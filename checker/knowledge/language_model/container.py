"""The file of a model: named sections one after the other, mapped and not read."""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

MAGIC = b"fazhi-lm"
_ALIGNED = 8


class Header(Struct, frozen=True):
    """Where each section begins and how long it is in bytes, and the numbers that its readers need."""

    sections: dict[str, tuple[int, int]]
    numbers: dict[str, list[int]]
    weights: dict[str, list[float]]


class Container:
    """The sections of one file. What they hold stays in the file until it is asked for."""

    def __init__(self, data: memoryview, header: Header, base: int) -> None:
        self._data, self.header, self._base = data, header, base
        self._sections: dict[tuple[str, str], memoryview] = {}

    def bytes_of(self, name: str) -> memoryview:
        """A section byte by byte."""
        return self._section(name, "B")

    def shorts(self, name: str) -> memoryview:
        """A section as numbers of two bytes."""
        return self._section(name, "H")

    def words(self, name: str) -> memoryview:
        """A section as numbers of four bytes."""
        return self._section(name, "I")

    def _section(self, name: str, form: Literal["B", "H", "I"]) -> memoryview:
        found = self._sections.get((name, form))
        if found is None:
            start, length = self.header.sections[name]
            section = self._data[self._base + start : self._base + start + length]
            found = self._sections[name, form] = section.cast(form)
        return found


def opened(path: Path) -> Container:
    """The container in a file; raises OSError where there is none, ValueError for another file."""
    with path.open("rb") as file:
        data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    if bytes(data[: len(MAGIC)]) != MAGIC:
        raise ValueError(f"{path}: no model")
    start = len(MAGIC) + 4
    length = int.from_bytes(data[len(MAGIC) : start], "little")
    try:
        header = msgspec.json.decode(data[start : start + length], type=Header)
    except msgspec.DecodeError as error:
        raise ValueError(f"{path}: no model: {error}") from error
    return Container(data, header, _up(start + length))


def packed(
    sections: Mapping[str, bytes], numbers: Mapping[str, list[int]], weights: Mapping[str, list[float]]
) -> bytes:
    """The file for sections; numbers are little-endian."""
    places, position = {}, 0
    for name, section in sections.items():
        places[name] = (position, len(section))
        position = _up(position + len(section))
    header = msgspec.json.encode(Header(places, dict(numbers), dict(weights)))
    head = MAGIC + len(header).to_bytes(4, "little") + header
    body = b"".join(section.ljust(_up(len(section)), b"\0") for section in sections.values())
    return head.ljust(_up(len(head)), b"\0") + body


def _up(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED
