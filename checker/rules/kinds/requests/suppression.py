"""Suppression requests that have no effect or are malformed."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.suppressions import EvaluatedRequest
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span

UNUSED, UNKNOWN, EXPIRED, MALFORMED, UNEXPLAINED = FAULTS = (
    "unused", "unknown", "expired", "malformed", "unexplained",
)  # fmt: skip

NOWHERE = "nowhere"
"""The variant for a request of the configuration that applies to no file."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each unknown or unused name, or one for the request."""
    for evaluated in reading.evaluated_requests:
        for values in _faults(evaluated, rule.string("fault")):
            origin, target = evaluated.request.origin, evaluated.request.target
            span = Span(0, 0)
            if origin:
                offset = reading.document.text_offset(origin.start)
                span = Span(offset, offset)
            values = {"said": evaluated.request.source_text, **values}  # noqa: PLW2901 - completed
            yield Finding(span if origin else target, values, NOWHERE if evaluated.unmatched else "", origin=origin)


def _faults(evaluated: EvaluatedRequest, fault: str) -> Iterator[dict[str, str]]:
    request = evaluated.request
    blank = {"name": "", "near": "", "why": "", "until": ""}
    if fault == UNUSED:
        yield from (blank | {"name": name} for name in evaluated.unused)
        if evaluated.unmatched:
            yield blank | {"name": ", ".join(request.names)}
    elif fault == UNKNOWN:
        yield from (blank | {"name": name, "near": near} for name, near in evaluated.unknown)
    elif fault == EXPIRED and evaluated.expired:
        yield blank | {"name": ", ".join(request.names), "until": str(request.until)}
    elif fault == MALFORMED and request.fault:
        yield blank | {"why": request.fault}
    elif fault == UNEXPLAINED and not request.fault and not request.reason:
        yield blank | {"name": ", ".join(request.names)}


KIND = Kind(
    "suppression",
    "要求忽略某处问题的注释：没有用到、写错、过期",
    check,
    (Option("fault", "string", "查哪一种", choices=FAULTS),),
    ("said", "name", "near", "why", "until"),
    (NOWHERE,),
    runs_last=True,
)
