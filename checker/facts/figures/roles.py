"""Who a figure is about, what time it is for, and what it is in its sentence.

The role comes from the relations where one was read (total and part, the two counts of a rate, before
and after), otherwise from the wording right before the figure. What is not said is an empty span.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from msgspec import Struct

from checker.facts.figures.quantities import Quantity, lead, within
from checker.facts.figures.relations import Relation, RelationKind
from checker.facts.sentences import clauses_in, enclosing, sentences_in
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.number_words import RelationWords, RoleWords
from checker.text.document import Block
from checker.text.span import Span


class Role(Enum):
    """What a figure is in its sentence."""

    TOTAL = "total"
    PART = "part"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    RATE = "rate"
    GROWTH = "growth"
    AVERAGE = "average"
    BEFORE = "before"
    AFTER = "after"
    TARGET = "target"
    ACTUAL = "actual"
    PLAIN = "plain"


class FigureContext(Struct, frozen=True):
    """What a sentence says of a figure beside what it counts; an empty span where it does not say."""

    role: Role
    subject: Span
    period: Span


_KINDS = (
    RelationKind.GROWTH,
    RelationKind.PARTS,
    RelationKind.SHARE,
    RelationKind.AVERAGE,
    RelationKind.DIFFERENCE,
    RelationKind.GRANULARITY,
)
"""The first relation that a figure takes part in says its role."""
_PERCENT = ("percent", "points")
_Subjects = dict[int, tuple[Span, int] | None]
"""By the start of a clause, the subject there and where the match ends."""


def read_contexts(
    folded: str,
    blocks: Iterable[tuple[Block, tuple[Quantity, ...]]],
    relations: Sequence[Relation],
    lexicon: Lexicon,
) -> Mapping[Span, FigureContext]:
    """The context of every figure of running text, by its span."""
    related = _related_roles(relations)
    found: dict[Span, FigureContext] = {}
    for block, quantities in blocks:
        if not quantities:
            continue
        periods = list(_periods(folded, block, quantities, lexicon.roles))
        known: _Subjects = {}
        for sentence in sentences_in(folded, block.span):
            inside = within(quantities, sentence)
            if not inside:
                continue
            pairs = _pairs(folded, inside, lexicon)
            clauses = clauses_in(folded, sentence)
            left = sentence.start
            for quantity in inside:
                spaced = folded[left : quantity.span.start - len(quantity.before)].rstrip()
                before = lead(folded, left, left + len(spaced), lexicon.units)
                role = related.get(quantity.span) or pairs.get(quantity.span)
                found[quantity.span] = FigureContext(
                    role or _worded(before.of(folded), quantity, lexicon.roles),
                    _subject(folded, clauses, quantity.span, lexicon.roles, known),
                    _period(folded, sentence, quantity.span, periods, lexicon.roles),
                )
                left = quantity.span.end
    return found


def bodies_and_times(
    folded: str, block: Block, quantities: Sequence[Quantity], words: RoleWords
) -> Iterator[tuple[Span, Span]]:
    """The subject and the period of figures of one block, in their order; empty spans where none is named."""
    periods = list(_periods(folded, block, quantities, words))
    sentences = sentences_in(folded, block.span)
    known: _Subjects = {}
    for quantity in quantities:
        sentence = enclosing(sentences, quantity.span.start) or block.span
        yield (
            _subject(folded, clauses_in(folded, sentence), quantity.span, words, known),
            _period(folded, sentence, quantity.span, periods, words),
        )


def _related_roles(relations: Sequence[Relation]) -> dict[Span, Role]:
    roles: dict[Span, Role] = {}
    for kind in _KINDS:
        for relation in relations:
            if relation.kind is kind:
                for quantity, role in _roles_in(relation):
                    roles.setdefault(quantity.span, role)
    return roles


def _roles_in(relation: Relation) -> Iterator[tuple[Quantity, Role]]:
    stated, given = relation.stated, relation.given
    if not given:
        return
    if relation.kind is RelationKind.PARTS:
        yield stated, Role.TOTAL
        yield from ((part, Role.PART) for part in given)
    elif relation.kind is RelationKind.SHARE:
        parts = (Role.NUMERATOR,) * (len(given) - 1)
        yield from zip((stated, *given), (Role.RATE, Role.DENOMINATOR, *parts), strict=True)
    elif relation.kind is RelationKind.GROWTH:
        yield from zip((stated, *given), (Role.GROWTH, Role.BEFORE, Role.AFTER), strict=True)
    elif relation.kind is RelationKind.DIFFERENCE:
        yield from zip(given, (Role.BEFORE, Role.AFTER), strict=True)
    elif relation.kind is RelationKind.AVERAGE:
        yield stated, Role.AVERAGE
        yield from ((count, Role.DENOMINATOR) for count in given[1:])
    elif stated.family in _PERCENT:
        yield from zip((stated, *given), (Role.GROWTH, Role.AFTER), strict=True)
    else:
        yield from zip((stated, *given), (Role.AVERAGE, Role.DENOMINATOR), strict=True)


def _pairs(folded: str, quantities: Sequence[Quantity], lexicon: Lexicon) -> dict[Span, Role]:
    """由12件降至8件 without a percentage: no relation to check, but the roles are clear."""
    roles: dict[Span, Role] = {}
    for end in range(2, len(quantities) + 1):
        pair = before_and_after(folded, quantities[:end], lexicon.relations)
        if pair:
            roles[pair[0].span], roles[pair[1].span] = Role.BEFORE, Role.AFTER
    return roles


def _worded(before: str, quantity: Quantity, words: RoleWords) -> Role:
    if words.target.search(before):
        return Role.TARGET
    if words.average.search(before):
        return Role.AVERAGE
    if words.growth.search(before):
        return Role.GROWTH
    if quantity.family in _PERCENT and words.rate.search(before):
        return Role.RATE
    return Role.ACTUAL if words.actual.search(before) else Role.PLAIN


def _periods(folded: str, block: Block, quantities: Sequence[Quantity], words: RoleWords) -> Iterator[Span]:
    """The times named in a block that has figures."""
    if quantities:
        for match in words.period.finditer(folded, block.span.start, quantities[-1].span.start):
            yield Span(*match.span())


def _period(folded: str, sentence: Span, figure: Span, periods: Sequence[Span], words: RoleWords) -> Span:
    """The nearest time before a figure in its sentence; then 累计; then the nearest in the block."""
    earlier = [period for period in periods if period.end <= figure.start]
    if earlier and earlier[-1].start >= sentence.start:
        return earlier[-1]
    earlier.extend(Span(*match.span()) for match in words.cumulative.finditer(folded, sentence.start, figure.start))
    return earlier[-1] if earlier else Span(figure.start, figure.start)


def _subject(folded: str, clauses: Sequence[Span], figure: Span, words: RoleWords, known: _Subjects) -> Span:
    """Who stands at the start of the figure's clause or of the nearest clause before it.

    ``known`` keeps what stands at the start of each clause, for the other figures of the block.
    """
    for clause in reversed(clauses):
        if clause.start <= figure.start:
            if clause.start not in known:
                match = words.subject.match(folded, clause.start, clause.end)
                known[clause.start] = (Span(*match.span("subject")), match.end()) if match else None
            found = known[clause.start]
            if found and found[1] <= figure.start:
                return found[0]
    return Span(figure.start, figure.start)


def before_and_after(
    folded: str, quantities: Sequence[Quantity], words: RelationWords
) -> tuple[Quantity, Quantity] | None:
    """由533项……至367项: the last two figures in one unit, joined by from … to."""
    if len(quantities) < 2:
        return None
    before, after = quantities[-2:]
    if before.unit != after.unit or before.approximate or after.approximate or before.value <= 0:
        return None
    lead = folded[max(0, before.span.start - words.reach) : before.span.start]
    between = folded[before.span.end : after.span.start]
    return (before, after) if words.starting.search(lead) and words.ending.search(between) else None
