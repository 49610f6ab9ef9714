"""The report on one document: its findings, and the facts that outputs show beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from checker.facts.figures.indicators import Stated
from checker.facts.outline.parts import Presence
from checker.facts.suppressions import EvaluatedRequest
from checker.lint.masking import masked_text
from checker.rules.rule import Rule
from checker.text.diagnostic import Diagnostic, Severity
from checker.text.document import Document
from checker.text.span import Span

PART_KIND = "required-part"
"""The kind of the rules about required parts."""


class PartStatus(Struct, frozen=True):
    """One entry of the checklist of required parts; ``id`` is that of the profile, by which rules name the part."""

    title: str
    presence: Presence
    evidence: str
    id: str = ""


class Share(Struct, frozen=True):
    """What a report shares with another: the number of passages, their characters without formulas, the longest one.

    ``part`` is the ratio of the shared characters to all characters of the report (0 to 1).
    """

    path: str
    relationship: str
    passages: int
    characters: int
    longest: int
    part: float


class Report(Struct, frozen=True, dict=True):
    """The report on one document.

    ``verified`` counts the relations between figures that were checked and are correct, by kind. ``hidden`` counts the
    findings below the minimum confidence, which are not included. ``failures`` are lines for standard error about rules
    that raised or timed out. ``masked`` are the spans of private numbers. ``rules`` are the rules of the findings.
    ``title`` is the span of the report's title. ``evaluated_requests`` are the configuration's
    suppression requests with their defects. ``indicators`` are the measures that the report states.
    ``is_report`` is False for a text that is no annual report.
    """

    document: Document
    issuer: str
    year: int | None
    profile: str
    profile_title: str
    parts: tuple[PartStatus, ...]
    diagnostics: tuple[Diagnostic, ...]
    hidden: int = 0
    verified: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[str, ...] = ()
    masked: tuple[Span, ...] = ()
    title: Span | None = None
    shares: tuple[Share, ...] = ()
    rules: tuple[Rule, ...] = ()
    evaluated_requests: tuple[EvaluatedRequest, ...] = ()
    indicators: tuple[Stated, ...] = ()
    is_report: bool = True

    @cached_property
    def unsuppressed(self) -> tuple[Diagnostic, ...]:
        """The findings that are not suppressed."""
        return tuple(item for item in self.diagnostics if not item.suppressed)

    @cached_property
    def shown_text(self) -> str:
        """The text with private numbers masked, as outputs show it; it has the same length."""
        return masked_text(self.document.text, self.masked)


def severity_counts(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """Count the diagnostics of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    return counts
