"""The required parts of a report, recognised by the wording of headings, paragraph openings and mentions.

Headings are searched first, then the openings of paragraphs, then the whole text. Each result keeps the span that it is
based on, so that a message can quote it.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from msgspec import Struct

from checker.facts.outline.headings import Outline
from checker.facts.outline.ordinals import Level, Ordinal
from checker.facts.sentences import enclosing, sentences_in
from checker.knowledge.lexicon import Part, Profile
from checker.search.patterns import Match, Pattern
from checker.text.document import Block, Document
from checker.text.span import Span, SpanSet

OPENING_LENGTH = 80
"""Characters at the start of a paragraph that are searched for its subject."""


class Presence(IntEnum):
    """How a part is present in a report, weakest first."""

    ABSENT = 0
    MENTIONED = 1
    ACTED = 2
    """Mentioned together with concrete actions, but not as a part."""
    IMPLIED = 3
    OPENING = 4
    SECTION = 5


class PartReading(Struct, frozen=True):
    """A part with its presence and spans; ``evidence`` is the span of the words that it was recognised by."""

    part: Part
    presence: Presence
    spans: tuple[Span, ...] = ()
    evidence: Span | None = None


def read_parts(
    document: Document, body: tuple[Block, ...], outline: Outline, profile: Profile, year: int | None
) -> tuple[PartReading, ...]:
    """Return the parts that the profile requires, in the order of the profile."""
    reader = _Reader(document, body, outline, year)
    readings: dict[str, PartReading] = {}
    for part in profile.parts:
        readings[part.id] = reader.read(part, readings)
    others = [span for reading in readings.values() if not reading.part.others for span in reading.spans]
    for part in profile.parts:
        if part.others and readings[part.id].presence < Presence.OPENING:
            readings[part.id] = reader.implied(part, others) or readings[part.id]
    return tuple(readings[part.id] for part in profile.parts)


class _Reader(Struct, frozen=True):
    document: Document
    body: tuple[Block, ...]
    outline: Outline
    year: int | None

    def read(self, part: Part, earlier: dict[str, PartReading]) -> PartReading:
        around = earlier[part.within].spans if part.within else None
        contents = {section.span: section.content for section in self.outline.sections}
        inside = tuple(contents.get(span, span) for span in around) if around is not None else None
        return (
            self._by_heading(part, around)
            or self._by_lone_heading(part)
            or self._by_host(part)
            or self._by_opening(part)
            or self._by_mention(part, inside)
            or PartReading(part, Presence.ABSENT)
        )

    def _by_heading(self, part: Part, inside: tuple[Span, ...] | None = None) -> PartReading | None:
        """Look for a heading of the part. The heading of the part around it must be borne out by its content."""
        spans: list[Span] = []
        evidence: Span | None = None
        for section in self.outline.sections:
            heading = section.heading
            if heading.level > Level.THIRD or not self._matches(part.heading, heading.title, part.excluded):
                continue
            if spans and section.span in spans[-1]:
                continue
            if inside and section.span in inside and not self._mentioned_in(part, section.content):
                continue
            spans.append(section.span)
            evidence = evidence or heading.span
        return PartReading(part, Presence.SECTION, tuple(spans), evidence) if spans else None

    def _mentioned_in(self, part: Part, content: Span) -> bool:
        return part.mention.search(self.document.folded, content.start, content.end) is not None

    def _by_lone_heading(self, part: Part) -> PartReading | None:
        """Look for a part that looks ahead under a heading without a number over headings that have one."""
        lone = [heading for heading in self.outline.headings if heading.own_line and heading.ordinal is None]
        for number, heading in enumerate(lone):
            if part.looks_ahead and self._matches(part.heading, heading.title, part.excluded):
                end = lone[number + 1].span.start if number + 1 < len(lone) else self.body[-1].span.end
                return PartReading(part, Presence.SECTION, (Span(heading.span.start, end),), heading.span)
        return None

    def _by_host(self, part: Part) -> PartReading | None:
        """Look for the part in a section on a wider subject, where the part must be mentioned together with actions."""
        for section in self.outline.sections:
            if section.heading.level > Level.THIRD or not part.host.search(
                section.heading.title.of(self.document.folded)
            ):
                continue
            found = self._by_mention(part, (section.content,), nested=False)
            if found and found.presence is Presence.ACTED:
                return PartReading(part, Presence.SECTION, (section.span,), section.heading.span)
        return None

    def _by_opening(self, part: Part) -> PartReading | None:
        for block in self.body:
            head = Span(block.span.start, min(block.span.end, block.span.start + OPENING_LENGTH))
            text = head.of(self.document.folded)
            match = part.opening.search(text)
            if match is None or not self._year_fits(match):
                continue
            end = next(
                (h.span.start for h in self.outline.headings if h.span.start > block.span.start), self.body[-1].span.end
            )
            evidence = Span(*match.span()).shift(head.start)
            return PartReading(part, Presence.OPENING, (Span(block.span.start, end),), evidence)
        return None

    def _by_mention(self, part: Part, inside: tuple[Span, ...] | None, *, nested: bool = True) -> PartReading | None:
        """Look for a mention of the part in the spans ``inside``, or in the whole body.

        A ``nested`` part that belongs inside another part counts as present there when it is mentioned.
        """
        spans = [block.span for block in self.body] if inside is None else inside
        best: PartReading | None = None
        cache: dict[Span, Presence] = {}
        for span in spans:
            for match in part.mention.finditer(self.document.folded, span.start, span.end):
                evidence = Span(*match.span())
                presence = Presence.OPENING
                if not part.within or not nested:
                    context = self._context(span, evidence)
                    presence = cache[context] = cache.get(context) or self._mentioned_or_acted(part, context)
                if best is None or presence > best.presence:
                    best = PartReading(part, presence, (), evidence)
                if presence > Presence.MENTIONED:
                    return best  # no mention has a higher presence
        return best

    def _context(self, span: Span, evidence: Span) -> Span:
        """Return the sentence of a mention and the next two; for mentions in one long sentence it is the same."""
        sentence = enclosing(sentences_in(self.document.folded, span), evidence.start) or evidence
        following = sentences_in(self.document.folded, Span(sentence.end, span.end))[:2]
        return Span(sentence.start, following[-1].end if following else sentence.end)

    def _mentioned_or_acted(self, part: Part, context: Span) -> Presence:
        """Return ``ACTED`` if the context contains two different actions, otherwise ``MENTIONED``."""
        found: set[str] = set()
        for match in part.action.finditer(self.document.folded, context.start, context.end):
            found.add(match.group())
            if len(found) >= 2:
                return Presence.ACTED
        return Presence.MENTIONED

    def implied(self, part: Part, others: list[Span]) -> PartReading | None:
        """Take the text after the introduction that is outside all ``others`` for the part, if it is long enough."""
        start = self.outline.headings[0].span.start if self.outline.headings else 0
        covered = SpanSet(others)
        blocks = [block.span for block in self.body if block.span.start >= start and not covered.overlaps(block.span)]
        if sum(map(len, blocks)) < part.others:
            return None
        return PartReading(part, Presence.IMPLIED, tuple(blocks), None)

    def _matches(self, pattern: Pattern, title: Span, excluded: Pattern) -> bool:
        text = title.of(self.document.folded)
        return excluded.search(text) is None and any(self._year_fits(match) for match in pattern.finditer(text))

    def _year_fits(self, match: Match) -> bool:
        """Return True unless the match has a group ``year`` whose year is not later than the report's year."""
        year = match.groupdict().get("year")
        return year is None or self.year is None or int(year) > self.year


def items_of(items: Iterable[Ordinal], span: Span) -> list[Ordinal]:
    """Return the list items inside a span."""
    return [item for item in items if item.span in span]
