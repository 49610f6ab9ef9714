"""Files in, reports out: finds the reports, reads them, and goes on when one cannot be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from functools import cached_property
from pathlib import Path

from checker import toml
from checker.diagnostic import Confidence
from checker.document import Document
from checker.engine import Report, lint
from checker.errors import FazhiError, InputError
from checker.facts.reading import Other, Reading, Relationship
from checker.formats import read, supported
from checker.knowledge import Knowledge
from checker.presets import Preset, load_preset, with_severities
from checker.previous import previous_of
from checker.resources import rulesets_directory
from checker.rule import Rule
from checker.ruleset import load_rules
from checker.selection import select_rules

STANDARD_INPUT = "-"


@dataclass(frozen=True)
class Settings:
    """What a run is asked to do."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = ""
    minimum_confidence: Confidence = Confidence.MEDIUM
    stdin_filename: str = ""
    preset: str = "default"
    catalogs: tuple[str, ...] = ()
    own_rulesets: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    rulesets: Path | None = None


class Toolbox:
    """The rules and the knowledge of a run, loaded once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.directory = settings.rulesets or rulesets_directory()
        self.knowledge = Knowledge(self.directory, tuple(Path(name) for name in settings.catalogs))

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """Every rule of the rulesets."""
        own = tuple(Path(name) for name in self.settings.own_rulesets)
        return load_rules(self.directory, self.knowledge.lexicon.units.macros, own)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, with the preset's severities."""
        wanted = self.settings.select
        ignored = (*self.settings.ignore, *(() if wanted else self.preset.ignore))
        return select_rules(with_severities(self.all_rules, self.preset), wanted, ignored)

    @cached_property
    def masking(self) -> tuple[Rule, ...]:
        """The rules that find private numbers: whatever is selected, no output shows those."""
        return tuple(rule for rule in self.all_rules if rule.masks)

    @cached_property
    def preset(self) -> Preset:
        """The named settings of this run."""
        return load_preset(self.directory / "presets", self.settings.preset)

    def prepare(self) -> None:
        """Load what every file needs, so that an error in it is told before any work is done."""
        profiles = self.knowledge.lexicon.profiles
        if self.settings.profile and self.settings.profile not in profiles:
            near = toml.nearest(self.settings.profile, profiles)
            raise FazhiError(f"没有报告类型“{self.settings.profile}”{near}(可用:{' '.join(profiles)})")
        assert self.rules is not None
        assert self.previous is not None
        if self.settings.catalogs:
            self.knowledge.catalog.titles()

    def lint(self, path: str, data: bytes, name: str = "") -> Report:
        """Lint the bytes of one file."""
        document = read(path, data, name=name)
        least = self.settings.minimum_confidence
        return lint(
            document, self.rules, self.knowledge, self.settings.profile, least, self._beside(document), self.masking
        )

    @cached_property
    def previous(self) -> tuple[Reading, ...]:
        """Last year's reports that were given to compare with; one that cannot be read ends the run."""
        found = [self._previous(path) for path in found_files(self.settings.previous, self.preset.exclude)]
        return tuple(Reading(document, self.knowledge) for document in found)

    def _previous(self, path: str | InputError) -> Document:
        document = path if isinstance(path, InputError) else read_file(path)
        if isinstance(document, InputError):
            raise FazhiError(f"--previous {document}")
        return document

    def _beside(self, document: Document) -> tuple[Other, ...]:
        if not self.previous:
            return ()
        reading = Reading(document, self.knowledge, self.settings.profile)
        last = previous_of(reading, self.previous)
        return (Other(last, Relationship.PREVIOUS),) if last else ()


def check(paths: tuple[str, ...], toolbox: Toolbox) -> Iterator[Report | InputError]:
    """Lint files and the reports below directories, in order; what cannot be read is an error in its place."""
    for found in found_files(paths, toolbox.preset.exclude):
        yield found if isinstance(found, InputError) else _check_file(found, toolbox)


def documents(paths: tuple[str, ...], toolbox: Toolbox) -> Iterator[Document | InputError]:
    """The readable files of the paths as documents."""
    for found in found_files(paths, toolbox.preset.exclude):
        yield found if isinstance(found, InputError) else read_file(found)


def found_files(paths: tuple[str, ...], excluded: tuple[str, ...]) -> Iterator[str | InputError]:
    """The files and the reports below the directories, in order, each once."""
    seen: set[str] = set()
    for path in paths:
        for found in _files(path, excluded):
            if isinstance(found, InputError):
                yield found
            elif found not in seen:
                seen.add(found)
                yield found


def read_file(path: str) -> Document | InputError:
    """A file as a document, or in one line why it is none."""
    try:
        return read(shown(path), Path(path).read_bytes())
    except InputError as error:
        return error
    except OSError as error:
        return InputError(shown(path), f"无法读取({error.strerror})")


def write_text(path: str, text: str) -> None:
    """Write a file whole or not at all; raises :class:`~checker.errors.FazhiError` when it cannot be written."""
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise FazhiError(f"{shown(path)}:无法写入({error.strerror})") from None


def _check_file(path: str, toolbox: Toolbox) -> Report | InputError:
    try:
        if path == STANDARD_INPUT:
            name = toolbox.settings.stdin_filename
            return toolbox.lint(name or "<stdin>", sys.stdin.buffer.read(), name or "stdin.txt")
        return toolbox.lint(shown(path), Path(path).read_bytes())
    except InputError as error:
        return error
    except OSError as error:
        return InputError(shown(path), f"无法读取({error.strerror})")


def shown(path: str) -> str:
    """A path as it is told: as given, joined with ``/``."""
    return path.replace(os.sep, "/")


def _files(path: str, excluded: tuple[str, ...]) -> Iterator[str | InputError]:
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


def _reports_below(directory: str, excluded: tuple[str, ...]) -> Iterator[str]:
    for folder, folders, files in os.walk(directory):
        folders[:] = sorted(name for name in folders if not _excluded(name, excluded))
        for name in sorted(files):
            if supported(name) and not _excluded(name, excluded):
                yield os.path.join(folder, name)


def _excluded(name: str, excluded: tuple[str, ...]) -> bool:
    return name.startswith(".") or any(fnmatch(name.lower(), pattern.lower()) for pattern in excluded)
