"""Checking a draft, in a process of its own: bytes in, findings and safe markup out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePath

from msgspec import Struct
from msgspec.structs import replace

from checker.disk.reasons import reason_of
from checker.facts.outline.parts import Presence
from checker.i18n.language import Language, load_language
from checker.lint.report import Report, severity_counts
from checker.outputs.display import Display
from checker.outputs.grouping import fold_repeats
from checker.outputs.localization import localize
from checker.outputs.page.document import number_notes, section
from checker.outputs.page.text import Note
from checker.outputs.verdict import verdict
from checker.project.project import Project
from checker.project.reading import out_of_time, read_document
from checker.search.deadline import OutOfTimeError, file_limit
from checker.text.diagnostic import Diagnostic, Severity
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError
from checker.web.drafts import Change, Checked, Item, Option, Refused, Submission

MINIMUM = Severity.INFO
_LEGACY = (".doc", ".wps")


class _Process(Struct):
    """The project of this process. Mutable."""

    project: Project | None = None


_PROCESS = _Process()


def prepare(project: Project) -> None:
    """Load the rules, so that the first draft does not wait for them."""
    _PROCESS.project = project
    project.linter(".")


def check(submission: Submission, language: str) -> tuple[Checked | Refused, Submission]:
    """Check a draft; return what was found, and the submission as it is to be kept (.doc and .wps are converted)."""
    try:
        kept, notice = _converted(submission)
        report = lint(kept)
    except FazhiError as error:
        return Refused(load_language(language).translate_line(_reason(error))), submission
    except OSError as error:
        return Refused(reason_of(error)), submission
    return _checked(report, load_language(language), notice), kept


def lint(submission: Submission) -> Report:
    """Return the report on a draft.

    Raises :class:`~checker.text.errors.FazhiError` for a draft that cannot be read or takes too long.
    """
    limits = _project().limits
    document = read_document(submission.name, submission.data, limits)
    if not submission.previous:
        return lint_document(document)
    return lint_document(document, read_document(submission.previous_name, submission.previous, limits))


def lint_document(document: Document, previous: Document | None = None) -> Report:
    """Return the report on a document, compared with last year's where there is one."""
    with _timed(document.path):
        return _project().linter(document.path).lint(document, previous)


def _project() -> Project:
    assert _PROCESS.project is not None
    return _PROCESS.project


@contextmanager
def _timed(name: str) -> Iterator[None]:
    limits = _project().limits
    try:
        with file_limit(limits):
            yield
    except OutOfTimeError:
        raise out_of_time(name, limits) from None


def shown_notes(report: Report, language: Language) -> tuple[Report, list[Note]]:
    """Return the report as it is shown, and its findings, repeats as one, with the keys that they have on the page."""
    shown = localize([report], language)[0]
    return shown, number_notes(fold_repeats(shown, language.say), MINIMUM)


def _converted(submission: Submission) -> tuple[Submission, str]:
    """Return .doc and .wps as the .docx that is worked on from here, with the notice that says so."""
    name = PurePath(submission.name)
    if name.suffix.lower() not in _LEGACY:
        return submission, ""
    converted = read_document(submission.name, submission.data, _project().limits).package
    if not converted:  # a page in a file with this suffix, which is read as it is
        return submission, ""
    return replace(submission, name=f"{name.stem}.docx", data=converted), "已转换为 .docx，取回的是转换后的文件。"


def _checked(report: Report, language: Language, notice: str) -> Checked:
    shown, notes = shown_notes(report, language)
    display = Display(MINIMUM, language=language)
    counts = severity_counts(note.item for note in notes)
    return Checked(
        issuer=report.issuer,
        year=report.year,
        verdict=verdict(shown, MINIMUM, language.say),
        counts={str(severity): count for severity, count in counts.items()},
        missing=tuple(part.title for part in report.parts if part.presence is Presence.ABSENT),
        items=tuple(_item(note) for note in notes),
        markup=section(1, shown, notes, display),
        notice=language.say(notice) if notice else "",
    )


def _item(note: Note) -> Item:
    item = note.item
    whole = item.scope == "document"
    return Item(
        key=note.key,
        fingerprint=item.fingerprint,
        rule=item.rule,
        family=item.rule[:3],
        severity=str(item.severity),
        whole=whole,
        start=0 if whole else item.span.start,
        end=0 if whole else item.span.end,
        text=item.text,
        message=item.message,
        options=tuple(_options(item)),
    )


def _options(item: Diagnostic) -> list[Option]:
    return [
        Option(fix.title, tuple(Change(edit.span.start, edit.span.end, edit.text) for edit in fix.edits))
        for fix in item.fixes
    ]


def _reason(error: FazhiError) -> str:
    """Return the reason alone; the page shows the name beside it."""
    return error.reason if isinstance(error, InputError) else str(error)
