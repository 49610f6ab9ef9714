"""All facts of one document, each read when first asked for and then kept."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import Enum
from functools import cached_property
from re import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.facts.copies.comparison import Copy, align
from checker.facts.copies.passages import CopyWords, Sentence, own_names, read_passages, substance
from checker.facts.copies.repeats import Repeat, read_repeats
from checker.facts.dates import DateReading
from checker.facts.figures.averages import mean_totals
from checker.facts.figures.quantities import Quantity, quantities_in
from checker.facts.figures.relations import Relation, read_relations
from checker.facts.figures.roles import FigureContext, read_contexts
from checker.facts.figures.tables import table_sums
from checker.facts.marks.width import Width, read_width
from checker.facts.outline.headings import Outline, read_outline
from checker.facts.outline.identity import Identity, read_identity, signing_dates
from checker.facts.outline.metadata import Field, read_metadata
from checker.facts.outline.parts import PartReading, read_parts
from checker.facts.outline.zones import Zone, Zones, read_zones
from checker.facts.references.abbreviations import Abbreviation, read_abbreviations
from checker.facts.references.titles import References, read_references
from checker.facts.suppressions import Judged
from checker.facts.words.listed import Candidate, read_candidates
from checker.facts.words.masks import Masks, read_masks
from checker.facts.words.near_names import NearName, read_near_names
from checker.facts.words.typos import Modelled, Typo, read_typos
from checker.formats import look_of
from checker.knowledge.base import Knowledge
from checker.knowledge.catalog import Catalog
from checker.knowledge.language_model.gains import gain
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import Forms
from checker.knowledge.word_lists import OWN, own_wordings
from checker.knowledge.word_tables import WordTable
from checker.search.patterns import Pattern, alternatives, finditer
from checker.search.prefilter import Blocks, Sighting
from checker.text.document import Block, Document
from checker.text.span import Span, Stretches

if TYPE_CHECKING:
    from checker.formats.word.look import Look


class Relationship(Enum):
    """Whose the other report is: the body's own of an earlier year, or another body's."""

    PREVIOUS = "previous"
    OTHER = "other"


class Other(Struct, frozen=True):
    """A report to compare with; ``formulas`` are sentence keys that count for nothing."""

    reading: Reading
    relationship: Relationship
    formulas: AbstractSet[str] = frozenset()


class Overlap(Struct, frozen=True):
    """What a report has in common with another; ``substance`` counts its characters without formulas."""

    other: Other
    copies: tuple[Copy, ...]
    substance: int


class Reading:
    """A document together with what it states. Kinds get this and nothing else.

    ``others`` are the reports that it is compared with, none in an ordinary run. ``judged`` are its own requests
    to set findings aside, once the engine knows what came of them.
    """

    def __init__(
        self, document: Document, knowledge: Knowledge, profile: str = "", others: tuple[Other, ...] = ()
    ) -> None:
        self.document = document
        self.others = others
        self.judged: tuple[Judged, ...] = ()
        self._knowledge = knowledge
        self._profile = profile
        self._blocks: dict[tuple[str, ...], Blocks] = {}
        self._near_names: dict[str, tuple[NearName, ...]] = {}

    @property
    def lexicon(self) -> Lexicon:
        """The wordings by which this document is read."""
        return self._knowledge.lexicon

    @property
    def catalog(self) -> Catalog:
        """The norms and their dates."""
        return self._knowledge.catalog

    @cached_property
    def zones(self) -> Zones:
        """The role of every block."""
        return read_zones(self.document, self.lexicon)

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """Runs of paragraphs that stand twice."""
        return read_repeats(self.document.folded, self.zones.blocks(Zone.BODY))

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """The prose, without the second of two equal runs: what is wrong there is said once."""
        copied = {block.span for repeat in self.repeats for block in repeat.blocks}
        return tuple(block for block in self.zones.blocks(Zone.BODY) if block.span not in copied)

    @cached_property
    def metadata(self) -> tuple[Field, ...]:
        """The fields of the page."""
        return read_metadata(self.document, self.zones.blocks(Zone.METADATA), self.lexicon.page)

    @cached_property
    def identity(self) -> Identity:
        """Issuer, year, profile."""
        return read_identity(self.document, self.zones, self.metadata, self.lexicon, self._profile)

    @property
    def title_blocks(self) -> tuple[Block, ...]:
        """The lines of the title, and its repetitions."""
        return self.zones.blocks(Zone.TITLE)

    @cached_property
    def signing_dates(self) -> tuple[tuple[DateReading, str], ...]:
        """The dates on which the report was signed, written, published, with that origin."""
        return tuple(signing_dates(self.document, self.metadata, self.zones.blocks(Zone.SIGNATURE)))

    @cached_property
    def outline(self) -> Outline:
        """Headings and sections of the body."""
        return read_outline(self.document, self.body)

    @cached_property
    def parts(self) -> tuple[PartReading, ...]:
        """The required parts, as the profile asks for them."""
        identity = self.identity
        return read_parts(self.document, self.body, self.outline, identity.profile, identity.report_year)

    @cached_property
    def references(self) -> References:
        """The 《…》 of the body."""
        return read_references(self.document.text, self.document.folded, self.body)

    @cached_property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """The short forms that the body defines."""
        return read_abbreviations(self.document.folded, self.body)

    @cached_property
    def _plan(self) -> Stretches:
        return Stretches(span for part in self.parts if part.part.looks_ahead for span in part.spans)

    def in_plan(self, span: Span) -> bool:
        """True for text that speaks of the next year."""
        return self._plan.hold(span)

    def horizon(self, span: Span) -> datetime.date | None:
        """The last day that a text can know of: the end of the report year; in the plan the signing date.

        None where nothing says it: a plan without a date may name anything.
        """
        if self.in_plan(span):
            return self._last_signing
        year = self.identity.report_year
        return datetime.date(year, 12, 31) if year is not None else None

    @cached_property
    def _last_signing(self) -> datetime.date | None:
        return max((date.value for date, _ in self.signing_dates if date.value), default=None)

    @cached_property
    def _sighting(self) -> Sighting:
        return self._knowledge.watch.look(self.document.folded, self.document.blocks)

    def blocks_in(self, zones: tuple[str, ...]) -> Blocks:
        """The blocks in the named zones, in order; the body is without repeated runs."""
        if zones not in self._blocks:
            wanted = set(self.body) if Zone.BODY.value in zones else set()
            wanted.update(self.zones.blocks(*(Zone(zone) for zone in zones if zone != Zone.BODY.value)))
            numbered = enumerate(self.document.blocks)
            self._blocks[zones] = Blocks({number: block for number, block in numbered if block in wanted})
        return self._blocks[zones]

    def holding(self, pattern: Pattern, zones: tuple[str, ...] = (Zone.BODY.value,)) -> Sequence[Block]:
        """The blocks in the zones in which a pattern may match: those with words that it needs."""
        return self._sighting.blocks(pattern, self.blocks_in(zones))

    def may_hold(self, pattern: Pattern) -> bool:
        """False where no word stands in the whole text that a pattern needs."""
        return self._sighting.holding(pattern) != frozenset()

    def block_of(self, span: Span) -> Block:
        """The body block that a span begins in."""
        return self.body[bisect_right(self._body_starts, span.start) - 1]

    def blocks_inside(self, span: Span) -> Sequence[Block]:
        """The body blocks that a span holds whole."""
        first = bisect_left(self._body_starts, span.start)
        found = self.body[first : bisect_left(self._body_starts, span.end)]
        return [block for block in found if block.span in span]

    @cached_property
    def _body_starts(self) -> list[int]:
        return [block.span.start for block in self.body]

    def sound_alike(self, one: str, other: str) -> bool:
        """True for two characters that an input method gives for one syllable."""
        return self._knowledge.sound_alike(one, other)

    def character_forms(self, name: str) -> Forms:
        """The characters of a list with the standard form of each."""
        return self._knowledge.character_forms(name)

    @cached_property
    def near_terms(self) -> tuple[tuple[Span, str, int], ...]:
        """Where the body misses a set phrase by one character like the right one: (where, phrase, which character)."""
        body = [block.span for block in self.body]
        starts = [span.start for span in body]
        found = []
        # No phrase is missed where something is hidden: what is looked through is the text that others look through.
        for near in self._knowledge.terms.near(self.document.folded):
            block = bisect_right(starts, near[0].start) - 1
            if block >= 0 and near[0] in body[block] and not self.masks.cover(near[0]):
                found.append(near)
        return tuple(found)

    @cached_property
    def modelled(self) -> Modelled:
        """The text as the model of the official language looks at it."""
        return Modelled(self.document.folded, self._knowledge.language_model)

    @cached_property
    def typos(self) -> tuple[Typo, ...]:
        """Where the model of the official language would have written something else in the body."""
        return read_typos(self.modelled, self.masks, Stretches(block.span for block in self.body).hold)

    def near_names(self, table: str) -> tuple[NearName, ...]:
        """Where a name of a list is missed by one character."""
        if table not in self._near_names:
            self._near_names[table] = read_near_names(
                self.document.folded, self._knowledge.names(table), self._knowledge.taken_for
            )
        return self._near_names[table]

    def gain(self, span: Span, right: str) -> float:
        """By how many powers of two the text is likelier with ``right`` in the place of a span."""
        return gain(self._knowledge.language_model, self.document.folded, span.start, span.end, right)

    @property
    def words(self) -> Callable[[str], WordTable]:
        """The word list of that name."""
        return self._knowledge.words

    @cached_property
    def masks(self) -> Masks:
        """What rules about wording do not look at."""
        return read_masks(self.document.folded, self._knowledge.protected)

    @cached_property
    def own_words(self) -> Stretches:
        """Where the user's own names and wordings stand."""
        return Stretches(Span(*match.span()) for match in finditer(self._knowledge.own_words, self.document.folded))

    @cached_property
    def candidates(self) -> Mapping[str, tuple[Candidate, ...]]:
        """Where the wordings of the literal lists stand, by the name of the list."""
        return read_candidates(self.document.folded, self.body, self.masks, self._knowledge.wordings)

    def candidates_of(self, words: Mapping[str, str]) -> tuple[Candidate, ...]:
        """Where the wordings of a rule's own list (wrong → right) stand."""
        return read_candidates(self.document.folded, self.body, self.masks, own_wordings(tuple(words.items())))[OWN]

    def in_title(self, span: Span) -> bool:
        """True for what shares a character with a cited title."""
        return self._titles.touch(span)

    @cached_property
    def _titles(self) -> Stretches:
        return Stretches(reference.span for reference in self.references.closed)

    @cached_property
    def quantities(self) -> tuple[tuple[Block, tuple[Quantity, ...]], ...]:
        """The figures with a unit, block by block."""
        units = self.lexicon.units
        return tuple((block, tuple(quantities_in(self.document.folded, block.span, units))) for block in self.body)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """What the figures say about each other, right or wrong."""
        words, folded = self.lexicon.relations, self.document.folded
        means = mean_totals(folded, self.quantities, self.lexicon.means)
        return read_relations(folded, self.quantities, words) + means + table_sums(folded, self.body, words.total)

    @cached_property
    def contexts(self) -> Mapping[Span, FigureContext]:
        """Who, when and in which role, by the span of the figure."""
        return read_contexts(self.document.folded, self.quantities, self.relations, self.lexicon)

    @property
    def copy_words(self) -> CopyWords:
        """How reports are compared with each other."""
        return self._knowledge.copy_words

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The reporting body's name and the places in it, the whole name first."""
        issuer = self.identity.issuer
        return own_names(issuer.value, self.copy_words) if issuer else ()

    @cached_property
    def own_place(self) -> Pattern:
        """The body's own place, in full or by its stem."""
        return alternatives(tuple(escape(name) for name in self.own_names[-2:]))

    @cached_property
    def passages(self) -> tuple[Sentence, ...]:
        """The sentences of the body as they are compared with another report's."""
        return read_passages(self.document.folded, self.body, self.own_names, self.copy_words)

    @cached_property
    def comparisons(self) -> tuple[Overlap, ...]:
        """What this report shares with each of the others."""
        return tuple(
            Overlap(
                other,
                align(self.passages, other.reading.passages, self.copy_words, other.formulas),
                substance(self.passages, other.formulas),
            )
            for other in self.others
        )

    @cached_property
    def look(self) -> Look | None:
        """Pages, fonts, sizes, spacing of a Word document."""
        return look_of(self.document)

    @cached_property
    def width(self) -> Width:
        """Half-width or full-width punctuation."""
        return read_width(self.document.text, (block.span for block in self.body))
