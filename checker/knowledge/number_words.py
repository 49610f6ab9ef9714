"""The vocabulary of figures: units, relations between figures, averages, roles and periods."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from checker.knowledge.lexicon_patterns import any_of, combine_patterns
from checker.resources import toml
from checker.search.patterns import Pattern, compile_pattern


class UnitWords(Struct, frozen=True):
    """The units of figures: unit → family, scale word → factor, and the pattern of a figure.

    ``per_mille`` are the signs of rates of which ten make one per cent. ``macros`` are the units of a family, and the
    fields of work of departments, as alternatives for the patterns of rules. ``edges`` are the characters that end the
    wording of a measure, and ``untelling`` matches what does not distinguish one measure from another.
    ``no_score`` matches figures before 分 that are times of day, fractions and parts of names.
    """

    families: Mapping[str, str]
    scales: Mapping[str, int]
    per_mille: frozenset[str]
    quantity: Pattern
    macros: Mapping[str, str]
    edges: str
    calendar: frozenset[str]
    untelling: Pattern
    no_score: Pattern

    def telling_end(self, wording: str) -> str:
        """The wording of a measure without what does not tell at its ends (全年, 共)."""
        return self.untelling.sub("", wording)


class RelationWords(Struct, frozen=True):
    """The expressions that relate figures to each other; ``reach`` is in characters."""

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
    quotient: Pattern


class MeanWords(Struct, frozen=True):
    """The wording of a mean; ``same`` maps a word for “each of them” to the units that it stands for."""

    each: Pattern
    each_of: Pattern
    same: Mapping[str, tuple[str, ...]]
    divisible: tuple[str, ...]


class RoleWords(Struct, frozen=True):
    """The expressions that identify the subject, the period and the role of a figure in its sentence."""

    period: Pattern
    cumulative: Pattern
    subject: Pattern
    target: Pattern
    actual: Pattern
    average: Pattern
    growth: Pattern
    rate: Pattern


_UNIT_FAMILIES = ("money", "count", "area", "length", "volume", "weight", "percent", "points", "score", "time")


def read_unit_words(table: toml.Table) -> UnitWords:
    """Read the units, measure words and approximations from their table."""
    scales = table.table("scales")
    families = {unit: family for family in _UNIT_FAMILIES for unit in table.strings(family)}
    # Arabic numerals with a scale and a unit; or Chinese numerals before one of the units that are counted in them.
    # A space may part thousands (2 640件, GB/T 15835), where no other number stands before or behind.
    spaced = r"(?<=[\p{Han}\p{P}])[1-9]\d{0,2}(?:[ \u00a0\u2009\u202f]\d{3})+(?:\.\d+)?(?![\s.,]*\d)"
    arabic = (
        rf"(?<![\dA-Za-z+/])(?<!(?<!\p{{Han}})\.)(?P<number>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|{spaced}|\d+(?:\.\d+)?)"
    )
    han = r"(?<![第零一二三四五六七八九十百千万几数\d])(?P<number>[一二两三四五六七八九十百]{1,6})"
    behind = any_of(table.strings("behind"))
    around = (
        rf"(?P<before>(?<!{table.string('before-except')})(?:{any_of(table.strings('before'))}))?",
        rf"(?P<after>{any_of(table.strings('after'))})?\s*",
    )
    quantity = (
        rf"{around[0]}(?<!第){arabic}\s*(?P<scale>{any_of(tuple(scales.values))})?{around[1]}(?P<unit>{any_of(tuple(families))})(?P<behind>{behind})?"
        rf"|{around[0]}百分之(?P<number>[零〇一二三四五六七八九十百点]{{1,8}})"
        rf"|{around[0]}{han}(?P<after>余|多)?(?P<unit>{any_of(table.strings('chinese-units'))})"
    )
    macros = {family: any_of(table.strings(family)) for family in _UNIT_FAMILIES}
    macros["unit"] = any_of(tuple(families))
    macros["field"] = any_of(table.strings("fields"))
    factors = {name: scales.integer(name) for name in scales.values}
    untelling = compile_pattern(table.string("untelling"))
    calendar = frozenset(table.strings("calendar"))
    per_mille = frozenset(table.strings("per-mille"))
    return UnitWords(
        families,
        factors,
        per_mille,
        compile_pattern(quantity),
        macros,
        table.string("edges"),
        calendar,
        untelling,
        compile_pattern(table.string("score-except")),
    )


def read_relation_words(table: toml.Table) -> RelationWords:
    """Read the words that relate figures to each other from their table."""

    def single(key: str) -> Pattern:
        return combine_patterns(table, key, (table.string(key),))

    return RelationWords(
        rate=single("rate"),
        of_which=single("of-which"),
        remainder=single("remainder"),
        lists_all=single("lists-all"),
        whole=single("whole"),
        overlapping=single("overlapping"),
        reach=table.integer("reach"),
        downward=single("downward"),
        bare_lead=single("bare-lead"),
        starting=single("starting"),
        ending=single("ending"),
        total=single("total"),
        subtotal=single("subtotal"),
        quotient=single("quotient"),
    )


def read_mean_words(table: toml.Table) -> MeanWords:
    """Read the words of averages from their table."""
    doing = table.string("doing")
    same = table.table("same")
    return MeanWords(
        each=compile_pattern(rf"{table.string('each')}(?:{doing})?$"),
        each_of=compile_pattern(rf"[^\p{{Han}}]|$|{doing}"),
        same={each: same.strings(each) for each in same.values},
        divisible=table.strings("divisible"),
    )


def read_role_words(table: toml.Table) -> RoleWords:
    """Read the words that tell the role and period of a figure from their table."""

    def single(key: str) -> Pattern:
        return combine_patterns(table, key, (table.string(key),))

    period = "|".join(f"(?:{source})" for source in table.strings("period"))
    skipped = f"{period}|{table.string('subject-skip')}"
    return RoleWords(
        # A date inside a title is not the period of a figure.
        period=compile_pattern(rf"《[^》]{{0,200}}》(*SKIP)(*FAIL)|{period}"),
        cumulative=single("cumulative"),
        subject=compile_pattern(
            rf"(?:{skipped})*+(?P<subject>{table.string('subject')})(?={table.string('subject-before')})"
        ),
        target=single("target"),
        actual=single("actual"),
        average=single("average"),
        growth=single("growth"),
        rate=single("rate"),
    )
