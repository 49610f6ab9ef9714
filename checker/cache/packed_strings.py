"""Thousands of short texts kept as one: a run that asks for a few of them makes no others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import overload

PackedBytes = tuple[str, bytes]
"""The texts end to end, and where each of them ends, as numbers of this machine: plain values."""


class PackedStrings(Sequence[str]):
    """The texts that :func:`pack_strings` was given."""

    __slots__ = ("_ends", "_text")

    def __init__(self, kept: PackedBytes) -> None:
        self._text, ends = kept
        self._ends = memoryview(ends).cast("I")

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> list[str]: ...

    def __getitem__(self, index: int | slice) -> str | list[str]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(len(self)))]
        end = self._ends[index]
        place = index if index >= 0 else index + len(self._ends)
        return self._text[self._ends[place - 1] if place else 0 : end]

    def __len__(self) -> int:
        return len(self._ends)


def pack_strings(texts: Iterable[str]) -> PackedBytes:
    """Texts as a :class:`PackedStrings` takes them."""
    from array import array  # noqa: PLC0415 - for what is not kept yet

    parts = tuple(texts)
    ends = array("I")
    end = 0
    for part in parts:
        end += len(part)
        ends.append(end)
    return "".join(parts), ends.tobytes()
