"""fazhi as a library: what ``import checker`` offers, and nothing else is promised to stay.

The settings are the keys of ``fazhi.toml`` with underscores. A file has those of the nearest configuration, as on the
command line; a text has them when its name is a path, and ``isolated=True`` reads no configuration at all.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from checker.formats import read
from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.machine.json import write
from checker.project.files import shown
from checker.project.project import Project
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
_CHECKERS = 8
"""Sets of settings whose rules are kept for the functions; somebody with more of them makes a :class:`Checker`."""


class Checker:
    """Checks with settings that are read once; safe to use again and again, in one thread at a time.

    ``names`` and ``accept`` are the user's own names and wordings; ``config`` is a file to read in place of the nearest
    one. Raises :class:`FazhiError` for settings that are wrong.
    """

    def __init__(  # noqa: PLR0913 - one for each setting, by name only
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
        said: Mapping[str, str | tuple[str, ...]] = {
            "preset": preset,
            "profile": profile,
            "select": _several(select),
            "extend-select": _several(extend_select),
            "ignore": _several(ignore),
            "min-confidence": _confidence(min_confidence),
            "names": _several(names),
            "accept": _several(accept),
            "catalogs": _several(catalogs),
            "rulesets": _several(rulesets),
        }
        flags = {key: value for key, value in said.items() if value}
        self._project = Project(flags, given=os.fspath(config), isolated=isolated)
        self._project.linter(os.curdir)

    def check_text(self, text: str, *, name: str = "report.txt") -> Report:
        """Check a text; the ending of ``name`` tells its type: ``.txt``, ``.md`` or ``.html``."""
        # The mark says UTF-8, so that no encoding that the text declares is believed.
        return self.check_bytes(codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass"), name=name)

    def check_bytes(self, data: bytes, *, name: str) -> Report:
        """Check the bytes of a file; the ending of ``name`` tells its type.

        Raises :class:`InputError` for bytes that cannot be read as that.
        """
        return self._project.lint(read(shown(name), data))

    def check_file(self, path: str | os.PathLike[str]) -> Report:
        """Check a file; raises :class:`InputError` for one that cannot be read."""
        name = os.fspath(path)
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise InputError(shown(name), f"无法读取({error.strerror})") from None
        return self.check_bytes(data, name=name)


def check_text(text: str, *, name: str = "report.txt", preset: str = "", isolated: bool = False) -> Report:
    """Check a text with a preset; for other settings make a :class:`Checker`."""
    return _checker(preset, isolated).check_text(text, name=name)


def check_bytes(data: bytes, *, name: str, preset: str = "", isolated: bool = False) -> Report:
    """Check the bytes of a file with a preset; for other settings make a :class:`Checker`."""
    return _checker(preset, isolated).check_bytes(data, name=name)


def check_file(path: str | os.PathLike[str], *, preset: str = "", isolated: bool = False) -> Report:
    """Check a file with a preset; for other settings make a :class:`Checker`."""
    return _checker(preset, isolated).check_file(path)


def to_json(reports: Iterable[Report]) -> str:
    """The findings of reports as ``fazhi check --output-format json`` prints them (``docs/json.md``)."""
    return write(list(reports), Display())


@lru_cache(_CHECKERS)
def _checker(preset: str, isolated: bool) -> Checker:  # noqa: FBT001 - a key of the cache
    return Checker(preset=preset, isolated=isolated)


def _several(values: Iterable[str]) -> tuple[str, ...]:
    """A list of texts; a single text is most likely a mistake for one, and is taken as meant."""
    return (values,) if isinstance(values, str) else tuple(values)


def _confidence(name: str) -> str:
    if name and name not in map(str, Confidence):
        raise FazhiError(f"min_confidence:不认识“{name}”(可用:{' '.join(map(str, Confidence))})")
    return name
