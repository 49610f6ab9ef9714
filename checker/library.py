"""The public library interface, available as ``import checker``. Everything else may change without notice.

The settings are the keys of ``fazhi.toml`` with underscores. A file has those of the nearest configuration, as on the
command line, and so has a text whose name is a path. ``isolated=True`` reads no configuration.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache

from msgspec import Struct

from checker.batch.comparison import Comparison
from checker.batch.comparison import compare as compare_reports
from checker.disk.reasons import reason_of
from checker.facts.figures.indicators import Stated
from checker.facts.outline.parts import Presence
from checker.formats import file_bytes, read, revise, write_error
from checker.i18n.language import CHINESE
from checker.lint.fixer import AppliedFix
from checker.lint.fixer import fix as fix_document
from checker.lint.report import PartStatus, Report, Share
from checker.outputs import verdict as verdicts
from checker.outputs.annotations import annotate as annotate_document
from checker.outputs.display import Display
from checker.outputs.machine.json import write
from checker.project.files import shown
from checker.project.project import Project
from checker.project.reading import read_content
from checker.text.diagnostic import Confidence, Diagnostic, Edit, Fix, Related, Severity, Suppression
from checker.text.document import Document, Place
from checker.text.errors import FazhiError, InputError
from checker.text.span import Span
from checker.version import VERSION

__all__ = [
    "AppliedFix",
    "Checker",
    "Comparison",
    "Confidence",
    "Diagnostic",
    "Edit",
    "FazhiError",
    "Fix",
    "Fixed",
    "InputError",
    "PartStatus",
    "Place",
    "Presence",
    "Related",
    "Report",
    "Severity",
    "Share",
    "Span",
    "Stated",
    "Suppression",
    "__version__",
    "annotate",
    "check_bytes",
    "check_file",
    "check_text",
    "compare",
    "fix_bytes",
    "to_json",
    "verdict",
]

__version__ = VERSION
_CACHED_CHECKERS = 8
"""Checkers that the functions cache, one for each combination of settings."""


class Fixed(Struct, frozen=True):
    """A file after its fixes: its content, the report on it, and the fixes that were applied.

    ``refused`` counts the fixes that are never made, because they change titles or figures.
    """

    data: bytes
    report: Report
    applied: tuple[AppliedFix, ...]
    refused: int


class Checker:
    """Checks reports with settings that are read once. May be used repeatedly, but only in one thread at a time.

    ``names`` and ``accept`` are the user's own names and wordings; ``config`` is a configuration file to read instead
    of the nearest one. Raises :class:`FazhiError` for invalid settings.
    """

    def __init__(  # noqa: PLR0913 - one keyword parameter per setting
        self,
        *,
        preset: str = "",
        profile: str = "",
        select: Iterable[str] = (),
        extend_select: Iterable[str] = (),
        ignore: Iterable[str] = (),
        min_confidence: str = "",
        names: Iterable[str] = (),
        accept: Iterable[str] = (),
        catalogs: Iterable[str] = (),
        rulesets: Iterable[str] = (),
        config: str | os.PathLike[str] = "",
        isolated: bool = False,
    ) -> None:
        settings: Mapping[str, str | tuple[str, ...]] = {
            "preset": preset,
            "profile": profile,
            "select": _as_tuple(select),
            "extend-select": _as_tuple(extend_select),
            "ignore": _as_tuple(ignore),
            "min-confidence": _checked_confidence(min_confidence),
            "names": _as_tuple(names),
            "accept": _as_tuple(accept),
            "catalogs": _as_tuple(catalogs),
            "rulesets": _as_tuple(rulesets),
        }
        flags = {key: value for key, value in settings.items() if value}
        self._project = Project(flags, given=os.fspath(config), isolated=isolated)
        self._project.linter(os.curdir)

    def check_text(self, text: str, *, name: str = "report.txt") -> Report:
        """Check a text; the extension of ``name`` determines its format: ``.txt``, ``.md`` or ``.html``."""
        # With a byte order mark an encoding declared in the text is ignored.
        return self.check_bytes(codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass"), name=name)

    def check_bytes(self, data: bytes, *, name: str) -> Report:
        """Check the bytes of a file; the extension of ``name`` determines its format.

        Raises :class:`InputError` for bytes that cannot be read in this format.
        """
        return self._project.lint(read(shown(name), data))

    def check_file(self, path: str | os.PathLike[str]) -> Report:
        """Check a file; raises :class:`InputError` when it cannot be read."""
        name = os.fspath(path)
        try:
            data = read_content(name)
        except OSError as error:
            raise InputError(shown(name), f"无法读取（{reason_of(error)}）") from None
        return self.check_bytes(data, name=name)

    def fix_bytes(self, data: bytes, *, name: str, unsafe: bool = False, tracked: datetime | None = None) -> Fixed:
        """Make the fixes in the bytes of a file, until none is left; with ``unsafe`` also those to be confirmed.

        In a .docx they become tracked changes of the time ``tracked``, or plain changes without one. Raises
        :class:`InputError` for a file that cannot be read or written.
        """
        document = read(shown(name), data)
        if error := write_error(document):
            raise error

        def read_again(changed: Document, edits: Sequence[Edit]) -> Document:
            return read(document.path, revise(changed, edits, _word_time(tracked) if tracked else ""), name=name)

        outcome = fix_document(document, self._project.lint, read_again, unsafe=unsafe)
        return Fixed(file_bytes(outcome.after), outcome.report, outcome.applied, outcome.refused)

    def compare(self, paths: Iterable[str | os.PathLike[str]]) -> Comparison:
        """Find the passages that reports share; a folder stands for all reports below it.

        Files that cannot be read are in ``errors`` of the result.
        """
        names = tuple(os.fspath(path) for path in paths)
        return compare_reports(names, self._project.linter(os.curdir), self._project.excluded)


def check_text(text: str, *, name: str = "report.txt", preset: str = "", isolated: bool = False) -> Report:
    """Check a text with a preset; for other settings create a :class:`Checker`."""
    return _checker(preset, isolated).check_text(text, name=name)


def check_bytes(data: bytes, *, name: str, preset: str = "", isolated: bool = False) -> Report:
    """Check the bytes of a file with a preset; for other settings create a :class:`Checker`."""
    return _checker(preset, isolated).check_bytes(data, name=name)


def check_file(path: str | os.PathLike[str], *, preset: str = "", isolated: bool = False) -> Report:
    """Check a file with a preset; for other settings create a :class:`Checker`."""
    return _checker(preset, isolated).check_file(path)


def fix_bytes(
    data: bytes, *, name: str, unsafe: bool = False, tracked: datetime | None = None, isolated: bool = False
) -> Fixed:
    """Make the fixes in the bytes of a file; see :meth:`Checker.fix_bytes`."""
    return _checker("", isolated).fix_bytes(data, name=name, unsafe=unsafe, tracked=tracked)


def compare(paths: Iterable[str | os.PathLike[str]], *, isolated: bool = False) -> Comparison:
    """Find the passages that reports share; see :meth:`Checker.compare`."""
    return _checker("", isolated).compare(paths)


def annotate(report: Report, *, minimum: Severity = Severity.INFO, date: datetime | None = None) -> bytes:
    """Return the Word document of a report with a comment on every finding of at least a severity.

    The comments have the time ``date``, or the present one. Raises :class:`FazhiError` for another format.
    """
    return annotate_document(report, Display(minimum), _word_time(date or datetime.now(UTC)))


def verdict(report: Report, minimum: Severity = Severity.WARNING) -> str:
    """Return the verdict on a report in Chinese: what must or should be mended, what is missing."""
    return verdicts.verdict(report, minimum, CHINESE.say)


def to_json(reports: Iterable[Report]) -> str:
    """Format reports like ``fazhi check --output-format json`` (``docs/json.md``)."""
    return write(list(reports), Display())


@lru_cache(_CACHED_CHECKERS)
def _checker(preset: str, isolated: bool) -> Checker:  # noqa: FBT001 - part of the cache key
    return Checker(preset=preset, isolated=isolated)


def _word_time(time: datetime) -> str:
    """A time in the format of Word; one without a zone is taken for local time."""
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _as_tuple(values: Iterable[str]) -> tuple[str, ...]:
    """Convert an iterable of strings to a tuple; a single string stands for one item."""
    return (values,) if isinstance(values, str) else tuple(values)


def _checked_confidence(name: str) -> str:
    if name and name not in map(str, Confidence):
        raise FazhiError(f"min_confidence：不认识“{name}”（可用：{' '.join(map(str, Confidence))}）")
    return name
