"""The wordings by which figures are tied to each other, and how much each feature of a wording weighs.

They are data: ``rulesets/reading/figures.toml``. The weights in it are computed by ``make calibrate``.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from checker.knowledge.figure_limits import Limits, Thresholds, read_limits, read_thresholds
from checker.resources.toml import Table
from checker.search.patterns import Pattern, compile_pattern


class ClaimWords(Struct, frozen=True):
    """Rates and multiples in words: 近三成, 翻番; ``mark`` is in every one of them."""

    mark: Pattern
    vague: Pattern
    multiple: Pattern
    multiples: Mapping[str, tuple[float, float]]
    target: Pattern
    bare: Pattern
    again: Pattern
    at_least: frozenset[str]
    tenths: Mapping[str, float]


class LookWords(Struct, frozen=True):
    """What leaves no other reading: ``each_both`` names two things that a mean is of, ``each_any`` both at once."""

    each_both: Pattern
    each_any: Pattern
    each_of_them: Pattern
    each_one: Pattern
    share_end: Pattern
    stated_base: Pattern
    rate_end: Pattern
    all_of_them: Pattern
    under_way: Pattern
    rate_change: Pattern
    respectively: Pattern
    respectively_before: Pattern
    people: Pattern
    undone: Pattern
    undone_before: Pattern
    undone_word: Pattern
    undone_letters: Pattern
    place: Pattern
    density: Pattern
    reckoned: Pattern
    population: Pattern
    sizes: Mapping[str, float]
    fillers: Pattern
    later: Pattern
    timely: Pattern
    times: str
    found: Pattern
    dealt_with: Pattern
    taken_up: Pattern
    share_whole: Pattern
    each_so_many: Pattern
    made_of: Pattern
    making_up: Pattern
    rate_noun: Pattern
    converted: Pattern
    yields: Pattern
    yield_unit: str
    measures: Mapping[str, float]


class FigureWords(Struct, frozen=True):
    """``cues`` finds, by name, what the words before a figure say of it; the rest tells units and days apart."""

    cues: Pattern
    base: Pattern
    year: Pattern
    negated: Pattern
    reaching: Pattern
    change_end: Pattern
    among: Pattern
    partition: Pattern
    overlapping: Pattern
    whole_words: Pattern
    counted: Pattern
    each: Pattern
    rate_name: Pattern
    share_of: Pattern
    rate_parts: Mapping[str, Pattern]
    due: Pattern
    besides: Pattern
    increment: Pattern
    apposition: Pattern
    compared: Pattern
    total_words: Pattern
    distributive: Pattern
    joints: frozenset[str]
    definite: Pattern
    claims: ClaimWords
    looks: LookWords
    part_words: Pattern
    rate_behind: Pattern
    averaged: Pattern
    subject: Pattern
    closing: Pattern
    flow: Pattern
    fulfilled: Pattern
    inside_named: Pattern
    actual: Pattern
    left: Pattern
    average_end: Pattern
    other_part: Pattern
    days: Mapping[str, tuple[int, ...]]
    part_year_units: frozenset[str]
    same_unit: Mapping[str, frozenset[str]]
    counted_by: Mapping[str, frozenset[str]]
    ranks: frozenset[str]
    persons: frozenset[str]
    lost_scales: Mapping[str, float]
    per_mille: frozenset[str]
    less: frozenset[str]
    more: frozenset[str]
    weights: Mapping[str, float]
    limits: Limits
    thresholds: Thresholds
    share_word: str
    inside_word: str
    possessive: str


def _patterns(table: Table) -> dict[str, Pattern]:
    return {name: compile_pattern(table.string(name)) for name in table.values}


def _sets(table: Table) -> dict[str, frozenset[str]]:
    return {name: frozenset(table.strings(name)) for name in table.values}


def _claims(table: Table) -> ClaimWords:
    return ClaimWords(
        mark=compile_pattern(table.string("claim-mark")),
        vague=compile_pattern(table.string("vague")),
        multiple=compile_pattern(table.string("multiple")),
        multiples={name: (float(low), float(high)) for name, (low, high) in table.table("multiples").values.items()},
        target=compile_pattern(table.string("target-claim")),
        bare=compile_pattern(table.string("bare-claim")),
        again=compile_pattern(table.string("again-claim")),
        at_least=frozenset(table.strings("at-least")),
        tenths={name: float(value) for name, value in table.table("tenths").values.items()},
    )


def _looks(table: Table) -> LookWords:
    plain = {"times", "sizes", "yield-unit", "measures"}
    patterns = {name: compile_pattern(table.string(name)) for name in table.values if name not in plain}
    return LookWords(
        times=table.string("times"),
        yield_unit=table.string("yield-unit"),
        measures={name: float(size) for name, size in table.table("measures").values.items()},
        sizes={name: float(size) for name, size in table.table("sizes").values.items()},
        **{name.replace("-", "_"): one for name, one in patterns.items()},
    )


def read_figure_words(table: Table, units: Table) -> FigureWords:
    """The words of ``reading/figures.toml``; ``units`` holds which units count the same."""
    cues = table.table("cues")
    joined = "|".join(f"(?P<{name.replace('-', '_')}>{cues.string(name)})" for name in cues.values)
    return FigureWords(
        cues=compile_pattern(joined),
        base=compile_pattern(table.string("base")),
        negated=compile_pattern(table.string("negated")),
        year=compile_pattern(table.string("year")),
        reaching=compile_pattern(table.string("reaching")),
        change_end=compile_pattern(table.string("change-end")),
        among=compile_pattern(table.string("among")),
        whole_words=compile_pattern(table.string("whole-words")),
        counted=compile_pattern(table.string("counted")),
        overlapping=compile_pattern(table.string("overlapping")),
        partition=compile_pattern(table.string("partition")),
        each=compile_pattern(table.string("each")),
        rate_name=compile_pattern(table.string("rate-name")),
        share_of=compile_pattern(table.string("share-of")),
        rate_parts=_patterns(table.table("rate-parts")),
        subject=compile_pattern(table.string("subject")),
        averaged=compile_pattern(table.string("averaged")),
        rate_behind=compile_pattern(table.string("rate-behind")),
        joints=frozenset(table.strings("joints")),
        claims=_claims(table),
        looks=_looks(table.table("second-looks")),
        definite=compile_pattern(table.string("definite")),
        part_words=compile_pattern(table.string("part-words")),
        distributive=compile_pattern(table.string("distributive")),
        besides=compile_pattern(table.string("besides")),
        increment=compile_pattern(table.string("increment")),
        apposition=compile_pattern(table.string("apposition")),
        compared=compile_pattern(table.string("compared")),
        total_words=compile_pattern(table.string("total-words")),
        closing=compile_pattern(table.string("closing")),
        flow=compile_pattern(table.string("flow")),
        inside_named=compile_pattern(table.string("inside-named")),
        actual=compile_pattern(table.string("actual")),
        fulfilled=compile_pattern(table.string("fulfilled")),
        left=compile_pattern(table.string("left")),
        due=compile_pattern(table.string("due")),
        average_end=compile_pattern(table.string("average-end")),
        other_part=compile_pattern(table.string("other-part")),
        part_year_units=frozenset(table.strings("part-year-units")),
        days={name: tuple(several) for name, several in table.table("days").values.items()},
        same_unit=_same_units(units.table("alike")),
        counted_by=_sets(table.table("counted-by")),
        persons=frozenset(units.table("alike").strings("persons")),
        ranks=frozenset(table.strings("ranks")),
        lost_scales={name: float(size) for name, size in table.table("lost-scales").values.items()},
        per_mille=frozenset(units.strings("per-mille")),
        less=frozenset(units.strings("less")),
        more=frozenset(units.strings("more")),
        limits=read_limits(table.table("accusing")),
        thresholds=read_thresholds(table.table("thresholds")),
        share_word=table.string("share-word"),
        inside_word=table.string("inside-word"),
        possessive=table.string("possessive"),
        weights={name: float(value) for name, value in table.table("weights").values.items()},
    )


def _same_units(groups: Table) -> Mapping[str, frozenset[str]]:
    """By unit, the units that count the same."""
    alike: dict[str, set[str]] = {}
    for name in groups.values:
        members = groups.strings(name)
        for unit in members:
            alike.setdefault(unit, {unit}).update(members)
    return {unit: frozenset(members) for unit, members in alike.items()}
