"""The findings of a report in the order of their weight, those of a rule together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct

from checker.lint.report import PART_KIND, Report
from checker.rules.rule import Rule
from checker.text.diagnostic import Diagnostic, Severity


class Group(Struct, frozen=True):
    """The findings of a rule that have the same severity, in the order of the text."""

    rule: str
    title: str
    severity: Severity
    items: tuple[Diagnostic, ...]

    @property
    def mend(self) -> str:
        """The suggested change that all findings share; empty where they differ."""
        mends = {item.mend for item in self.items}
        return mends.pop() if len(mends) == 1 else ""


def by_weight(report: Report, shown: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort findings: by severity; missing parts first; findings about the whole document first; by place."""
    parts = part_rules(report.rules)
    return sorted(shown, key=lambda item: _weight(item, parts))


def places_told(report: Report) -> list[Diagnostic]:
    """Return the findings that people are told: those not suppressed, a pair of places once. All counts count these."""
    return without_mirrored(report.unsuppressed)


def without_mirrored(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Drop the later one of two findings of a rule that name each other's places, because the earlier one tells both.

    Programs get both (``json``), and so does a text in which each place is marked (``html``, Word).
    """
    kept: list[Diagnostic] = []
    by_rule: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for item in diagnostics:
        earlier = by_rule[item.rule]
        if not (item.related and any(_names(item, other) and _names(other, item) for other in earlier)):
            kept.append(item)
        if item.related and item.scope == "span":
            earlier.append(item)
    return kept


def _names(item: Diagnostic, other: Diagnostic) -> bool:
    return any(place.span.overlaps(other.span) for place in item.related)


def part_rules(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the ids of the rules about required parts."""
    return frozenset(rule.id for rule in rules if rule.kind == PART_KIND)


def _weight(item: Diagnostic, parts: frozenset[str]) -> tuple[object, ...]:
    return -item.severity, item.rule not in parts, item.scope != "document", item.span


def grouped(found: Sequence[Diagnostic]) -> list[Group]:
    """Collapse the findings of a rule and severity into one group, at the place of its first finding."""
    groups: dict[tuple[str, Severity], list[Diagnostic]] = {}
    for item in found:
        groups.setdefault((item.rule, item.severity), []).append(item)
    return [Group(rule, label_of(items[0]), severity, tuple(items)) for (rule, severity), items in groups.items()]


def label_of(item: Diagnostic) -> str:
    """Return the name of a finding's rule for people."""
    return item.title or item.name
