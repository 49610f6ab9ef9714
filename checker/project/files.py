"""Files on disk: the search for reports, reading them as documents, and writing files atomically."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from checker.disk.reading import is_inside, read_bytes
from checker.disk.reasons import reason_of
from checker.disk.writing import replace_file, save_copy
from checker.formats import is_supported, max_bytes
from checker.project.own_results import BACKUP
from checker.project.reading import read_content, read_document
from checker.search.deadline import Limits
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

STANDARD_INPUT = "-"

Excluded = Callable[[str], bool]
"""Return True for a path that a search skips; the path of a folder ends with a slash."""


def exclude_nothing(_path: str) -> bool:
    """Skip no file."""
    return False


def find_files(paths: tuple[str, ...], excluded: Excluded = exclude_nothing) -> Iterator[str | InputError]:
    """Yield the files, and the reports below the directories, in order and without duplicates.

    A path that cannot be checked is yielded as an :class:`~checker.text.errors.InputError`.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _files(path, excluded):
            if isinstance(found, InputError):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def is_report(path: str, directory: str) -> bool:
    """Return True for a path that a search of the directory finds by its name, existing or not; also for folders."""
    parts = Path(os.path.relpath(path, directory)).parts
    if not parts or any(part.startswith(".") for part in parts):
        return False
    return is_supported(parts[-1]) or os.path.isdir(path)


def not_excluded(paths: Iterable[str], excluded: Excluded) -> tuple[str, ...]:
    """Return the paths that a search would not skip, although they are named explicitly.

    Below the working directory the parent folders are matched too. Elsewhere only the last name is, because the
    location of a checkout says nothing about its files.
    """
    return tuple(path for path in paths if path == STANDARD_INPUT or not _is_excluded(path, excluded))


def is_skipped(start: str, names: Sequence[str], excluded: Excluded) -> bool:
    """Return True when a search of ``start`` skips the path of these names; an empty last name marks a folder."""
    for position, name in enumerate(names, 1):
        path = os.path.join(start, *names[:position])
        if name.startswith(".") or excluded(path if position == len(names) else os.path.join(path, "")):
            return True
    return False


def _is_excluded(path: str, excluded: Excluded) -> bool:
    pure = PurePath(path)
    try:
        names = PurePath(os.path.relpath(path)).parts
    except ValueError:  # on another drive
        names = (os.pardir,)
    start = ""
    if os.pardir in names:
        start, names = str(pure.parent), tuple(name for name in (pure.name,) if name not in {"", os.pardir})
    # Without names the path is "." or "..", which is never skipped.
    return bool(names) and is_skipped(start, (*names, "") if os.path.isdir(path) else names, excluded)


def read_file(path: str) -> Document | InputError:
    """Read a file as a document; return the error when it cannot be read."""
    try:
        return read_document(shown(path), read_content(path), Limits())
    except InputError as error:
        return error
    except OSError as error:
        return InputError(shown(path), f"无法读取（{reason_of(error)}）")


def write_text(path: str, text: str) -> None:
    """Write a text file atomically.

    Raises :class:`~checker.text.errors.FazhiError` when it cannot be written.
    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(
    path: str, data: bytes | Iterable[bytes], *, expected: bytes | None = None, backup: bool = False
) -> None:
    """Write a file atomically, with mode, owner and extended attributes of the file that it replaces.

    A symbolic link is kept, and its target is written; another name of the same file (a hard link) keeps the old
    content. ``expected`` is the content that the file must still have; ``backup`` saves that content beside it as
    ``.orig``, unless such a file exists. A pipe or a device is written to directly.

    Raises :class:`~checker.text.errors.FazhiError` when the file cannot be written, and leaves it as it was.
    """
    target = Path(os.path.realpath(path))
    try:
        if _is_stream(path):
            with Path(path).open("wb") as stream:
                stream.writelines((data,) if isinstance(data, bytes) else data)
            return
        if expected is not None and read_bytes(target, max(len(expected), max_bytes(path))) != expected:
            raise FazhiError(f"{shown(path)}：检查之后文件已被改动，没有写入")
        if backup and expected is not None:
            save_copy(target, target.with_name(f"{target.name}.orig"), expected)
        replace_file(target, data, target.stat() if target.exists() else None)
    except OSError as error:
        raise FazhiError(f"{shown(path)}：无法写入（{reason_of(error)}）") from None


def _is_stream(path: str) -> bool:
    """Return True for a pipe or a device. The path is not resolved, because it may be ``/dev/stdout``."""
    target = Path(path)
    return target.exists() and not target.is_file() and not target.is_dir()


def shown(path: str) -> str:
    """Return a path as it is displayed: as given, with ``/`` as separator."""
    return path.replace(os.sep, "/")


def _files(path: str, excluded: Excluded) -> Iterator[str | InputError]:
    if path == STANDARD_INPUT or os.path.isfile(path):
        yield path
    elif os.path.isdir(path):
        found = list(_reports_below(path, excluded))
        if not found:
            yield InputError(shown(path), "目录中没有可检查的报告")
        yield from found
    elif os.path.lexists(path):
        yield InputError(shown(path), "不是普通文件")
    else:
        yield InputError(shown(path), "没有这个文件或目录")


def _reports_below(directory: str, excluded: Excluded) -> Iterator[str | InputError]:
    """Yield the regular files of a folder that may be reports, and errors for what is passed over.

    The same search works through a link when that leads to a file below the directory.
    """
    waiting = [directory]
    while waiting:
        folder = waiting.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError:
            continue  # as os.walk does with a folder that may not be read
        below = []
        for entry in found:
            if entry.name.startswith("."):
                continue
            path = os.path.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                if not excluded(os.path.join(path, "")):
                    below.append(path)
            elif entry.name.endswith(BACKUP):
                excluded(path)  # which tells them from other files
            elif is_supported(entry.name) and not os.path.isdir(path) and not excluded(path):
                yield path if entry.is_file(follow_symlinks=False) else checked_link(path, directory)
        waiting.extend(reversed(below))


def checked_link(path: str, directory: str) -> str | InputError:
    """Return the path of a link to a file below a directory; an error for anything else that is no regular file."""
    if not Path(path).is_symlink():
        return InputError(shown(path), "不是普通文件，没有查")
    if not os.path.exists(path):
        return InputError(shown(path), "链接指向的文件不存在")
    if not os.path.isfile(path) or not is_inside(path, directory):
        return InputError(shown(path), "是通到目录以外的链接，没有查；要查就写明它")
    return path
