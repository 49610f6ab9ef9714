"""One pass over an archive: reads what is new or has changed, forgets what is gone, and judges all together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from checker.batch.scheduling import FoundFile, check_all
from checker.cache.folder import environment_digest, listing_key
from checker.cache.listing import list_files
from checker.disk.objects import Stamp
from checker.project.project import Project
from checker.resources.shipped import read_text, rulesets_directory
from checker.survey.archive import find_archive
from checker.survey.assessment import assess
from checker.survey.copies import find_copies
from checker.survey.measures import Criterion, load_criteria
from checker.survey.outliers import find_outliers
from checker.survey.reading import ReadTask, ReportRows, file_engine, file_stamp, report_number
from checker.survey.rewritings import find_rewritings
from checker.survey.settings import SurveySettings, load_settings
from checker.survey.store import (
    Connection,
    KnownFile,
    create_tables,
    export_parquet,
    forget,
    is_complete,
    known_files,
    opened,
    prepare_folder,
    remove_leftovers,
    set_complete,
    store_reports,
    stored_path,
)
from checker.survey.views.pages import write_pages
from checker.survey.views.workbook import FILE as WORKBOOK
from checker.survey.views.workbook import write_workbook
from checker.text.errors import InputError
from checker.version import VERSION

_REPORTS_PER_TRANSACTION = 64
"""What an interruption may lose."""

Wrap = Callable[[Iterable[ReportRows], int], Iterable[ReportRows]]
"""Pass the results on, with a bar meanwhile; the number is that of the files to read."""


class Survey(Struct, frozen=True):
    """The numbers of a run: files found, read in this run, unreadable ones, forgotten ones."""

    files: int
    read: int
    unreadable: int
    forgotten: int


class Options(Struct, frozen=True):
    """``text`` identifies the settings of the run; ``assessment`` is a file with criteria (empty: those shipped).

    ``jobs`` is the number of processes on this machine (0: one per processor), ``cluster`` the address of other ones.
    """

    text: str = ""
    assessment: str = ""
    jobs: int = 1
    cluster: str = ""


def survey(paths: tuple[str, ...], out: str, project: Project, options: Options, wrap: Wrap) -> Survey:
    """Read the archive into the store below ``out``.

    Raises :class:`~checker.text.errors.FazhiError` when a path is not there, or the store cannot be written.
    """
    settings = load_settings(rulesets_directory())
    criteria, written = _criteria(options.assessment)
    archive = find_archive(paths, project.excluded)
    folder = prepare_folder(out)
    found = _without(archive.files, folder)
    engine = environment_digest(VERSION, options.text, written, listing_key(list_files(str(rulesets_directory()))))
    with opened(folder) as connection:
        create_tables(connection)
        known = known_files(connection)
        complete = is_complete(connection) and (folder / WORKBOOK).is_file()
    changed = [item for item in found if _is_changed(item, known, engine, project, archive.stamps)]
    paths_found = {_path(item) for item in found}
    gone = [report_number(path) for path in known if path not in paths_found]
    task = ReadTask(project, settings, criteria, engine, archive.stamps)
    results = iter(wrap(check_all(changed, project, task, options.jobs, options.cluster), len(changed)))
    # Processes are forked before the store is opened, so that they do not inherit it.
    first = list(islice(results, 1))
    with opened(folder) as connection:
        if changed or gone:
            set_complete(connection, complete=False)
        _store(connection, first, known)
        while read := list(islice(results, _REPORTS_PER_TRANSACTION)):
            _store(connection, read, known)
        forget(connection, gone)
        if changed or gone or not complete:
            _judge(connection, project, settings, criteria)
            export_parquet(connection, folder)
            write_workbook(connection, folder, settings)
            write_pages(connection, folder, settings)
            set_complete(connection, complete=True)
        (unreadable,) = connection.execute("SELECT count(*) FROM reports WHERE reason IS NOT NULL").fetchone() or (0,)
    remove_leftovers(folder)
    return Survey(len(found), len(changed), int(unreadable), len(gone))


def _criteria(file: str) -> tuple[tuple[Criterion, ...], str]:
    """Return the criteria and a text that changes with a file of the user's own."""
    if not file:
        shown = "survey/assessment.toml"
        return load_criteria(rulesets_directory() / shown, shown, trusted=True), ""
    return load_criteria(Path(file), file, trusted=False), read_text(Path(file), file)


def _judge(connection: Connection, project: Project, settings: SurveySettings, criteria: tuple[Criterion, ...]) -> None:
    linter = project.linter(os.curdir)
    find_copies(connection, linter)
    find_rewritings(connection, linter.knowledge.copy_words)
    find_outliers(connection, settings.outlier)
    assess(connection, criteria)


def _store(connection: Connection, read: Sequence[ReportRows], known: dict[str, KnownFile]) -> None:
    replaced = [report_number(one.path) for one in read if stored_path(one.path) in known]
    store_reports(connection, read, replaced)


def _without(found: Iterable[FoundFile], folder: Path) -> list[FoundFile]:
    """Leave out the files of the survey itself, which may lie in the archive."""
    inside = os.path.join(os.path.realpath(folder), "")
    return [item for item in found if isinstance(item, InputError) or not os.path.realpath(item).startswith(inside)]


def _path(item: FoundFile) -> str:
    return stored_path(item if isinstance(item, str) else item.path)


def _is_changed(
    item: FoundFile, known: dict[str, KnownFile], engine: str, project: Project, stamps: Mapping[str, Stamp]
) -> bool:
    """Return True for a file whose content, time or settings are not those of its rows."""
    if not isinstance(item, str):
        return True
    stored, stamp = known.get(stored_path(item)), stamps.get(item) or file_stamp(item)
    return stored is None or stored.stamp != stamp or stored.engine != file_engine(project, item, engine)
