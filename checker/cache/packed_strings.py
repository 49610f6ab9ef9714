"""Thousands of short strings stored as one; a run creates only the string objects that it reads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

PackedBytes = tuple[str, bytes]
"""The concatenated strings, and the end offset of each as an array of unsigned integers in native byte order."""


class PackedStrings(Sequence[str]):
    """The sequence of strings that :func:`pack_strings` packed."""

    __slots__ = ("_ends", "_text")

    def __init__(self, packed: PackedBytes) -> None:
        self._text, ends = packed
        self._ends = memoryview(ends).cast("I")

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        end = self._ends[index]
        position = index if index >= 0 else index + len(self._ends)
        return self._text[self._ends[position - 1] if position else 0 : end]

    def __len__(self) -> int:
        return len(self._ends)


def pack_strings(strings: Iterable[str]) -> PackedBytes:
    """Pack strings into plain values for :class:`PackedStrings`."""
    from array import array  # noqa: PLC0415 - only needed for values that are not cached yet

    parts = tuple(strings)
    ends = array("I")
    end = 0
    for part in parts:
        end += len(part)
        ends.append(end)
    return "".join(parts), ends.tobytes()
