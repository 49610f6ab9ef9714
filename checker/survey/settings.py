"""The settings of a survey: ``rulesets/survey/survey.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from checker.knowledge.lexicon_patterns import read_patterns
from checker.resources import toml
from checker.search.patterns import Pattern

_COUNTS = ("errors", "rewritings")


class OutlierSettings(Struct, frozen=True):
    """When an indicator is far from its peers; ``least_spread`` is a standard deviation of logarithms."""

    peers: int
    deviations: float
    own_years: int
    least_spread: float


class SurveySettings(Struct, frozen=True):
    """Bodies of the profiles ``by_place`` are known by their place; ``outdated`` are rules about references.

    ``quote`` is the number of characters of a quotation. ``ask`` maps a case to the question for the body;
    ``max_errors`` limits the errors of a report that a body is asked about, ``max_rewritings`` the reports like it.
    """

    by_place: tuple[str, ...]
    names: Pattern
    outdated: tuple[str, ...]
    quote: int
    outlier: OutlierSettings
    ask: Mapping[str, str]
    max_errors: int
    max_rewritings: int


def load_settings(directory: Path) -> SurveySettings:
    """Load the settings. Raises :class:`~checker.text.errors.RulesetError` if they are invalid."""
    shown = "survey/survey.toml"
    table = toml.load(directory / shown, shown, trusted=True)
    outlier, ask = table.table("outlier"), table.table("ask")
    return SurveySettings(
        table.strings("by-place"),
        read_patterns(table, "names"),
        table.strings("outdated"),
        table.integer("quote"),
        OutlierSettings(
            outlier.integer("peers"),
            _number(outlier, "deviations"),
            outlier.integer("own-years"),
            _number(outlier, "least-spread"),
        ),
        {key: ask.string(key) for key in ask.values if key not in _COUNTS},
        *map(ask.integer, _COUNTS),
    )


def _number(table: toml.Table, key: str) -> float:
    value = table.values.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool) or value <= 0:
        raise table.error(key, "应为大于 0 的数")
    return float(value)
