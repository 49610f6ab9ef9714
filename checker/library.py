"""The public library interface, available as ``import checker``. Everything else may change without notice.

The settings are the keys of ``fazhi.toml`` with underscores. A file has those of the nearest configuration, as on the
command line, and so has a text whose name is a path. ``isolated=True`` reads no configuration.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache

from checker.disk.reasons import reason_of
from checker.formats import read
from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.machine.json import write
from checker.project.files import shown
from checker.project.project import Project
from checker.project.reading import read_content
from checker.text.diagnostic import Confidence, Diagnostic, Edit, Fix, Related, Severity, Suppression
from checker.text.document import Place
from checker.text.errors import FazhiError, InputError
from checker.text.span import Span
from checker.version import VERSION

__all__ = [
    "Checker",
    "Confidence",
    "Diagnostic",
    "Edit",
    "FazhiError",
    "Fix",
    "InputError",
    "Place",
    "Related",
    "Report",
    "Severity",
    "Span",
    "Suppression",
    "__version__",
    "check_bytes",
    "check_file",
    "check_text",
    "to_json",
]

__version__ = VERSION
_CACHED_CHECKERS = 8
"""Checkers that the functions cache, one for each combination of settings."""


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
            raise InputError(shown(name), f"无法读取({reason_of(error)})") from None
        return self.check_bytes(data, name=name)


def check_text(text: str, *, name: str = "report.txt", preset: str = "", isolated: bool = False) -> Report:
    """Check a text with a preset; for other settings create a :class:`Checker`."""
    return _checker(preset, isolated).check_text(text, name=name)


def check_bytes(data: bytes, *, name: str, preset: str = "", isolated: bool = False) -> Report:
    """Check the bytes of a file with a preset; for other settings create a :class:`Checker`."""
    return _checker(preset, isolated).check_bytes(data, name=name)


def check_file(path: str | os.PathLike[str], *, preset: str = "", isolated: bool = False) -> Report:
    """Check a file with a preset; for other settings create a :class:`Checker`."""
    return _checker(preset, isolated).check_file(path)


def to_json(reports: Iterable[Report]) -> str:
    """Format reports like ``fazhi check --output-format json`` (``docs/json.md``)."""
    return write(list(reports), Display())


@lru_cache(_CACHED_CHECKERS)
def _checker(preset: str, isolated: bool) -> Checker:  # noqa: FBT001 - part of the cache key
    return Checker(preset=preset, isolated=isolated)


def _as_tuple(values: Iterable[str]) -> tuple[str, ...]:
    """Convert an iterable of strings to a tuple; a single string stands for one item."""
    return (values,) if isinstance(values, str) else tuple(values)


def _checked_confidence(name: str) -> str:
    if name and name not in map(str, Confidence):
        raise FazhiError(f"min_confidence:不认识“{name}”(可用:{' '.join(map(str, Confidence))})")
    return name
