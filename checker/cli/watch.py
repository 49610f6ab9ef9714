"""``check --watch``: a check whenever something has changed that it rests on, until somebody ends it."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct

from checker.cli.destinations import parse_outputs
from checker.cli.extras import extra
from checker.cli.terminal import CLEAN, TERMINATED, TROUBLE, language, print_error, print_message, write_output
from checker.project.config import FILE, PYPROJECT, find_config
from checker.project.files import STANDARD_INPUT, is_report, shown
from checker.text.errors import FazhiError, InputError, UsageError

_QUIET = 300
"""Milliseconds: changes that follow one another are one change, as when an editor writes in steps."""
_TURN = 200
"""Milliseconds for which one watcher is waited on before the other has its turn."""
_CLEAR = "\x1b[H\x1b[2J"


class Watched(Struct, frozen=True):
    """What a check rests on: files, directories with all that is below, and files of its own that it writes."""

    files: frozenset[str]
    directories: frozenset[str]
    written: frozenset[str]

    def concerns(self, path: str) -> bool:
        """Whether a change of this path can change what is found; the path may be gone."""
        real = os.path.realpath(path)
        if real in self.written:
            return False
        if real in self.files:
            return True
        settings = os.path.basename(real) in (FILE, PYPROJECT)
        return any(
            is_report(real, folder) or (settings and real.startswith(f"{folder}{os.sep}"))
            for folder in self.directories
        )


def watch(paths: tuple[str, ...], options: Mapping[str, Any], run: Callable[[], None]) -> int:
    """Run, and again after every change, until Ctrl-C; the exit code is that of the last run.

    Raises :class:`~checker.text.errors.UsageError` for what cannot be watched.
    """
    if STANDARD_INPUT in paths:
        raise UsageError("--watch 不能用于标准输入")
    if options["fixing"] or options["diff"]:
        raise UsageError("--watch 不能与 --fix、--diff 同用")
    if options["max_seconds"]:
        raise UsageError("--watch 不能与 --max-seconds 同用")
    code = CLEAN
    try:
        for _ in _changes(watched(paths or (".",), options)):
            if sys.stdout.isatty() and os.environ.get("TERM") != "dumb":
                write_output(_CLEAR)
            code = _once(run)
            now = datetime.datetime.now(datetime.UTC).astimezone()
            print_message(language().say("{time} 已检查；有改动时再查，按 Ctrl-C 结束", time=f"{now:%H:%M:%S}") + "\n")
    except KeyboardInterrupt:
        return code
    return code


def watched(paths: tuple[str, ...], options: Mapping[str, Any]) -> Watched:
    """The reports, and all else that is read: configuration, rulesets, catalogues, last year's reports."""
    named = (options["config"], options["baseline"])
    given = [*paths, *options["previous"], *options["rulesets"], *options["catalogs"], *filter(None, named)]
    formats, more = _configured(paths, options)
    given.extend(more)
    if not options["config"] and not options["isolated"]:
        for path in (os.curdir, *paths):
            folder = Path(path if os.path.isdir(path) else os.path.dirname(path))
            # One that is not there yet may come.
            given.append(os.fspath(find_config(folder) or folder / FILE))
    real = {os.path.realpath(path) for path in given}
    for path in given:
        if not Path(os.path.realpath(path)).parent.is_dir():
            raise InputError(shown(path), "没有这个文件或目录")
    directories = frozenset(path for path in real if os.path.isdir(path))
    written = {output.file for output in parse_outputs({**options, "output_format": formats}) if output.file} | {
        options["annotate"]
    } - {""}
    return Watched(frozenset(real) - directories, directories, frozenset(map(os.path.realpath, written)))


def _configured(paths: tuple[str, ...], options: Mapping[str, Any]) -> tuple[tuple[str, ...], list[str]]:
    """The outputs that are asked for, and the files that the configurations are made from and name.

    One that is wrong says nothing yet; the run tells what is wrong with it.
    """
    from checker.project.project import Project

    project = Project(given=options["config"], isolated=options["isolated"], allowed=tuple(options["allow_read"]))
    formats, files = tuple(options["output_format"]), dict[str, None]()
    with suppress(FazhiError):
        formats = formats or project.run.texts("output-format")
        for path in (os.curdir, *paths):
            found, settings = project.config_for(path), project.resolved(path)
            lists = (settings.texts(key) for key in ("rulesets", "catalogs", "previous"))
            named = (*map(str, found.files if found else ()), *chain(*lists), settings.text("baseline"))
            files.update(dict.fromkeys(name for name in named if name and os.path.lexists(name)))
    return formats, list(files)


def _once(run: Callable[[], None]) -> int:
    """The exit code of a run; a configuration that is half written must not end the watch."""
    try:
        run()
    except SystemExit as end:
        if end.code == TERMINATED:  # a signal came while it ran: it is meant for the watch
            raise
        return int(end.code or CLEAN)
    except FazhiError as error:
        print_error(str(error))
        return TROUBLE
    return CLEAN


def _changes(what: Watched) -> Iterator[None]:
    """Once at the beginning, when the watch has begun, then after every change that concerns the check.

    Folders of single files are watched and not the files: an editor that writes a new file in the place of
    the old one would leave us watching what is no more. They are not watched to their depths.
    """
    with extra("watch", "--watch"):
        from watchfiles import Change
        from watchfiles import watch as watch_files

    def concerns(_change: Change, path: str) -> bool:
        return what.concerns(path)

    folders = {str(Path(path).parent) for path in what.files}
    watchers = [
        watch_files(
            *sorted(places), watch_filter=concerns, debounce=_QUIET, rust_timeout=_TURN, yield_on_timeout=True,
            recursive=recursive,
        )
        for places, recursive in ((what.directories, True), (folders, False))
        if places
    ]  # fmt: skip
    for watcher in watchers:
        next(watcher)
    yield
    while True:
        # Every watcher has its turn before a run, so that one save is not two runs.
        changed = [bool(next(watcher)) for watcher in watchers]
        if any(changed):
            yield
