"""The rules and the knowledge of a run, made from its settings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from checker.facts.reading import Other, Reading, Relationship
from checker.knowledge.base import Knowledge
from checker.lint.engine import ExternalRequests, Task, lint_all
from checker.lint.report import Report
from checker.project.config import Entry
from checker.project.files import Excluded, found_files, nothing, read_file
from checker.project.previous import previous_of
from checker.resources import toml
from checker.resources.shipped import rulesets_directory
from checker.rules.compiled import load_rules
from checker.rules.kinds import KINDS, watched
from checker.rules.rule import Rule
from checker.rules.selection import check_names, select_rules, with_severities
from checker.text.diagnostic import Confidence
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

_NOWHERE: Mapping[str, str] = {}


class Settings(Struct, frozen=True):
    """What a run is asked to do with some files.

    ``severity`` are pairs of a rule's name and its severity; ``accepted`` are names and wordings that no rule about
    wording looks into; ``entries`` are findings to set aside; ``own_tables`` are files that hold rules among settings;
    ``written`` says where the name of a rule was written.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: tuple[tuple[str, str], ...] = ()
    profile: str = ""
    minimum_confidence: Confidence = Confidence.MEDIUM
    catalogs: tuple[str, ...] = ()
    own_rulesets: tuple[str, ...] = ()
    own_tables: tuple[toml.Table, ...] = ()
    previous: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    excluded: Excluded = nothing
    written: Mapping[str, str] = field(default_factory=lambda: _NOWHERE)


class Linter:
    """The rules and the knowledge of a run, loaded once; what another toolbox has loaded already is shared."""

    def __init__(self, settings: Settings, beside: Linter | None = None) -> None:
        self.settings = settings
        self.directory = rulesets_directory()
        self._beside_it = beside
        catalogs = tuple(Path(name) for name in settings.catalogs)
        shared: Knowledge | None = beside.knowledge if beside else None
        self.knowledge: Knowledge = Knowledge(self.directory, catalogs, settings.accepted, shared)

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """Every rule of the rulesets, and the user's own."""
        other = self._beside_it
        if other and _own_rules(other.settings) == _own_rules(self.settings):
            return other.all_rules
        own = [toml.load(Path(name)) for name in self.settings.own_rulesets]
        own.extend(self.settings.own_tables)
        return load_rules(self.directory, self.knowledge.lexicon.units.macros, tuple(own))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, as severe as the settings say."""
        asked = self.settings
        rules = with_severities(self.all_rules, asked.severity, asked.written)
        selected = select_rules(rules, asked.select, asked.ignore, asked.extend_select, asked.written)
        self.knowledge.prefilter.add(pattern for rule in selected for pattern in watched(rule, self.knowledge))
        return selected

    @cached_property
    def inactive_rules(self) -> frozenset[str]:
        """The ids of the rules that report nothing: not selected, of low confidence, or without previous reports."""
        settings = self.settings
        active = {
            rule.id
            for rule in self.rules
            if rule.confidence >= settings.minimum_confidence and (settings.previous or not KINDS[rule.kind].compares)
        }
        return frozenset(rule.id for rule in self.all_rules if rule.id not in active)

    @cached_property
    def masking_rules(self) -> tuple[Rule, ...]:
        """The rules that find private numbers: whatever is selected, no output shows those."""
        return tuple(rule for rule in self.all_rules if rule.masks)

    def prepare(self) -> None:
        """Load what every file needs, so that an error in it is told before any work is done."""
        profiles = self.knowledge.lexicon.profiles
        if self.settings.profile and self.settings.profile not in profiles:
            near = toml.suggestion(self.settings.profile, profiles)
            raise FazhiError(f"没有报告类型“{self.settings.profile}”{near}(可用:{' '.join(profiles)})")
        assert self.rules is not None
        named = (name for entry in self.settings.entries for name in entry.request.names)
        check_names(self.all_rules, named, self.settings.written)
        assert self.previous is not None
        if self.settings.catalogs:
            self.knowledge.catalog.titles()

    def lint(self, document: Document) -> Report:
        """Lint one document."""
        return self.lint_all((document,))[0]

    def lint_all(self, documents: Sequence[Document]) -> list[Report]:
        """Lint several documents, which takes less time than one by one."""
        asked = self.settings
        tasks = [Task(document, self._compared(document), self.aside(document.path)) for document in documents]
        return lint_all(tasks, self.rules, self.knowledge, asked.profile, asked.minimum_confidence, self.masking_rules)

    def aside(self, path: str) -> ExternalRequests:
        """What the settings set aside in a file, today."""
        requests = tuple(entry.request for entry in self.settings.entries if entry.concerns(path))
        today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
        return ExternalRequests(requests, self.all_rules, today)

    @cached_property
    def previous(self) -> tuple[Reading, ...]:
        """Last year's reports that were given to compare with; one that cannot be read ends the run."""
        found = [self._previous(path) for path in found_files(self.settings.previous, self.settings.excluded)]
        return tuple(Reading(document, self.knowledge) for document in found)

    def _previous(self, path: str | InputError) -> Document:
        document = path if isinstance(path, InputError) else read_file(path)
        if isinstance(document, InputError):
            raise FazhiError(f"--previous {document}")
        return document

    def _compared(self, document: Document) -> tuple[Other, ...]:
        if not self.previous:
            return ()
        reading = Reading(document, self.knowledge, self.settings.profile)
        last = previous_of(reading, self.previous)
        return (Other(last, Relationship.PREVIOUS),) if last else ()


def _own_rules(settings: Settings) -> tuple[object, ...]:
    return (settings.own_rulesets, tuple(id(table) for table in settings.own_tables))
