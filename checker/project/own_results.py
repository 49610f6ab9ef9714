"""Results of the tool itself that a search of folders comes across, and passes over."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from checker.disk.reading import read_head, read_tail
from checker.formats.copies import COPY_MARK
from checker.i18n.language import Say

BACKUP = ".orig"
"""Behind the name of a file whose content was saved before it was changed."""
_HEAD_BYTES = 4096
_TAIL_BYTES = 8192
"""Length of the end of a Word file in which its list of parts stands; each part takes less than a hundred."""
_PAGE = b'<meta name="generator" content="fazhi '
_SUMMARY = b"### fazhi:"
_NAMED = 3
"""Files that are named on standard error."""


def is_own_result(path: str) -> bool:
    """Return True for a page, a summary or a copy with comments or changes that the tool has written.

    A copy that was worked on and saved again is a document of its own.
    """
    suffix = PurePath(path).suffix.lower()
    try:
        if suffix in (".html", ".htm"):
            return _PAGE in read_head(path, _HEAD_BYTES)
        if suffix == ".md":
            return read_head(path, len(_SUMMARY)) == _SUMMARY
        if suffix == ".docx":
            return COPY_MARK in read_tail(path, _TAIL_BYTES)
    except OSError:
        return False  # reported when the file is read
    return suffix == BACKUP


def passed_over(paths: Sequence[str], say: Say) -> str:
    """Return the line about the files that were passed over; empty when there are none."""
    if not paths:
        return ""
    names = "、".join(path.rpartition("/")[2] for path in paths[:_NAMED])
    more = say("等") if len(paths) > _NAMED else ""
    return say(
        "跳过了 fazhi 自己写的 {count} 个文件({names}{more});要查就写明文件名", count=len(paths), names=names, more=more
    )
