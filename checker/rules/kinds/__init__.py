"""All kinds in one explicit table; a rule's ``kind`` names one of them."""

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
        headings,
        identity,
        marks,
        names,
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


def watched(rule: Rule, knowledge: Knowledge) -> Iterator[Pattern]:
    """The expressions of a rule that its kind asks for only where words stand that they need."""
    yield from KINDS[rule.kind].listed(knowledge, rule)
    for option in KINDS[rule.kind].options:
        if option.watched and isinstance(rule.options[option.name], Pattern):
            yield rule.pattern(option.name)
        elif option.watched:
            yield from rule.pattern_table(option.name).values()
