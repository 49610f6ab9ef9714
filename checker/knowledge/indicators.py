"""The measures that annual reports state, their units and wordings: ``rulesets/reading/indicators.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from checker.resources.toml import Table

_KEY = 2
"""Characters by which a wording is looked up."""


class Indicator(Struct, frozen=True):
    """A measure: what it is called here, in which units it is counted, and how reports word it."""

    id: str
    name: str
    units: frozenset[str]
    words: tuple[str, ...]


class Indicators(Struct, frozen=True, dict=True):
    """All measures; ``bounds`` tells which is never more than the sum of which others."""

    listed: tuple[Indicator, ...]
    bounds: tuple[tuple[str, tuple[str, ...]], ...]

    @cached_property
    def _endings(self) -> Mapping[str, list[tuple[str, Indicator]]]:
        return self._by(lambda word: word[-_KEY:])

    @cached_property
    def _beginnings(self) -> Mapping[str, list[tuple[str, Indicator]]]:
        return self._by(lambda word: word[:_KEY])

    def _by(self, key: object) -> Mapping[str, list[tuple[str, Indicator]]]:
        assert callable(key)
        found: dict[str, list[tuple[str, Indicator]]] = {}
        for indicator in self.listed:
            for word in indicator.words:
                found.setdefault(key(word), []).append((word, indicator))
        for several in found.values():
            several.sort(key=lambda pair: -len(pair[0]))
        return found

    def named(self, before: str, behind: str, unit: str) -> Indicator | None:
        """The measure that the words before a figure end with, or those behind it begin with; the longest wording."""
        for word, indicator in self._endings.get(before[-_KEY:], ()):
            if unit in indicator.units and before.endswith(word):
                return indicator
        for word, indicator in self._beginnings.get(behind[:_KEY], ()):
            if unit in indicator.units and behind.startswith(word):
                return indicator
        return None


def read_indicators(table: Table) -> Indicators:
    """The table of measures."""
    listed = tuple(
        Indicator(one.string("id"), one.string("name"), frozenset(one.strings("units")), one.strings("words"))
        for one in table.tables("indicator")
    )
    bounds = tuple((one.string("part"), one.strings("whole")) for one in table.tables("relation"))
    return Indicators(listed, bounds)
