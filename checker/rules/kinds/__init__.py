"""All kinds in one explicit table; the ``kind`` of a rule is the name of one of them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.knowledge.base import Knowledge
from checker.rules.kind import Kind
from checker.rules.kinds import (
    appearance,
    copies,
    dates,
    figures,
    headings,
    identity,
    marks,
    names,
    pages,
    privacy,
    references,
    requests,
    residue,
    structure,
    wording,
)
from checker.rules.rule import Rule
from checker.search.patterns import Pattern

KINDS: dict[str, Kind] = {
    kind.name: kind
    for family in (
        appearance,
        copies,
        dates,
        figures,
        headings,
        identity,
        marks,
        names,
        pages,
        privacy,
        references,
        requests,
        residue,
        structure,
        wording,
    )
    for kind in family.KINDS
}
"""Name of a kind → the kind."""


def prefiltered_patterns(rule: Rule, knowledge: Knowledge) -> Iterator[Pattern]:
    """Yield the patterns of a rule that its kind searches only in blocks that contain a required literal."""
    yield from KINDS[rule.kind].derived_patterns(knowledge, rule)
    for option in KINDS[rule.kind].options:
        if option.prefiltered and isinstance(rule.options[option.name], Pattern):
            yield rule.pattern(option.name)
        elif option.prefiltered:
            yield from rule.pattern_table(option.name).values()
