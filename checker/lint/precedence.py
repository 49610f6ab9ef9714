"""Precedence of findings: one place is told by one rule."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence

from checker.rules.rule import Rule
from checker.text.diagnostic import Diagnostic
from checker.text.span import Span

PATTERN = "pattern"
"""The kind whose findings may be nested."""


def select_findings(diagnostics: Sequence[Diagnostic], rules: Collection[Rule]) -> list[Diagnostic]:
    """Drop the findings that tell again what another one tells.

    Dropped are, in this order: a second finding of a rule at the same place; the finding of a pattern inside that of
    another pattern of its family; and a finding that shares characters with one of a rule that its rule yields to
    (``yields-to``).
    """
    found = _without_repeated(diagnostics)
    found = _without_nested(found, {rule.id for rule in rules if rule.kind == PATTERN})
    return _without_yielding(found, {rule.id: frozenset(rule.yields_to) for rule in rules if rule.yields_to})


def _without_repeated(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    seen: set[tuple[str, Span]] = set()
    kept = []
    for item in diagnostics:
        key = (item.rule, item.span)
        if item.scope == "span" and item.origin is None and len(item.span):
            if key in seen:
                continue
            seen.add(key)
        kept.append(item)
    return kept


class _Places:
    """Findings by place."""

    def __init__(self, found: Iterable[Diagnostic]) -> None:
        self._found = sorted(found, key=lambda item: item.span.start)
        self._starts = [item.span.start for item in self._found]
        self._longest = max((len(item.span) for item in self._found), default=0)

    def near(self, span: Span) -> Iterator[Diagnostic]:
        """Yield all findings that share characters with a span, and some others close to it."""
        low = bisect_left(self._starts, span.start - self._longest)
        return iter(self._found[low : bisect_right(self._starts, max(span.start, span.end - 1))])


def _without_nested(diagnostics: list[Diagnostic], patterns: set[str]) -> list[Diagnostic]:
    places = _Places(item for item in diagnostics if item.rule in patterns)

    def is_covered(item: Diagnostic) -> bool:
        return item.rule in patterns and any(
            other.rule != item.rule
            and other.rule[:3] == item.rule[:3]
            and item.span in other.span
            and (item.span != other.span or other.rule < item.rule)
            for other in places.near(item.span)
        )

    return [item for item in diagnostics if not is_covered(item)]


def _without_yielding(diagnostics: list[Diagnostic], yielding: dict[str, frozenset[str]]) -> list[Diagnostic]:
    if not any(item.rule in yielding for item in diagnostics):
        return diagnostics
    preceding = frozenset().union(*yielding.values())
    places = _Places(item for item in diagnostics if item.rule in preceding and item.scope == "span")

    def yields(item: Diagnostic) -> bool:
        names = yielding.get(item.rule)
        if not names or item.scope != "span":
            return False
        return any(other.rule in names and other.span.overlaps(item.span) for other in places.near(item.span))

    return [item for item in diagnostics if not yields(item)]
