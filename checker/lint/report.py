"""What is to be said about one document: the findings, and what the outputs tell besides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from checker.facts.figures.indicators import Stated
from checker.facts.outline.parts import Presence
from checker.facts.suppressions import Judged
from checker.lint.masking import masked_text
from checker.rules.rule import Rule
from checker.text.diagnostic import Diagnostic, Severity
from checker.text.document import Document
from checker.text.span import Span


class PartStatus(Struct, frozen=True):
    """A line of the checklist of required parts."""

    title: str
    presence: Presence
    evidence: str


class Share(Struct, frozen=True):
    """What a report has in common with another: passages, characters without formulas, as part of the whole (0–1)."""

    path: str
    relationship: str
    passages: int
    characters: int
    longest: int
    part: float


class Report(Struct, frozen=True, dict=True):
    """What is to be said about one document.

    ``verified`` counts the relations between figures that were checked and found right, by kind;
    ``hidden`` counts findings of low confidence that are not shown; ``failures`` are rules that
    broke, as lines for standard error; ``rules`` are those that the findings are of; ``title`` is where
    the report's title stands; ``judged`` is what came of the configuration's requests to set findings aside;
    ``indicators`` are the measures that the report states.
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
    judged: tuple[Judged, ...] = ()
    indicators: tuple[Stated, ...] = ()

    @cached_property
    def told(self) -> tuple[Diagnostic, ...]:
        """The findings that nobody has set aside."""
        return tuple(item for item in self.diagnostics if not item.suppressed)

    @cached_property
    def shown_text(self) -> str:
        """The text as any output may show it: private numbers are stars, character for character."""
        return masked_text(self.document.text, self.masked)


def severity_counts(diagnostics: Iterable[Diagnostic]) -> dict[Severity, int]:
    """How many there are of each severity."""
    counts = dict.fromkeys(Severity, 0)
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += 1
    return counts
