"""All facts of one document, each parsed on first use and then cached."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from re import escape
from typing import TYPE_CHECKING

from msgspec import Struct

from checker.facts.copies.comparison import Copy, Relationship, align
from checker.facts.copies.passages import Sentence, own_names, read_passages, substance
from checker.facts.copies.repeats import Repeat, read_repeats
from checker.facts.dates import DateReading
from checker.facts.figures.blame import all_relations
from checker.facts.figures.indicators import Stated, read_indicators
from checker.facts.figures.quantities import Quantity, quantities_in
from checker.facts.figures.relations import Relation, derived
from checker.facts.figures.roles import FigureContext, read_contexts
from checker.facts.marks.width import Width, read_width
from checker.facts.outline.headings import Outline, read_outline
from checker.facts.outline.identity import Identity, dateline, read_identity, signing_dates
from checker.facts.outline.metadata import Field, read_metadata
from checker.facts.outline.parts import PartReading, read_parts
from checker.facts.outline.zones import Zone, Zones, read_zones
from checker.facts.references.abbreviations import Abbreviation, read_abbreviations
from checker.facts.references.titles import References, read_references
from checker.facts.suppressions import EvaluatedRequest
from checker.facts.words.listed import Candidate, read_candidates
from checker.facts.words.masks import Masks, read_masks
from checker.facts.words.near_names import NearName, read_near_names
from checker.facts.words.slips import NearTerm, read_near_terms
from checker.facts.words.typos import Modelled, Typo, read_typos
from checker.formats import appearance_of
from checker.knowledge.base import Knowledge
from checker.knowledge.catalog import Catalog
from checker.knowledge.catalog.places import Places
from checker.knowledge.copy_words import CopyWords
from checker.knowledge.formulas import Formulas
from checker.knowledge.language_model.gains import gain
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import CharacterForms
from checker.knowledge.word_lists import INLINE, inline_word_list
from checker.knowledge.word_tables import WordTable
from checker.search.patterns import Pattern, alternatives, finditer
from checker.search.prefilter import BlockSubset, PrefilterResult
from checker.text.document import Block, Document
from checker.text.span import Span, SpanSet

if TYPE_CHECKING:
    from checker.formats.word.appearance import Appearance


class ComparedReport(Struct, frozen=True):
    """A report to compare with; ``formulas`` are the keys of sentences that do not count as copied."""

    reading: Reading
    relationship: Relationship
    formulas: AbstractSet[str] = frozenset()


class Overlap(Struct, frozen=True):
    """The passages that a report shares with ``compared``; ``substance`` is its length without formulas."""

    compared: ComparedReport
    copies: tuple[Copy, ...]
    substance: int


class Reading:
    """A document and its facts: the only input of a kind, apart from the rule.

    ``compared`` are the reports that it is compared with; it is empty in an ordinary run. The engine sets
    ``evaluated_requests``, the suppression requests of the document, before it runs the kinds that report on them.
    """

    def __init__(
        self, document: Document, knowledge: Knowledge, profile: str = "", compared: tuple[ComparedReport, ...] = ()
    ) -> None:
        self.document = document
        self.compared = compared
        self.evaluated_requests: tuple[EvaluatedRequest, ...] = ()
        self._knowledge = knowledge
        self._profile = profile
        self._blocks: dict[tuple[str, ...], BlockSubset] = {}
        self._near_names: dict[str, tuple[NearName, ...]] = {}

    @property
    def lexicon(self) -> Lexicon:
        """The vocabulary for parsing the document."""
        return self._knowledge.lexicon

    @property
    def catalog(self) -> Catalog:
        """The norms with their dates."""
        return self._knowledge.catalog

    @property
    def places(self) -> Places:
        """The administrative divisions of the country."""
        return self._knowledge.places

    @cached_property
    def zones(self) -> Zones:
        """The zone of every block."""
        return read_zones(self.document, self.lexicon)

    @cached_property
    def repeats(self) -> tuple[Repeat, ...]:
        """The runs of paragraphs that occur twice."""
        return read_repeats(self.document.folded, self.zones.blocks(Zone.BODY))

    @cached_property
    def body(self) -> tuple[Block, ...]:
        """The blocks of the body without the second of two equal runs, so that a fault in them is reported once."""
        copied = {block.span for repeat in self.repeats for block in repeat.blocks}
        return tuple(block for block in self.zones.blocks(Zone.BODY) if block.span not in copied)

    @cached_property
    def metadata(self) -> tuple[Field, ...]:
        """The metadata fields of the page."""
        return read_metadata(self.document, self.zones.blocks(Zone.METADATA), self.lexicon.page)

    @cached_property
    def identity(self) -> Identity:
        """The issuer, the year and the profile."""
        return read_identity(self.document, self.zones, self.metadata, self.lexicon, self._profile)

    @property
    def title_blocks(self) -> tuple[Block, ...]:
        """The lines of the title and of its repetitions."""
        return self.zones.blocks(Zone.TITLE)

    @cached_property
    def signing_dates(self) -> tuple[tuple[DateReading, str], ...]:
        """The dates on which the report was signed, written or published, each with its origin."""
        signature = (*self.zones.blocks(Zone.SIGNATURE), *dateline(self.document, self.zones))
        return tuple(signing_dates(self.document, self.metadata, signature))

    @cached_property
    def outline(self) -> Outline:
        """The headings and sections of the body."""
        return read_outline(self.document, self.body)

    @cached_property
    def parts(self) -> tuple[PartReading, ...]:
        """The parts that the profile requires."""
        identity = self.identity
        return read_parts(self.document, self.body, self.outline, identity.profile, identity.report_year)

    @cached_property
    def references(self) -> References:
        """The titles in 《…》 of the body."""
        return read_references(self.document.text, self.document.folded, self.body)

    @cached_property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """The short forms that the body defines."""
        return read_abbreviations(self.document.folded, self.body)

    @cached_property
    def _plan(self) -> SpanSet:
        return SpanSet(span for part in self.parts if part.part.looks_ahead for span in part.spans)

    def in_plan(self, span: Span) -> bool:
        """Return True for a span inside the plan for the next year."""
        return self._plan.contains(span)

    def horizon(self, span: Span) -> datetime.date | None:
        """Return the last day whose events the text may mention.

        It is the end of the report year, and in the plan the signing date if that is later, or the end of the next year
        if it is not known. Returns None for a report without a year.
        """
        year = self.identity.report_year
        if year is None:
            return self._last_signing if self.in_plan(span) else None
        end = datetime.date(year, 12, 31)
        return max(end, self._last_signing or datetime.date(year + 1, 12, 31)) if self.in_plan(span) else end

    @cached_property
    def _last_signing(self) -> datetime.date | None:
        return max((date.value for date, _ in self.signing_dates if date.value), default=None)

    @cached_property
    def prefiltered(self) -> PrefilterResult:
        """Which of the literals that the expressions require stand in which blocks."""
        return self._knowledge.prefilter.scan(self.document.folded, self.document.blocks)

    def blocks_in(self, zones: tuple[str, ...]) -> BlockSubset:
        """Return the blocks in the named zones, in order; the body is :attr:`body`, without repeated runs."""
        if zones not in self._blocks:
            selected = set(self.body) if Zone.BODY.value in zones else set()
            selected.update(self.zones.blocks(*(Zone(zone) for zone in zones if zone != Zone.BODY.value)))
            numbered = enumerate(self.document.blocks)
            self._blocks[zones] = BlockSubset({number: block for number, block in numbered if block in selected})
        return self._blocks[zones]

    def candidate_blocks(self, pattern: Pattern, zones: tuple[str, ...] = (Zone.BODY.value,)) -> Sequence[Block]:
        """Return the blocks in the zones that contain a literal that the pattern requires, so that it may match."""
        return self.prefiltered.blocks(pattern, self.blocks_in(zones))

    def may_match(self, pattern: Pattern) -> bool:
        """Return False if no block contains a literal that the pattern requires."""
        return self.prefiltered.block_numbers(pattern) != frozenset()

    def block_of(self, span: Span) -> Block:
        """Return the body block in which a span starts."""
        return self.body[bisect_right(self._body_starts, span.start) - 1]

    def blocks_inside(self, span: Span) -> Sequence[Block]:
        """Return the body blocks that are entirely inside a span."""
        first = bisect_left(self._body_starts, span.start)
        blocks = self.body[first : bisect_left(self._body_starts, span.end)]
        return [block for block in blocks if block.span in span]

    @cached_property
    def _body_starts(self) -> list[int]:
        return [block.span.start for block in self.body]

    def sound_alike(self, first: str, second: str) -> bool:
        """Return True if an input method offers both characters for one syllable."""
        return self._knowledge.sound_alike(first, second)

    def confusable(self, first: str, second: str) -> bool:
        """Return True if the two characters sound alike or look alike."""
        return self._knowledge.confusable(first, second)

    def rhyme(self, first: str, second: str) -> bool:
        """Return True if the syllables of the two characters have the same final."""
        return self._knowledge.rhyme(first, second)

    def taken_for(self, first: str, second: str) -> bool:
        """Return True if the two characters sound or look alike, or nearly so."""
        return self._knowledge.taken_for(first, second)

    def heard_alike(self, first: str, second: str) -> bool:
        """Return True if those who tell no z from zh, n from l, n from ng hear the same syllable."""
        return self._knowledge.heard_alike(first, second)

    def character_forms(self, name: str) -> CharacterForms:
        """Return the list ``words/NAME.txt`` of characters and their standard forms."""
        return self._knowledge.character_forms(name)

    @cached_property
    def near_terms(self) -> tuple[NearTerm, ...]:
        """Where set phrases are missed by one character in the body."""
        return read_near_terms(self.modelled, self._knowledge.terms, self.masks)

    @cached_property
    def modelled(self) -> Modelled:
        """The body as the model of the official language looks at it; what is no prose is left out."""
        folded, longest = self.document.folded, self._knowledge.longest_prose
        parts, position = [], 0
        for block in self.body:
            if len(block.span) <= longest:
                parts.append(" " * (block.span.start - position))
                parts.append(block.span.of(folded))
                position = block.span.end
        looked_at = "".join(parts).ljust(len(folded))
        return Modelled(folded, self._once, looked_at, self._knowledge.language_model)

    @property
    def _once(self) -> str:
        """The folded text with spaces for paragraphs that repeat earlier ones."""
        folded, parts, position = self.document.folded, [], 0
        for span in sorted(block.span for repeat in self.repeats for block in repeat.blocks):
            parts += [folded[position : span.start], " " * len(span)]
            position = span.end
        return "".join((*parts, folded[position:]))

    @cached_property
    def typos(self) -> tuple[Typo, ...]:
        """Where the model of the official language would have written something else in the body."""
        return read_typos(self.modelled, self.masks)

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
    def formulas(self) -> Formulas:
        """The fixed formulas of all periods."""
        return self._knowledge.formulas

    @property
    def words(self) -> Callable[[str], WordTable]:
        """The function that returns the word list of a name."""
        return self._knowledge.words

    @cached_property
    def masks(self) -> Masks:
        """The text that rules about wording skip."""
        return read_masks(self.document.folded, self._knowledge.protected)

    @cached_property
    def own_words(self) -> SpanSet:
        """The occurrences of the user's accepted names and wordings."""
        return SpanSet(Span(*match.span()) for match in finditer(self._knowledge.own_words, self.document.folded))

    @cached_property
    def candidates(self) -> Mapping[str, tuple[Candidate, ...]]:
        """The occurrences of the wordings of the literal lists, by the name of the list."""
        return read_candidates(self.document.folded, self.body, self.masks, self._knowledge.wordings)

    def candidates_of(self, words: Mapping[str, str]) -> tuple[Candidate, ...]:
        """Return the occurrences of the wordings of a list (wrong → right) that a rule defines in its options."""
        listed = inline_word_list(tuple(words.items()))
        return read_candidates(self.document.folded, self.body, self.masks, listed)[INLINE]

    def in_title(self, span: Span) -> bool:
        """Return True for a span that overlaps a cited title."""
        return self._titles.overlaps(span)

    @cached_property
    def _titles(self) -> SpanSet:
        return SpanSet(reference.span for reference in self.references.closed)

    @cached_property
    def quantities(self) -> tuple[tuple[Block, tuple[Quantity, ...]], ...]:
        """The figures with units, block by block."""
        folded, units = self.document.folded, self.lexicon.units
        return tuple((block, tuple(quantities_in(folded, block.span, units))) for block in self.body)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """What the figures say about each other, right or wrong."""
        return all_relations(self.document.folded, self.quantities, self.body, self.lexicon)

    @cached_property
    def indicators(self) -> tuple[Stated, ...]:
        """The measures of the table of indicators that the body states."""
        return tuple(read_indicators(self.document.folded, self.quantities, self.lexicon))

    @cached_property
    def derived_figures(self) -> AbstractSet[Span]:
        """Where figures stand that were computed, not counted: averages, and the figures before them."""
        return derived(self.relations)

    @cached_property
    def contexts(self) -> Mapping[Span, FigureContext]:
        """The subject, period and role of each figure, by the span of the figure."""
        return read_contexts(self.document.folded, self.quantities, self.relations, self.lexicon)

    @property
    def copy_words(self) -> CopyWords:
        """The settings for comparing reports."""
        return self._knowledge.copy_words

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The name of the reporting body and the places in it, the full name first."""
        issuer = self.identity.issuer
        return own_names(issuer.value, self.copy_words) if issuer else ()

    @cached_property
    def own_place(self) -> Pattern:
        """A pattern of the place of the reporting body, in full or as its stem."""
        return alternatives(tuple(escape(name) for name in self.own_names[-2:]))

    @cached_property
    def passages(self) -> tuple[Sentence, ...]:
        """The sentences of the body in the form in which reports are compared."""
        return read_passages(self.document.folded, self.body, self.own_names, self.copy_words)

    @cached_property
    def comparisons(self) -> tuple[Overlap, ...]:
        """The passages that this report shares with each of the compared reports."""
        return tuple(
            Overlap(
                report,
                align(self.passages, report.reading.passages, self.copy_words, report.formulas),
                substance(self.passages, report.formulas),
            )
            for report in self.compared
        )

    @cached_property
    def appearance(self) -> Appearance | None:
        """The page setup, fonts, sizes and spacing of a Word document; None for other formats."""
        return appearance_of(self.document)

    @cached_property
    def width(self) -> Width:
        """The half-width and full-width punctuation marks of the body."""
        return read_width(self.document.text, (block.written for block in self.body))
