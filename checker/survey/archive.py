"""The files of an archive: those of folders, of patterns of names, and of stores that speak S3."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator, Mapping

from msgspec import Struct

from checker.batch.scheduling import FoundFile
from checker.disk.objects import SCHEME, Stamp, is_object, list_objects
from checker.disk.reasons import reason_of
from checker.formats import is_supported
from checker.project.files import STANDARD_INPUT, Excluded, find_files, is_skipped, shown
from checker.text.errors import InputError


class Archive(Struct, frozen=True):
    """What was found, and the stamps of the files that are objects in a store."""

    files: list[FoundFile]
    stamps: Mapping[str, Stamp]


def find_archive(paths: tuple[str, ...], excluded: Excluded) -> Archive:
    """Find the reports of an archive, in order and without duplicates.

    Raises :class:`~checker.text.errors.InputError` for a path that is not there, so that a slip of the pen or of the
    network does not make the store forget what it knows.
    """
    stamps: dict[str, Stamp] = {}
    local: list[str] = []
    for path in paths:
        if is_object(path):
            stamps |= _objects(path, excluded)
        else:
            local += _local(path, excluded)
    return Archive([*find_files(tuple(local), excluded), *stamps], stamps)


def _objects(address: str, excluded: Excluded) -> Iterator[tuple[str, Stamp]]:
    try:
        found = list_objects(address)
    except OSError as error:
        raise InputError(address, reason_of(error)) from None
    reports = {
        path: stamp
        for path, stamp in found.items()
        if is_supported(path) and not is_skipped(SCHEME, path.removeprefix(SCHEME).split("/"), excluded)
    }
    if not reports:
        raise InputError(address, "那里没有可检查的报告")
    yield from reports.items()


def _local(path: str, excluded: Excluded) -> list[str]:
    """Return a path that is there, or the paths that match it; matches are searched as a folder would be."""
    if path == STANDARD_INPUT or os.path.lexists(path):
        return [path]
    if not glob.has_magic(path):
        raise InputError(shown(path), "没有这个文件或目录")
    found = [
        name
        for name in sorted(glob.iglob(path, recursive=True))  # noqa: PTH207 - a path keeps the form in which it was given
        if (os.path.isdir(name) and not excluded(os.path.join(name, ""))) or (is_supported(name) and not excluded(name))
    ]
    if not found:
        raise InputError(shown(path), "没有相符的报告")
    return found
