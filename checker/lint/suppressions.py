"""Requests to set findings aside, applied to the findings and judged: expired, unused, of unknown rules."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from msgspec.structs import replace

from checker.facts.suppressions import Judged, Request
from checker.resources.toml import nearest
from checker.rules.rule import Rule
from checker.rules.selection import is_named
from checker.text.diagnostic import Diagnostic, Suppression
from checker.text.span import Span


def apply_requests(
    diagnostics: Sequence[Diagnostic], requests: Sequence[Request], today: datetime.date
) -> tuple[list[Diagnostic], list[frozenset[str]]]:
    """The findings with those set aside marked, and for each request the names that found something to do."""
    current = [request for request in requests if not is_expired(request, today)]
    used: dict[int, set[str]] = {id(request): set() for request in requests}
    if not current:
        return list(diagnostics), [frozenset()] * len(requests)
    settled = []
    for item in diagnostics:
        reasons = [(request, name) for request in current for name in _matching(request, item)]
        for request, name in reasons:
            used[id(request)].add(name)
        first = Suppression(reasons[0][0].by, reasons[0][0].reason) if reasons else item.suppression
        settled.append(replace(item, suppression=first))
    return settled, [frozenset(used[id(request)]) for request in requests]


def is_expired(request: Request, today: datetime.date) -> bool:
    """True from the day after ``until``."""
    return request.until is not None and request.until < today


def _matching(request: Request, item: Diagnostic) -> list[str]:
    if request.fault or not _within(request.target, item) or (request.text and request.text not in item.text):
        return []
    return [name for name in request.names if is_named(name, item.rule, item.name)]


def _within(target: Span | None, item: Diagnostic) -> bool:
    if target is None:
        return True
    touches = item.span.overlaps(target) or (not len(item.span) and target.start <= item.span.start <= target.end)
    return item.scope == "span" and touches


def judge(
    requests: Iterable[tuple[Request, AbstractSet[str]]],
    known: Iterable[Rule],
    ran: Iterable[Rule],
    today: datetime.date,
) -> tuple[Judged, ...]:
    """What is wrong with requests, each given with its names that were used.

    A name is unused only when a rule that it means has run: what was not looked for cannot have been found.
    """
    every, tried = tuple(known), tuple(ran)
    return tuple(_judged(request, used, every, tried, today) for request, used in requests)


def _judged(
    request: Request, used: AbstractSet[str], known: Sequence[Rule], ran: Sequence[Rule], today: datetime.date
) -> Judged:
    if is_expired(request, today):
        return Judged(request, expired=True)
    names = [part for rule in known for part in (rule.id, rule.name)]
    unknown = tuple(
        (name, nearest(name, names))
        for name in request.names
        if not any(is_named(name, rule.id, rule.name) for rule in known)
    )
    unused = tuple(
        name for name in request.names if name not in used and any(is_named(name, rule.id, rule.name) for rule in ran)
    )
    return Judged(request, unknown, () if request.fault else unused)
