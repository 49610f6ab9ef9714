"""Suppression requests: applied to the findings, then checked for being expired, unused or about unknown rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from checker.facts.suppressions import EvaluatedRequest, SuppressionRequest
from checker.resources.toml import suggestion
from checker.rules.rule import Rule
from checker.rules.selection import selects_rule
from checker.text.diagnostic import Diagnostic, Suppression
from checker.text.span import Span


def apply_requests(
    diagnostics: Sequence[Diagnostic], requests: Sequence[SuppressionRequest], today: datetime.date
) -> tuple[list[Diagnostic], list[frozenset[str]]]:
    """Mark suppressed findings; return all findings, and for each request its names that matched one."""
    current = [request for request in requests if not is_expired(request, today)]
    used: dict[int, set[str]] = {id(request): set() for request in requests}
    if not current:
        return list(diagnostics), [frozenset()] * len(requests)
    result = []
    for item in diagnostics:
        matches = [(request, name) for request in current for name in _matching_names(request, item)]
        for request, name in matches:
            used[id(request)].add(name)
        first = Suppression(matches[0][0].by, matches[0][0].reason) if matches else item.suppression
        result.append(replace(item, suppression=first))
    return result, [frozenset(used[id(request)]) for request in requests]


def is_expired(request: SuppressionRequest, today: datetime.date) -> bool:
    """Return True from the day after ``until``."""
    return request.until is not None and request.until < today


def _matching_names(request: SuppressionRequest, item: Diagnostic) -> list[str]:
    if request.fault or not _is_within(request.target, item) or (request.text and request.text not in item.text):
        return []
    return [name for name in request.names if selects_rule(name, item.rule, item.name, item.title)]


def _is_within(target: Span | None, item: Diagnostic) -> bool:
    """Return True for a finding that touches the target, or any where the target is None, the whole report."""
    if target is None:
        return True
    touches = item.span.overlaps(target) or (not len(item.span) and target.start <= item.span.start <= target.end)
    return item.scope == "span" and touches


def evaluate_requests(
    requests: Iterable[tuple[SuppressionRequest, AbstractSet[str]]],
    all_rules: Iterable[Rule],
    active_rules: Iterable[Rule],
    today: datetime.date,
) -> tuple[EvaluatedRequest, ...]:
    """Determine what is wrong with requests, each given with its names that matched a finding.

    A name is reported as unused only when a rule of that name was active.
    """
    known, active = tuple(all_rules), tuple(active_rules)
    return tuple(_evaluate(request, used, known, active, today) for request, used in requests)


def _evaluate(
    request: SuppressionRequest,
    used: AbstractSet[str],
    known: Sequence[Rule],
    active: Sequence[Rule],
    today: datetime.date,
) -> EvaluatedRequest:
    if is_expired(request, today):
        return EvaluatedRequest(request, expired=True)
    names = [name for rule in known for name in (rule.id, rule.name)]
    unknown = tuple(
        (name, suggestion(name, names))
        for name in request.names
        if not any(selects_rule(name, rule.id, rule.name, rule.summary) for rule in known)
    )
    unused = tuple(
        name
        for name in request.names
        if name not in used and any(selects_rule(name, rule.id, rule.name, rule.summary) for rule in active)
    )
    return EvaluatedRequest(request, unknown, () if request.fault else unused)
