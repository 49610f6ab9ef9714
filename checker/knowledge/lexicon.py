"""The vocabulary for parsing a report: page furniture, metadata fields, titles, figures, parts, profiles.

The vocabulary is data (``rulesets/reading`` and ``rulesets/profiles``); this module defines types for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from re import escape

from msgspec import Struct

from checker.knowledge.figure_words import FigureWords, read_figure_words
from checker.knowledge.indicators import Indicators, read_indicators
from checker.knowledge.lexicon_patterns import any_of, read_patterns
from checker.knowledge.number_words import (
    MeanWords,
    RelationWords,
    RoleWords,
    UnitWords,
    read_mean_words,
    read_relation_words,
    read_role_words,
    read_unit_words,
)
from checker.resources import toml
from checker.resources.shipped import files_in
from checker.search.patterns import Pattern, compile_pattern

GENERIC = "generic"
"""The profile of documents that are not annual reports; it has no parts."""
FALLBACK = "government"
"""The profile of a report whose issuer is unknown."""


class Part(Struct, frozen=True):
    """A part that a report must contain, and the expressions by which it is recognised.

    ``heading`` and ``opening`` match headings and paragraph openings of the part; a heading must not match
    ``excluded``. ``mention`` matches mentions anywhere, or only inside the part ``within``, and ``action`` the actions
    near a mention. ``host`` matches headings of wider sections that may contain the part. If ``others`` is not 0, this
    number of characters outside all other parts is taken for the part. A part that ``looks_ahead`` is about the next
    year.
    """

    id: str
    title: str
    heading: Pattern
    host: Pattern
    excluded: Pattern
    opening: Pattern
    mention: Pattern
    action: Pattern
    within: str
    others: int
    looks_ahead: bool


class Profile(Struct, frozen=True):
    """A kind of reporting body: the pattern of its name, of its name for itself, and the parts of its report."""

    name: str
    title: str
    order: int
    issuer: Pattern
    own_name: Pattern
    parts: tuple[Part, ...]

    def part(self, part_id: str) -> Part | None:
        """Return the part with that id, or None if the profile does not require it."""
        return next((part for part in self.parts if part.id == part_id), None)


class PageWords(Struct, frozen=True):
    """The expressions that identify text of a page that is not body text."""

    furniture: Pattern
    furniture_lines: Pattern
    breadcrumb: Pattern
    stray: Pattern
    contents_title: Pattern
    contents_leader: Pattern
    contents_page: Pattern
    furniture_context: Pattern
    content_context: Pattern
    fields: Mapping[str, str]
    field_start: Pattern
    field_anywhere: Pattern


class ReportWords(Struct, frozen=True):
    """The expressions that identify an annual report and the elements of its title."""

    subject: Pattern
    opening_subject: Pattern
    not_report: Pattern
    title_endings: Pattern
    opening: Pattern
    issuer_stop: Pattern
    opening_issuer: Pattern
    title_years: Pattern
    opening_years: Pattern


class Lexicon(Struct, frozen=True):
    """The whole vocabulary."""

    page: PageWords
    report: ReportWords
    units: UnitWords
    relations: RelationWords
    means: MeanWords
    roles: RoleWords
    figures: FigureWords
    indicators: Indicators
    profiles: Mapping[str, Profile]

    def profile_of(self, issuer: str) -> Profile | None:
        """Return the first profile whose pattern matches the name of a reporting body, or None."""
        for profile in sorted(self.profiles.values(), key=lambda profile: profile.order):
            if profile.name != GENERIC and issuer and profile.issuer.search(issuer):
                return profile
        return None

    def profile_by_own_name(self, text: str) -> Profile | None:
        """Return the profile whose name for itself (我镇, 我局) is the most frequent in a text, or None."""
        counts = {profile: len(profile.own_name.findall(text)) for profile in self.profiles.values()}
        best = max(counts, key=lambda profile: (counts[profile], -profile.order))
        return best if counts[best] else None


def load_lexicon(directory: Path) -> Lexicon:
    """Load ``reading/`` and ``profiles/`` of a rulesets folder.

    Raises :class:`~checker.text.errors.RulesetError` for an invalid file.
    """
    page = toml.load(directory / "reading" / "page.toml", "reading/page.toml", trusted=True)
    report = toml.load(directory / "reading" / "report.toml", "reading/report.toml", trusted=True)
    units = toml.load(directory / "reading" / "units.toml", "reading/units.toml", trusted=True)
    relations = toml.load(directory / "reading" / "relations.toml", "reading/relations.toml", trusted=True)
    figures = toml.load(directory / "reading" / "figures.toml", "reading/figures.toml", trusted=True)
    indicators = toml.load(directory / "reading" / "indicators.toml", "reading/indicators.toml", trusted=True)
    return Lexicon(
        _page_words(page),
        _report_words(report),
        read_unit_words(units),
        read_relation_words(relations),
        read_mean_words(relations.table("mean")),
        read_role_words(relations.table("role")),
        read_figure_words(figures, units),
        read_indicators(indicators),
        _profiles(directory / "profiles"),
    )


def _page_words(table: toml.Table) -> PageWords:
    roles = table.table("metadata")
    fields = {name: role for role in roles.values for name in roles.strings(role)}
    words = any_of(table.strings("furniture-words"))
    separators = table.string("furniture-separators")
    names = "|".join(_spaced(name) for name in sorted(fields, key=len, reverse=True))
    return PageWords(
        furniture=compile_pattern(f"^(?:{separators})*(?:(?:{words})(?:{separators})*)+$"),
        furniture_lines=read_patterns(table, "furniture-lines"),
        breadcrumb=compile_pattern(table.string("breadcrumb")),
        stray=compile_pattern(table.string("stray")),
        contents_title=compile_pattern(table.string("contents-title")),
        contents_leader=compile_pattern(table.string("contents-leader")),
        contents_page=compile_pattern(table.string("contents-page")),
        furniture_context=read_patterns(table, "furniture-context"),
        content_context=read_patterns(table, "content-context"),
        fields=fields,
        field_start=compile_pattern(rf"^[\s•·●○\-*\[【(]*(?P<field>{names})[\]】]?\s*(?::|\s|$)"),
        field_anywhere=compile_pattern(
            rf"(?<![\p{{Han}}\w])(?P<field>{names})[\]】]?(?:\s*:|\s|$)|(?P<field>{names})[\]】]?\s*:"
        ),
    )


def _spaced(name: str) -> str:
    """Return an expression for a name; two-character names are often written with spaces: 名  称."""
    return r"\s*".join(map(escape, name)) if len(name) == 2 else escape(name)


def _report_words(table: toml.Table) -> ReportWords:
    return ReportWords(
        subject=read_patterns(table, "subject"),
        opening_subject=read_patterns(table, "opening-subject"),
        not_report=read_patterns(table, "not-report"),
        title_endings=read_patterns(table, "title-endings"),
        opening=read_patterns(table, "opening"),
        issuer_stop=read_patterns(table, "issuer-stop"),
        opening_issuer=read_patterns(table, "opening-issuer"),
        title_years=read_patterns(table, "title-years"),
        opening_years=read_patterns(table, "opening-years"),
    )


_PART_KEYS = "id title heading host except opening mention action within others looks-ahead".split()


def _profiles(directory: Path) -> dict[str, Profile]:
    paths = files_in(directory, ".toml")
    tables = {path.stem: toml.load(path, f"profiles/{path.name}", trusted=True) for path in paths}
    return {name: _profile(table, tables) for name, table in tables.items() if "order" in table.values}


def _profile(table: toml.Table, tables: Mapping[str, toml.Table]) -> Profile:
    table.check_keys(("name", "title", "order", "issuer", "self", "extend", "part"))
    parts = {part.id: part for part in _inherited_parts(table, tables)}
    return Profile(
        name=table.string("name"),
        title=table.string("title"),
        order=table.integer("order", 0),
        issuer=read_patterns(table, "issuer"),
        own_name=read_patterns(table, "self"),
        parts=tuple(parts.values()),
    )


def _inherited_parts(table: toml.Table, tables: Mapping[str, toml.Table]) -> list[Part]:
    """Return the parts of the extended profile followed by the profile's own parts, which override them by id."""
    parts: list[Part] = []
    if "extend" in table.values:
        parts.extend(_inherited_parts(tables[table.choice("extend", tables)], tables))
    for part in table.tables("part"):
        part.check_keys(_PART_KEYS)
        parts.append(
            Part(
                id=part.string("id"),
                title=part.string("title"),
                heading=read_patterns(part, "heading"),
                host=read_patterns(part, "host"),
                excluded=read_patterns(part, "except"),
                opening=read_patterns(part, "opening"),
                mention=read_patterns(part, "mention"),
                action=read_patterns(part, "action"),
                within=part.string("within", ""),
                others=part.integer("others", 0),
                looks_ahead=part.integer("looks-ahead", 0) > 0,
            )
        )
    return parts
