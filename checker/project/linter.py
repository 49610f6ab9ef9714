"""The linter: rules and knowledge loaded according to settings."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct, field

from checker.facts.copies.comparison import Relationship
from checker.facts.reading import ComparedReport, Reading
from checker.knowledge.base import Knowledge
from checker.lint.engine import ExternalRequests, Task, lint_all
from checker.lint.report import Report
from checker.project.config import IgnoreEntry
from checker.project.files import Excluded, exclude_nothing, find_files, read_file
from checker.project.previous import find_previous
from checker.resources import toml
from checker.resources.shipped import rulesets_directory
from checker.rules.compiled import load_rules
from checker.rules.kinds import KINDS, prefiltered_patterns
from checker.rules.rule import Rule
from checker.rules.selection import check_names, select_rules, with_severities
from checker.text.diagnostic import Confidence
from checker.text.document import Document
from checker.text.errors import FazhiError, InputError

_NO_ORIGINS: Mapping[str, str] = {}


class Settings(Struct, frozen=True):
    """The settings of a linter.

    ``severity`` holds pairs of a rule's name and its severity. ``accepted`` are names and wordings that rules about
    wording ignore. ``ignore_entries`` are the ``[[ignore]]`` tables. ``own_tables`` are configuration files that may
    hold rules. ``excluded`` applies to the search of ``previous`` reports. ``rule_origins`` maps the names of rules to
    the places where the user wrote them, for error messages.
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
    ignore_entries: tuple[IgnoreEntry, ...] = ()
    excluded: Excluded = exclude_nothing
    rule_origins: Mapping[str, str] = field(default_factory=lambda: _NO_ORIGINS)


class Linter:
    """The rules and the knowledge for some settings, loaded once; what ``sibling`` has loaded is shared where equal."""

    def __init__(self, settings: Settings, sibling: Linter | None = None) -> None:
        self.settings = settings
        self.directory = rulesets_directory()
        self._sibling = sibling
        catalogs = tuple(Path(name) for name in settings.catalogs)
        shared: Knowledge | None = sibling.knowledge if sibling else None
        self.knowledge: Knowledge = Knowledge(self.directory, catalogs, settings.accepted, shared)

    @cached_property
    def _profile(self) -> str:
        """The name of the profile of the settings, which may be given by its title."""
        given, profiles = self.settings.profile, self.knowledge.lexicon.profiles
        if not given or given in profiles:
            return given
        titled = [name for name, profile in profiles.items() if given == profile.title]
        return next(iter(titled), given)

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """All shipped rules and the user's own."""
        sibling = self._sibling
        if sibling and _own_rules(sibling.settings) == _own_rules(self.settings):
            return sibling.all_rules
        own = [toml.load(Path(name)) for name in self.settings.own_rulesets]
        own.extend(self.settings.own_tables)
        return load_rules(self.directory, self.knowledge.lexicon.units.macros, tuple(own))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The selected rules, with the severities of the settings."""
        settings = self.settings
        rules = with_severities(self.all_rules, settings.severity, settings.rule_origins)
        selected = select_rules(rules, settings.select, settings.ignore, settings.extend_select, settings.rule_origins)
        self.knowledge.prefilter.add(
            pattern for rule in selected for pattern in prefiltered_patterns(rule, self.knowledge)
        )
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
        """The rules that find private numbers; all output masks these, whether the rules are selected or not."""
        return tuple(rule for rule in self.all_rules if rule.masks)

    def prepare(self) -> None:
        """Load what every file needs, so that errors are reported before any file is checked.

        Raises :class:`~checker.text.errors.FazhiError` for wrong settings.
        """
        profiles = self.knowledge.lexicon.profiles
        if self._profile and self._profile not in profiles:
            titles = [profile.title for profile in profiles.values()]
            near = toml.suggestion(self._profile, [*profiles, *titles])
            known = " ".join(f"{name}（{profile.title}）" for name, profile in profiles.items())
            raise FazhiError(f"没有报告类型“{self._profile}”{near}（可用：{known}）")
        assert self.rules is not None
        names = (name for entry in self.settings.ignore_entries for name in entry.request.names)
        check_names(self.all_rules, names, self.settings.rule_origins)
        assert self.previous is not None
        if self.settings.catalogs:
            self.knowledge.catalog.titles()

    def lint(self, document: Document, previous: Document | None = None) -> Report:
        """Lint one document, compared with ``previous``, last year's report, where it is given."""
        if previous is None:
            return self.lint_all((document,))[0]
        other = ComparedReport(Reading(previous, self.knowledge), Relationship.PREVIOUS)
        return self._lint_tasks([Task(document, (other,), self.external_requests(document.path))])[0]

    def lint_all(self, documents: Sequence[Document]) -> list[Report]:
        """Lint several documents, which is faster than one by one."""
        return self._lint_tasks(
            [Task(document, self._others(document), self.external_requests(document.path)) for document in documents]
        )

    def _lint_tasks(self, tasks: Sequence[Task]) -> list[Report]:
        settings = self.settings
        return lint_all(
            tasks, self.rules, self.knowledge, self._profile, settings.minimum_confidence, self.masking_rules
        )

    def external_requests(self, path: str) -> ExternalRequests:
        """The suppression requests of the settings for a file, as of today."""
        requests = tuple(entry.request for entry in self.settings.ignore_entries if entry.concerns(path))
        today = datetime.datetime.now(tz=datetime.UTC).astimezone().date()
        return ExternalRequests(requests, self.all_rules, today)

    @cached_property
    def previous(self) -> tuple[Reading, ...]:
        """The readings of the previous reports to compare with.

        Raises :class:`~checker.text.errors.FazhiError` when one cannot be read.
        """
        documents = [self._previous(path) for path in find_files(self.settings.previous, self.settings.excluded)]
        return tuple(Reading(document, self.knowledge) for document in documents)

    def _previous(self, path: str | InputError) -> Document:
        document = path if isinstance(path, InputError) else read_file(path)
        if isinstance(document, InputError):
            raise FazhiError(f"--previous {document}")
        return document

    def _others(self, document: Document) -> tuple[ComparedReport, ...]:
        """The previous report of the same body, if there is one."""
        if not self.previous:
            return ()
        reading = Reading(document, self.knowledge, self._profile)
        previous = find_previous(reading, self.previous)
        return (ComparedReport(previous, Relationship.PREVIOUS),) if previous else ()


def _own_rules(settings: Settings) -> tuple[object, ...]:
    return (settings.own_rulesets, tuple(id(table) for table in settings.own_tables))
