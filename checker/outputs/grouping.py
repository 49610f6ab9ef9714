"""The findings of a report in the order of their weight, those of a rule together.

A report stores every finding, because each is fixed, suppressed and compared with a baseline by itself. To a reader,
fourteen invisible characters are one fault: outputs show groups, or one finding for each group of repeats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from checker.i18n.language import CHINESE, Say
from checker.lint.report import PART_KIND, Report
from checker.rules.rule import Rule
from checker.text.diagnostic import Diagnostic, Fix, Related, Severity
from checker.text.document import Document

_NAMED = 5
"""Places that the message itself names; all are related places of the finding."""


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


def folds(report: Report, group: Group) -> bool:
    """Return True if a group holds as many findings as its rule has told as one."""
    least = next((rule.repeats for rule in report.rules if rule.id == group.rule), 0)
    return bool(least) and len(group.items) >= least


def fold_repeats(report: Report, say: Say = CHINESE.say) -> Report:
    """Return the report with one finding for each group of as many findings as its rule folds.

    It stands at the place of the first, for outputs that have a note for each finding: pages, comments in Word.
    Suppressed findings and those about the whole document stay as they are. Programs get all findings.
    """
    candidates = [item for item in report.unsuppressed if item.scope == "span"]
    groups = [group.items for group in grouped(candidates) if folds(report, group)]
    if not groups:
        return report
    firsts = {id(items[0]): items for items in groups}
    others = {id(item) for items in groups for item in items[1:]}
    kept = (item for item in report.diagnostics if id(item) not in others)
    told = tuple(_folded(report.document, firsts[id(item)], say) if id(item) in firsts else item for item in kept)
    return replace(report, diagnostics=told)


def _folded(document: Document, items: Sequence[Diagnostic], say: Say) -> Diagnostic:
    first, others = items[0], items[1:]
    labels = list(dict.fromkeys(document.line_label(item.span.start).replace(" ", "") for item in others))
    named = say("、").join(labels[:_NAMED]) + (say("等") if len(labels) > _NAMED else "")
    return replace(
        first,
        message=say(
            "{message}（同样的共 {count} 处，另见{places}）", message=first.message, count=len(items), places=named
        ),
        related=(*first.related, *(Related(item.span, item.text) for item in others)),
        fixes=_fixes(items),
    )


def _fixes(items: Sequence[Diagnostic]) -> tuple[Fix, ...]:
    """Return one fix that makes all, where each has one."""
    if not all(len(item.fixes) == 1 for item in items):
        return ()
    edits = tuple(edit for item in items for edit in item.fixes[0].edits)
    return (replace(items[0].fixes[0], edits=edits),)
