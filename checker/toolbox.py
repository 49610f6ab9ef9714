"""The rules and the knowledge of a run, made from its settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from checker import toml
from checker.diagnostic import Confidence
from checker.document import Document
from checker.engine import Report, lint
from checker.errors import FazhiError, InputError
from checker.facts.reading import Other, Reading, Relationship
from checker.files import found_files, read_file
from checker.kinds import watched
from checker.knowledge import Knowledge
from checker.presets import Preset, load_preset, with_severities
from checker.previous import previous_of
from checker.resources import rulesets_directory
from checker.rule import Rule
from checker.ruleset import load_rules
from checker.selection import select_rules


@dataclass(frozen=True)
class Settings:
    """What a run is asked to do; ``accepted`` are names and wordings that no rule about wording looks into."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    profile: str = ""
    minimum_confidence: Confidence = Confidence.MEDIUM
    stdin_filename: str = ""
    preset: str = "default"
    catalogs: tuple[str, ...] = ()
    own_rulesets: tuple[str, ...] = ()
    previous: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    own_rules: toml.Table | None = None
    rulesets: Path | None = None


class Toolbox:
    """The rules and the knowledge of a run, loaded once."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.directory = settings.rulesets or rulesets_directory()
        self.knowledge = Knowledge(self.directory, tuple(Path(name) for name in settings.catalogs), settings.accepted)

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """Every rule of the rulesets."""
        own = [toml.load(Path(name)) for name in self.settings.own_rulesets]
        own.extend([self.settings.own_rules] if self.settings.own_rules else [])
        return load_rules(self.directory, self.knowledge.lexicon.units.macros, tuple(own))

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules that run, with the preset's severities."""
        wanted = self.settings.select
        ignored = (*self.settings.ignore, *(() if wanted else self.preset.ignore))
        rules = select_rules(with_severities(self.all_rules, self.preset), wanted, ignored)
        self.knowledge.watch.add(pattern for rule in rules for pattern in watched(rule))
        return rules

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

    def lint(self, document: Document) -> Report:
        """Lint one document."""
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
