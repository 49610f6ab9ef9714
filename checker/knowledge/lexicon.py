"""The wordings by which a report is read: page furniture, metadata fields, titles, parts, profiles.

They are data (``rulesets/reading`` and ``rulesets/profiles``); this module gives them types.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from re import escape

import regex
from msgspec import Struct

from checker.knowledge.figure_words import FigureWords, read_figure_words
from checker.knowledge.indicators import Indicators, read_indicators
from checker.resources import toml
from checker.resources.shipped import files_in
from checker.search.patterns import Pattern, alternatives, compile_pattern

GENERIC = "generic"
"""The profile of documents that are no annual report; its parts are empty."""
FALLBACK = "government"
"""The profile of a report that does not tell whose it is."""


class Part(Struct, frozen=True):
    """One of the things a report must hold, and the wordings by which it is recognised."""

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
    """A kind of reporting body: how its name ends, what it calls itself, which parts its report must hold."""

    name: str
    title: str
    order: int
    issuer: Pattern
    own_name: Pattern
    parts: tuple[Part, ...]

    def part(self, part_id: str) -> Part | None:
        """The part of that id, if the profile asks for it."""
        return next((part for part in self.parts if part.id == part_id), None)


class PageWords(Struct, frozen=True):
    """What is not body text on a page."""

    furniture: Pattern
    furniture_lines: Pattern
    breadcrumb: Pattern
    stray: Pattern
    furniture_context: Pattern
    content_context: Pattern
    fields: Mapping[str, str]
    field_start: Pattern
    field_anywhere: Pattern


class ReportWords(Struct, frozen=True):
    """What an annual report calls itself."""

    subject: Pattern
    opening_subject: Pattern
    not_report: Pattern
    title_endings: Pattern
    opening: Pattern
    issuer_stop: Pattern
    opening_issuer: Pattern
    title_years: Pattern
    opening_years: Pattern


class UnitWords(Struct, frozen=True):
    """The units of figures: unit → family, scale word → factor, and the pattern of a figure.

    ``macros`` are the units of a family as alternatives, for the patterns of rules; ``edges`` the
    characters at which the wording of a measure ends, ``untelling`` what in it does not tell.
    """

    families: Mapping[str, str]
    scales: Mapping[str, int]
    quantity: Pattern
    macros: Mapping[str, str]
    edges: str
    untelling: Pattern

    def telling_end(self, wording: str) -> str:
        """The wording of a measure without what does not tell at its ends (全年, 共)."""
        return self.untelling.sub("", wording)


class RelationWords(Struct, frozen=True):
    """The words by which figures are tied to each other; ``reach`` is in characters."""

    rate: Pattern
    of_which: Pattern
    remainder: Pattern
    lists_all: Pattern
    whole: Pattern
    overlapping: Pattern
    reach: int
    downward: Pattern
    bare_lead: Pattern
    starting: Pattern
    ending: Pattern
    total: Pattern
    subtotal: Pattern


class MeanWords(Struct, frozen=True):
    """The wording of a mean; ``same`` tells which units a word for each of them stands for."""

    each: Pattern
    each_of: Pattern
    same: Mapping[str, tuple[str, ...]]
    divisible: tuple[str, ...]


class RoleWords(Struct, frozen=True):
    """What tells who did something, what time a figure is for, and what it is in its sentence."""

    period: Pattern
    cumulative: Pattern
    subject: Pattern
    target: Pattern
    actual: Pattern
    average: Pattern
    growth: Pattern
    rate: Pattern


class Lexicon(Struct, frozen=True):
    """All wordings together."""

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
        """The profile whose wording fits the name of a reporting body."""
        for profile in sorted(self.profiles.values(), key=lambda profile: profile.order):
            if profile.name != GENERIC and issuer and profile.issuer.search(issuer):
                return profile
        return None

    def profile_by_own_name(self, text: str) -> Profile | None:
        """The profile whose way of calling itself (我镇, 我局) is the most frequent in a text."""
        counts = {profile: len(profile.own_name.findall(text)) for profile in self.profiles.values()}
        best = max(counts, key=lambda profile: (counts[profile], -profile.order))
        return best if counts[best] else None


def load_lexicon(directory: Path) -> Lexicon:
    """Read ``reading/`` and ``profiles/`` below a rulesets folder.

    Raises :class:`~checker.text.errors.RulesetError` for a file that is wrong.
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
        _unit_words(units),
        _relation_words(relations),
        _mean_words(relations.table("mean")),
        _role_words(relations.table("role")),
        read_figure_words(figures, units),
        read_indicators(indicators),
        _profiles(directory / "profiles"),
    )


def patterns(table: toml.Table, key: str) -> Pattern:
    """The list of expressions under ``key`` as one; absent means none."""
    return compiled(table, key, table.strings(key, ()))


def compiled(table: toml.Table, key: str, sources: tuple[str, ...]) -> Pattern:
    """Expressions as one. Those of a user's file are checked at once; the shipped ones by the tests."""
    found = alternatives(sources)
    if not table.trusted:
        check_pattern(table, key, sources)
    return found


def check_pattern(table: toml.Table, key: str, sources: tuple[str, ...]) -> None:
    """Compile; the expressions are looked at one by one only to tell which of them is wrong."""
    try:
        alternatives(sources).check()
    except regex.error as error:
        for source in sources:
            try:
                compile_pattern(source).check()
            except regex.error as wrong:
                raise table.error(key, f"正则“{source}”有误:{wrong}") from None
        raise table.error(key, f"几个正则不能并用:{error}") from None


def _page_words(table: toml.Table) -> PageWords:
    roles = table.table("metadata")
    fields = {name: role for role in roles.values for name in roles.strings(role)}
    words = _any(table.strings("furniture-words"))
    separators = table.string("furniture-separators")
    names = "|".join(_spaced(name) for name in sorted(fields, key=len, reverse=True))
    return PageWords(
        furniture=compile_pattern(f"^(?:{separators})*(?:(?:{words})(?:{separators})*)+$"),
        furniture_lines=patterns(table, "furniture-lines"),
        breadcrumb=compile_pattern(table.string("breadcrumb")),
        stray=compile_pattern(table.string("stray")),
        furniture_context=patterns(table, "furniture-context"),
        content_context=patterns(table, "content-context"),
        fields=fields,
        field_start=compile_pattern(rf"^[\s•·●○\-*\[【(]*(?P<field>{names})[\]】]?\s*(?::|\s|$)"),
        field_anywhere=compile_pattern(
            rf"(?<![\p{{Han}}\w])(?P<field>{names})[\]】]?(?:\s*:|\s|$)|(?P<field>{names})[\]】]?\s*:"
        ),
    )


def _spaced(name: str) -> str:
    """Two-character names are often written apart: 名  称."""
    return r"\s*".join(map(escape, name)) if len(name) == 2 else escape(name)


def _report_words(table: toml.Table) -> ReportWords:
    return ReportWords(
        subject=patterns(table, "subject"),
        opening_subject=patterns(table, "opening-subject"),
        not_report=patterns(table, "not-report"),
        title_endings=patterns(table, "title-endings"),
        opening=patterns(table, "opening"),
        issuer_stop=patterns(table, "issuer-stop"),
        opening_issuer=patterns(table, "opening-issuer"),
        title_years=patterns(table, "title-years"),
        opening_years=patterns(table, "opening-years"),
    )


_UNIT_FAMILIES = ("money", "count", "area", "length", "volume", "weight", "percent", "points", "time")


def _unit_words(table: toml.Table) -> UnitWords:
    scales = table.table("scales")
    families = {unit: family for family in _UNIT_FAMILIES for unit in table.strings(family)}
    # A figure, then its scale and unit; or Chinese numerals before a measure word that takes them.
    arabic = r"(?<![\d.A-Za-z+/])(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    han = r"(?<![第零一二三四五六七八九十百千万几数\d])(?P<number>[一二两三四五六七八九十百]{1,6})"
    behind = _any(table.strings("behind"))
    around = (
        rf"(?P<before>(?<!{table.string('before-except')})(?:{_any(table.strings('before'))}))?",
        rf"(?P<after>{_any(table.strings('after'))})?\s*",
    )
    quantity = (
        rf"{around[0]}(?<!第){arabic}\s*(?P<scale>{_any(tuple(scales.values))})?{around[1]}(?P<unit>{_any(tuple(families))})(?P<behind>{behind})?"
        rf"|{around[0]}百分之(?P<number>[零〇一二三四五六七八九十百点]{{1,8}})"
        rf"|{around[0]}{han}(?P<after>余|多)?(?P<unit>{_any(table.strings('chinese-units'))})"
    )
    macros = {family: _any(table.strings(family)) for family in _UNIT_FAMILIES}
    macros["unit"] = _any(tuple(families))
    factors = {name: scales.integer(name) for name in scales.values}
    untelling = compile_pattern(table.string("untelling"))
    return UnitWords(families, factors, compile_pattern(quantity), macros, table.string("edges"), untelling)


def _relation_words(table: toml.Table) -> RelationWords:
    def one(key: str) -> Pattern:
        return compiled(table, key, (table.string(key),))

    return RelationWords(
        rate=one("rate"),
        of_which=one("of-which"),
        remainder=one("remainder"),
        lists_all=one("lists-all"),
        whole=one("whole"),
        overlapping=one("overlapping"),
        reach=table.integer("reach"),
        downward=one("downward"),
        bare_lead=one("bare-lead"),
        starting=one("starting"),
        ending=one("ending"),
        total=one("total"),
        subtotal=one("subtotal"),
    )


def _mean_words(table: toml.Table) -> MeanWords:
    doing = table.string("doing")
    same = table.table("same")
    return MeanWords(
        each=compile_pattern(rf"{table.string('each')}(?:{doing})?$"),
        each_of=compile_pattern(rf"[^\p{{Han}}]|$|{doing}"),
        same={each: same.strings(each) for each in same.values},
        divisible=table.strings("divisible"),
    )


def _role_words(table: toml.Table) -> RoleWords:
    def one(key: str) -> Pattern:
        return compiled(table, key, (table.string(key),))

    period = "|".join(f"(?:{source})" for source in table.strings("period"))
    skipped = f"{period}|{table.string('subject-skip')}"
    return RoleWords(
        # what stands in a title is no time of the figure
        period=compile_pattern(rf"《[^》]{{0,200}}》(*SKIP)(*FAIL)|{period}"),
        cumulative=one("cumulative"),
        subject=compile_pattern(
            rf"(?:{skipped})*+(?P<subject>{table.string('subject')})(?={table.string('subject-before')})"
        ),
        target=one("target"),
        actual=one("actual"),
        average=one("average"),
        growth=one("growth"),
        rate=one("rate"),
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(escape, words), key=len, reverse=True))


_PART_KEYS = "id title heading host except opening mention action within others looks-ahead".split()


def _profiles(directory: Path) -> dict[str, Profile]:
    paths = files_in(directory, ".toml")
    tables = {path.stem: toml.load(path, f"profiles/{path.name}", trusted=True) for path in paths}
    return {name: _profile(table, tables) for name, table in tables.items() if "order" in table.values}


def _profile(table: toml.Table, tables: Mapping[str, toml.Table]) -> Profile:
    table.only(("name", "title", "order", "issuer", "self", "extend", "part"))
    parts = {part.id: part for part in _inherited_parts(table, tables)}
    return Profile(
        name=table.string("name"),
        title=table.string("title"),
        order=table.integer("order", 0),
        issuer=patterns(table, "issuer"),
        own_name=patterns(table, "self"),
        parts=tuple(parts.values()),
    )


def _inherited_parts(table: toml.Table, tables: Mapping[str, toml.Table]) -> list[Part]:
    """The parts of the profile that this one extends, then its own, which replace them by id."""
    parts: list[Part] = []
    if "extend" in table.values:
        parts.extend(_inherited_parts(tables[table.choice("extend", tables)], tables))
    for part in table.tables("part"):
        part.only(_PART_KEYS)
        parts.append(
            Part(
                id=part.string("id"),
                title=part.string("title"),
                heading=patterns(part, "heading"),
                host=patterns(part, "host"),
                excluded=patterns(part, "except"),
                opening=patterns(part, "opening"),
                mention=patterns(part, "mention"),
                action=patterns(part, "action"),
                within=part.string("within", ""),
                others=part.integer("others", 0),
                looks_ahead=part.integer("looks-ahead", 0) > 0,
            )
        )
    return parts
