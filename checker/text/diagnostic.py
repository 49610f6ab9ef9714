"""What a rule found and what a person is told: plain data, no behaviour."""

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
    """How bad it is; compares by weight."""

    INFO = 1
    WARNING = 2
    ERROR = 3

    def __str__(self) -> str:
        return self.name.lower()


class Confidence(IntEnum):
    """How sure the rule is that this is a defect."""

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
    """One cure: a title for people, how far it can be trusted, and its edits."""

    title: str
    safety: Safety
    edits: tuple[Edit, ...]


class Related(Struct, frozen=True):
    """Another place that belongs to a finding, with what it shows."""

    span: Span
    message: str


class Suppression(Struct, frozen=True):
    """Why a finding is not told: by what it was set aside, and the reason that was given, or nothing."""

    by: SuppressedBy
    reason: str = ""


class Finding(Struct, frozen=True):
    """What a kind reports: where, and the values for the rule's message.

    ``variant`` chooses another severity and wording that the rule declares;
    ``span`` is None for something that is missing from the document as a whole;
    ``origin`` is the place in the source of what is no part of the text.
    """

    span: Span | None
    values: dict[str, str] = field(default_factory=dict)
    variant: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    origin: Span | None = None


class Diagnostic(Struct, frozen=True):
    """A finding made ready for people and programs; every output is fed these and nothing else."""

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

    @property
    def suppressed(self) -> bool:
        """True for a finding that is kept and counted, and not told."""
        return self.suppression is not None


def source_span_of(document: Document, item: Diagnostic) -> Span:
    """Where a finding stands in the source; at the start when it is about the whole document."""
    if item.origin is not None:
        return item.origin
    return document.source_span(item.span) if item.scope == "span" else Span(0, 0)
