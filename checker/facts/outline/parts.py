"""Which of the required parts a report has, recognised by meaning.

Headings are asked first, then the openings of paragraphs, then the whole text; each answer keeps
the words it rests on, so that a message can show them.
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
"""Characters at the head of a paragraph that tell what it is about."""


class Presence(IntEnum):
    """How a part is there, weakest first."""

    ABSENT = 0
    MENTIONED = 1
    ACTED = 2
    """Mentioned, with concrete actions in the same paragraph, but not as a part."""
    IMPLIED = 3
    OPENING = 4
    SECTION = 5


class PartReading(Struct, frozen=True):
    """A part, how it is there, where it stands, and the words that show it."""

    part: Part
    presence: Presence
    spans: tuple[Span, ...] = ()
    evidence: Span | None = None


def read_parts(
    document: Document, body: tuple[Block, ...], outline: Outline, profile: Profile, year: int | None
) -> tuple[PartReading, ...]:
    """The parts that the profile asks for, in its order."""
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

    def read(self, part: Part, before: dict[str, PartReading]) -> PartReading:
        inside = before[part.within].spans if part.within else None
        return (
            self._by_heading(part)
            or self._by_host(part)
            or self._by_opening(part)
            or self._by_mention(part, inside)
            or PartReading(part, Presence.ABSENT)
        )

    def _by_heading(self, part: Part) -> PartReading | None:
        spans: list[Span] = []
        evidence: Span | None = None
        for section in self.outline.sections:
            heading = section.heading
            if heading.level > Level.THIRD or not self._fits(part.heading, heading.title, part.excluded):
                continue
            if spans and section.span in spans[-1]:
                continue
            spans.append(section.span)
            evidence = evidence or heading.span
        return PartReading(part, Presence.SECTION, tuple(spans), evidence) if spans else None

    def _by_host(self, part: Part) -> PartReading | None:
        """A section on a wider matter that tells what was done is the part too."""
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
            if match is None or not self._later(match):
                continue
            end = next(
                (h.span.start for h in self.outline.headings if h.span.start > block.span.start), self.body[-1].span.end
            )
            evidence = Span(*match.span()).shift(head.start)
            return PartReading(part, Presence.OPENING, (Span(block.span.start, end),), evidence)
        return None

    def _by_mention(self, part: Part, inside: tuple[Span, ...] | None, *, nested: bool = True) -> PartReading | None:
        """A part that belongs inside another is written there as soon as it is named."""
        places = [block.span for block in self.body] if inside is None else inside
        best: PartReading | None = None
        read: dict[Span, Presence] = {}
        for place in places:
            for match in part.mention.finditer(self.document.folded, place.start, place.end):
                evidence = Span(*match.span())
                presence = Presence.OPENING
                if not part.within or not nested:
                    stretch = self._around(place, evidence)
                    presence = read[stretch] = read.get(stretch) or self._acted(part, stretch)
                if best is None or presence > best.presence:
                    best = PartReading(part, presence, (), evidence)
                if presence > Presence.MENTIONED:
                    return best  # no mention says more
        return best

    def _around(self, place: Span, evidence: Span) -> Span:
        """The sentence of a mention and the two after it; of a text in one line it is the same for all mentions."""
        sentence = enclosing(sentences_in(self.document.folded, place), evidence.start) or evidence
        following = sentences_in(self.document.folded, Span(sentence.end, place.end))[:2]
        return Span(sentence.start, following[-1].end if following else sentence.end)

    def _acted(self, part: Part, stretch: Span) -> Presence:
        """Two different actions are a doing."""
        found: set[str] = set()
        for match in part.action.finditer(self.document.folded, stretch.start, stretch.end):
            found.add(match.group())
            if len(found) >= 2:
                return Presence.ACTED
        return Presence.MENTIONED

    def implied(self, part: Part, others: list[Span]) -> PartReading | None:
        """Enough body text outside all other parts, behind the introduction, is this part."""
        start = self.outline.headings[0].span.start if self.outline.headings else 0
        told = SpanSet(others)
        blocks = [block.span for block in self.body if block.span.start >= start and not told.overlaps(block.span)]
        if sum(map(len, blocks)) < part.others:
            return None
        return PartReading(part, Presence.IMPLIED, tuple(blocks), None)

    def _fits(self, pattern: Pattern, where: Span, excluded: Pattern) -> bool:
        text = where.of(self.document.folded)
        return excluded.search(text) is None and any(self._later(match) for match in pattern.finditer(text))

    def _later(self, match: Match) -> bool:
        """A year named in the wording must lie behind the report's year."""
        year = match.groupdict().get("year")
        return year is None or self.year is None or int(year) > self.year


def items_of(items: Iterable[Ordinal], span: Span) -> list[Ordinal]:
    """The list items that stand in a span."""
    return [item for item in items if item.span in span]
