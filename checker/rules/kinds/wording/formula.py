"""A fixed formula that is changed: a member is missing, is another one, or stands in another place."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.facts.words.certainty import Certainty, Manner, Other, of_lost, of_replaced
from checker.facts.words.formulas import Altered, Free, Keys, altered_formulas, is_quoted, regions, right_places
from checker.facts.words.plain_text import PlainText
from checker.knowledge.formulas import SEPARATOR, Formula
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern, search
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet

_JOINERS = "、，和及与以及制度“”\"'‘’ "
"""Characters that may stand between the members of a list."""
_QUOTES = "“”\"'‘’、,· "
"""Characters that do not count in a phrase."""
_WITHOUT_QUOTES = dict.fromkeys(map(ord, _QUOTES))
_NUMBERS = "零一二三四五六七八九十"
_COUNTED = compile_pattern(
    "^”?的?(?:“|这)?([两二三四五六七八九]|十[一二三四五]?)(?:项|个|者|大|管|种|条|方面|位一体|化|维|轮)"
)
"""The number behind a list: ``三项制度``, ``五项法定程序``."""
_SHORT_LIST = 3
"""Members of a list of which a part is often quoted."""
_LEAST_KEYS = 2
"""Parts of a list that stand together where some of its members do."""
_LONGER = 2
"""Characters by which another member may be longer than the one it stands for."""
_ETC = "等"
_QUOTATION = "“”\"'‘’ "
"""Marks that may stand around the members of a list."""
_LIKELY = "likely"
"""The variant for what may be a wording of its own."""
_END = "。;:!?\n"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every changed formula of the report's year; of two at one place the first."""
    plain = PlainText(reading.document.folded, [block.span for block in reading.body])
    formulas, keys = reading.formulas.possible(plain.text, reading.identity.report_year or 0)
    free = Free(
        rule.string("particles"),
        frozenset(rule.strings("free-words")),
        frozenset(rule.strings("local-words")),
        rule.string("more"),
    )
    manner = _manner(rule)
    altered = altered_formulas(plain, formulas, keys, free, manner)
    found = [*_near(reading, plain, altered), *_lists(reading, plain, formulas, keys, manner)]
    placed = [(finding.span, finding) for finding in found if finding.span]
    end = 0
    for span, finding in sorted(placed, key=lambda one: (one[0].start, -one[0].end)):
        if span.start >= end:
            yield finding
            end = span.end


def _manner(rule: Rule) -> Manner:
    return Manner(
        frozenset((*rule.strings("free-words"), *rule.strings("verbs"))),
        frozenset(rule.strings("actors")),
        frozenset(rule.string("pair-joiners")),
        float(rule.number("share")),
        rule.integer("recognised"),
        rule.integer("pair"),
        rule.integer("few"),
        rule.integer("long"),
        float(rule.number("most")),
        frozenset(rule.strings("unsure-sources")),
    )


def _near(reading: Reading, plain: PlainText, altered: Iterable[Altered]) -> Iterator[Finding]:
    for one in altered:
        span = plain.span(one.span.start, one.span.end)
        if search(one.formula.context, _sentence(reading, span.start).of(reading.document.folded)):
            values = {"text": span.of(reading.document.text), "right": one.formula.text, "source": one.formula.source}
            yield Finding(span, values | {"missing": ""}, "phrase" if one.certainty is Certainty.SURE else _LIKELY)


def _sentence(reading: Reading, offset: int) -> Span:
    block = reading.block_of(Span(offset, offset))
    sentences = sentences_in(reading.document.folded, block.span)
    return enclosing(sentences, offset) or block.span


def _lists(
    reading: Reading, plain: PlainText, formulas: Sequence[Formula], keys: Keys, manner: Manner
) -> Iterator[Finding]:
    """Yield a finding for every list that lacks members or holds others, unless another formula is right there."""
    folded = reading.document.folded
    found: list[Finding] = []
    for formula in formulas:
        places = _places_of_members(plain.text, formula, keys) if formula.is_list else ()
        for sentence in dict.fromkeys(_sentence(reading, plain.span(start, start + 1).start) for start in places):
            if search(formula.context, sentence.of(folded)):
                found += _in_list(reading, sentence, formula, manner)
    right = SpanSet(plain.span(one.start, one.end) for one in right_places(plain, formulas)) if found else SpanSet(())
    for one in found:
        if one.span and not right.contains(one.span):
            written = one.span.of(folded).translate(_WITHOUT_QUOTES)
            own = one.values["right"]
            if not is_quoted(written, [formula for formula in formulas if formula.text != own]):
                yield one


def _places_of_members(text: str, formula: Formula, keys: Keys) -> Iterator[int]:
    """Yield where members stand together, or beside all of them."""
    for region in regions(text, formula, keys, _LEAST_KEYS):
        yield region.span.end - 1
    for start in _places(text, formula.plain):
        end = start + len(formula.plain)
        if text.endswith(formula.members, 0, start) or text.startswith(formula.members, end):
            yield start


def _in_list(reading: Reading, sentence: Span, formula: Formula, manner: Manner) -> Iterator[Finding]:
    text, members = sentence.of(reading.document.folded), formula.members
    for run in _runs(text, formula):
        there = [formula.member(text[span.start : span.end]) for span in run]
        missing = [member for member in members if member not in there]
        if len(set(there)) < formula.least or (missing and text[run[-1].end :].startswith(_ETC)):
            continue
        if not missing:
            if _in_order(text, run, there, members) or _others(text, run):
                continue
        elif not (formula.whole or _incomplete(text, run, formula, missing) or _altered(text, run, members, missing)):
            continue
        place = Span(*_extent(text, run, formula))
        sure = manner.of_source(_certainty(text, place, run, formula, missing, manner), formula.source)
        if sure:
            variant = _LIKELY if sure is Certainty.LIKELY else "" if missing else "order"
            yield _finding(reading, place.shift(sentence.start), formula, missing, variant)


def _certainty(
    text: str, place: Span, run: list[Span], formula: Formula, missing: Sequence[str], manner: Manner
) -> Certainty:
    """Return how sure it is that a list misquotes a formula."""
    goes_on = text[: place.start].rstrip(_QUOTATION).endswith(SEPARATOR)
    goes_on |= text[place.end :].lstrip(_QUOTATION).startswith(SEPARATOR)
    if not missing:
        more = len({one.of(text) for one in run}) > len(formula.members)
        coordinated = len(formula.members) <= manner.few and _has_joiner(text, run, manner)
        return Certainty.FREE if goes_on or more or coordinated else Certainty.SURE
    members, there = len(formula.members), [formula.member(one.of(text)) for one in run]
    paired = len(run) == _LEAST_KEYS < members and _has_joiner(text, run, manner)
    if paired or _counted(text, run) == members:
        return Certainty.FREE if paired else Certainty.SURE
    beside = (text[place.start : run[0].start], text[run[-1].end : place.end])
    others = [*_others(text, run), *(item for one in beside if (item := one.strip(_JOINERS)))]
    if others:
        return _of_others(others, formula, missing, manner, goes_on=goes_on)
    inside = formula.members[0] not in missing and formula.members[-1] not in missing
    # Some of the matters in another order are a list of one's own.
    reordered = any(formula.members.index(one) > formula.members.index(two) for one, two in itertools.pairwise(there))
    quoted = not inside and members - len(missing) <= manner.few
    if goes_on or reordered or (quoted and not (formula.context.pattern and members <= manner.few)):
        return Certainty.FREE
    return of_lost(formula, len(missing), manner)


def _of_others(
    others: Sequence[str], formula: Formula, missing: Sequence[str], manner: Manner, *, goes_on: bool
) -> Certainty:
    """Return the certainty for a list with other items where members are missing."""
    kept = [member for member in formula.members if member not in missing]
    if len(formula.members) == _LEAST_KEYS:
        others = [item for item in others if any(_alike(item, member) for member in missing)]
    pairs = itertools.product(missing, others)
    return max(
        (of_replaced(Other(member, item, kept, goes_on=goes_on), formula, manner) for member, item in pairs),
        default=Certainty.FREE,
    )


def _has_joiner(text: str, run: list[Span], manner: Manner) -> bool:
    """Return True if a conjunction stands between two members."""
    gaps = (text[one.end : other.start].strip(_QUOTATION) for one, other in itertools.pairwise(run))
    return any(gap in manner.joiners for gap in gaps)


def _finding(reading: Reading, span: Span, formula: Formula, missing: Sequence[str], variant: str) -> Finding:
    values = {"text": span.of(reading.document.text), "right": formula.text, "source": formula.source}
    return Finding(span, values | {"missing": SEPARATOR.join(missing)}, variant)


def _in_order(text: str, run: list[Span], there: list[str], members: tuple[str, ...]) -> bool:
    """Return True if the list is right; what stands before or behind it then belongs to another clause."""
    for start in range(len(there) - len(members) + 1):
        end = start + len(members)
        if tuple(there[start:end]) == members:
            before = text[run[start - 1].end : run[start].start] if start else ","
            behind = text[run[end - 1].end : run[end].start] if end < len(run) else ","
            return "," in before and "," in behind
    return False


def _incomplete(text: str, run: list[Span], formula: Formula, missing: list[str]) -> bool:
    """Return True if a member is lost inside the list, or the number behind it counts all members."""
    if _others(text, run):
        return False
    if _counted(text, run) == len(formula.members):
        return True
    if len(formula.members) <= _SHORT_LIST and not formula.contiguous:
        return False  # who quotes a part leaves out the first or the last
    return len(missing) == 1 and missing[0] not in (formula.members[0], formula.members[-1])


def _counted(text: str, run: list[Span]) -> int | None:
    """Return the number that counts what stands before it, if the list begins a clause."""
    found = search(_COUNTED, text[run[-1].end : run[-1].end + 12])
    if not found or text[: run[0].start].endswith(SEPARATOR):
        return None
    return sum(10 if one == "十" else 2 if one == "两" else _NUMBERS.index(one) for one in found.group(1))


def _runs(text: str, formula: Formula) -> Iterator[list[Span]]:
    """Yield the members that stand together, at most one other member between two of them."""
    forms = (form for every in formula.forms.values() for form in every)
    found = [Span(start, start + len(form)) for form in forms for start in _places(text, form)]
    found.sort(key=lambda span: (span.start, -span.end))
    longest = max(map(len, formula.members)) + _LONGER
    run: list[Span] = []
    for span in found:
        gap = text[run[-1].end : span.start] if run else ""
        plain = gap.strip(_JOINERS)
        part_of_a_clause = bool(plain) and not (gap[0] in _JOINERS and gap[-1] in _JOINERS)
        broken = len(plain) > longest or any(mark in plain for mark in (*_END, SEPARATOR, ","))
        if run and (part_of_a_clause or broken or any(mark in gap for mark in _END)):
            yield run
            run = []
        if not run or span.start >= run[-1].end:
            run.append(span)
    if run:
        yield run


def _places(text: str, form: str) -> Iterator[int]:
    start = -1
    while (start := text.find(form, start + 1)) >= 0:
        yield start


def _others(text: str, run: list[Span]) -> list[str]:
    """Return what stands between the members that is no joiner."""
    gaps = (text[one.end : other.start].strip(_JOINERS) for one, other in itertools.pairwise(run))
    return [gap for gap in gaps if gap]


def _altered(text: str, run: list[Span], members: tuple[str, ...], missing: list[str]) -> bool:
    """Return True if something like a missing member stands between or beside the others."""
    longest = max(map(len, members)) + _LONGER
    before = _item_before(text, run[0].start, longest)
    behind = _item_behind(text, run[-1].end, longest)
    first, last = text[before : run[0].start].strip(_JOINERS), text[run[-1].end : behind].strip(_JOINERS)
    # Other words may stand before the first and behind the last member.
    beside = [(first[-len(member) :], member) for member in missing] + [
        (last[: len(member)], member) for member in missing
    ]
    inside = [(item, member) for item in _others(text, run) for member in missing]
    return any(_alike(item, member) for item, member in (*inside, *beside))


def _alike(item: str, member: str) -> bool:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only for lists that lack a member

    return 0 < Levenshtein.distance(item, member) <= max(1, len(member) // 3) and len(item) > 2


def _extent(text: str, run: list[Span], formula: Formula) -> tuple[int, int]:
    """Return where the formula begins and ends, with another first or last member."""
    start, end, members = run[0].start, run[-1].end, formula.members
    if formula.member(text[start : run[0].end]) != members[0]:
        start = _item_before(text, start, len(members[0]))
    if formula.member(text[run[-1].start : end]) != members[-1]:
        end = _item_behind(text, end, len(members[-1]) + _LONGER)
    return start, end


def _item_before(text: str, start: int, longest: int) -> int:
    """Return the start of the item before a separator, not further back than a member is long."""
    position = start
    while position and text[position - 1] in _JOINERS:
        position -= 1
    if position == start:
        return start
    first = position
    while position > max(0, first - longest) and text[position - 1] not in SEPARATOR + "," + _END:
        position -= 1
    return position


def _item_behind(text: str, end: int, longest: int) -> int:
    position = end
    while text[position : position + 1] and text[position] in _JOINERS:
        position += 1
    if SEPARATOR not in text[end:position]:
        return end
    last = position
    while position < min(len(text), last + longest) and text[position] not in SEPARATOR + "," + _END:
        position += 1
    return position


KIND = Kind(
    "formula",
    "固定提法缺项、改字",
    check,
    (
        Option("particles", "string", "这些字可添可省，不算改动", ""),
        Option("free-words", "strings", "这些词可添可省，不算改动", ()),
        Option("more", "string", "列举后面有这些字的，没有列全也不算缺项", ""),
        Option("verbs", "strings", "提法以这些词（和 free-words）起头的，起头可换成别的动词，不算改动", ()),
        Option("actors", "strings", "这些词互换（群众、企业），是另有所指，不算改动", ()),
        Option("pair-joiners", "string", "用这些字连接的两项，是另外一对，不算缺项", ""),
        Option("share", "number", "列举的各项至少要有这一份额，才算引用这一提法", Decimal("0.7")),
        Option("recognised", "integer", "至少有几项相符，换了一项仍算引用", 3),
        Option("pair", "integer", "三项的缺一项，余下的有多少字才有把握", 12),
        Option("few", "integer", "多少项以内的是短列举", 3),
        Option("long", "integer", "换了一个词的，至少还有多少字相符才有把握", 9),
        Option("most", "number", "换了一个词的，至少还有多大份额相符才有把握", Decimal("0.8")),
        Option("unsure-sources", "strings", "出处是这些的，只有错一个字的才有把握", ()),
        Option("local-words", "strings", "这些词可换成地方、行业的名称，不算改动", ()),
    ),
    ("text", "missing", "right", "source"),
    ("order", "phrase", "likely"),
)
