"""The mark of a Word file that is a copy of another, with comments or changes, as this tool has written it."""

from __future__ import annotations

import struct

COPY_MARK = struct.pack("<HH", 0x667A, 10) + b"fazhi copy"
"""An extra field of the zip (APPNOTE 4.5) with an id of our own. Readers pass over it, and word processors that save
the file leave it out: then it is a document of its own."""
_END = b"PK\x05\x06"
_COUNTS = struct.Struct("<HLL")
"""Number of entries, length and offset of the directory, 10 bytes into the record at its end."""
_LENGTHS = struct.Struct("<HHH")
"""Lengths of name, extra fields and comment, 28 bytes into an entry of the directory."""
_ENTRY = 46
"""Length of an entry without these."""


def mark_copy(data: bytes) -> bytes:
    """Return the bytes of a .docx, as :mod:`zipfile` wrote it, with the mark in the last entry of its directory."""
    end = data.rindex(_END)
    count, length, offset = _COUNTS.unpack_from(data, end + 10)
    if COPY_MARK in data[offset:end]:
        return data
    entry = offset
    for _ in range(count - 1):
        entry += _ENTRY + sum(_LENGTHS.unpack_from(data, entry + 28))
    name, extra, comment = _LENGTHS.unpack_from(data, entry + 28)
    marked = bytearray(data)
    _LENGTHS.pack_into(marked, entry + 28, name, extra + len(COPY_MARK), comment)
    _COUNTS.pack_into(marked, end + 10, count, length + len(COPY_MARK), offset)
    place = entry + _ENTRY + name + extra
    marked[place:place] = COPY_MARK
    return bytes(marked)
