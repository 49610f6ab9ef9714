"""Findings and diagnostics: what a rule reports and what an output renders. Plain data without behaviour."""

from __future__ import annotations

from enum import IntEnum
from typing import Literal

from msgspec import Struct, field

from checker.text.document import Document, Place
from checker.text.span import Span

Safety = Literal["safe", "unsafe"]
SAFETIES: tuple[Safety, Safety] = ("safe", "unsafe")
Scope = Literal["span", "document"]
SuppressedBy = Literal["comment", "configuration", "baseline"]


class Severity(IntEnum):
    """The severity of a finding; members compare by weight."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Confidence(IntEnum):
    """How certain the rule is that a finding is a defect."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3

    def __str__(self) -> str:
        return self.name.lower()


class Edit(Struct, frozen=True):
    """Replace the characters of ``span`` by ``text``."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """A fix: its title, whether it is safe to apply unseen, and its edits."""

    title: str
    safety: Safety
    edits: tuple[Edit, ...]


class Related(Struct, frozen=True):
    """Another location that belongs to a finding, with a message about it."""

    span: Span
    message: str


class Suppression(Struct, frozen=True):
    """What suppresses a finding, and the reason that its author gave (empty when there is none)."""

    by: SuppressedBy
    reason: str = ""


class Finding(Struct, frozen=True):
    """The result of a kind: a location and the values for the rule's message.

    ``span`` is None for a finding about the whole document. ``variant`` selects another severity and message that the
    rule declares. ``origin`` is a span of the source, for something that is not part of the text.
    """

    span: Span | None
    values: dict[str, str] = field(default_factory=dict)
    variant: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    origin: Span | None = None


class Diagnostic(Struct, frozen=True):
    """A finding with its rule, message and position; the only form of findings that outputs receive.

    ``name`` is the English name of the rule, for other programs; ``title`` is the one for people, in their language.
    """

    path: str
    rule: str
    name: str
    severity: Severity
    confidence: Confidence
    message: str
    mend: str
    source: str
    span: Span
    scope: Scope
    text: str
    place: Place
    end_place: Place
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    suppression: Suppression | None = None
    fingerprint: str = ""
    origin: Span | None = None
    title: str = ""

    @property
    def suppressed(self) -> bool:
        """True for a finding that is stored and counted but not reported."""
        return self.suppression is not None


def source_span_of(document: Document, item: Diagnostic) -> Span:
    """Return the span of a finding in the source; an empty span at the start when it concerns the whole document."""
    if item.origin is not None:
        return item.origin
    return document.source_span(item.span) if item.scope == "span" else Span(0, 0)
