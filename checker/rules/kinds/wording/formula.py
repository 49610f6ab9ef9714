"""A fixed formula that is changed: a member is missing, is another one, or stands in another place."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.sentences import sentences_in
from checker.knowledge.formulas import SEPARATOR, Formula
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_JOINERS = "、,和及与以及制度“”\"'‘’ "
"""Characters that may stand between the members of a list."""
_QUOTES = "“”\"'‘’、,· "
"""Characters that do not count in a phrase."""
_WITHOUT_QUOTES = dict.fromkeys(map(ord, _QUOTES))
_LONGER = 2
"""Characters by which another member may be longer than the one it stands for."""
_END = "。;:!?\n"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every changed formula of the report's year."""
    folded, year = reading.document.folded, reading.identity.report_year
    formulas = [one for one in reading.formulas if one.first <= (year or 0) <= one.last]
    plain = folded.translate(_WITHOUT_QUOTES)
    present = [one for one in formulas if sum(member in plain for member in one.members) >= one.least]
    for block in reading.body if present else ():
        for sentence in sentences_in(folded, block.span):
            for formula in present:
                found = _in_list if formula.is_list else _in_phrase
                yield from found(reading, sentence, formula)


def _in_list(reading: Reading, sentence: Span, formula: Formula) -> Iterator[Finding]:
    folded, members = reading.document.folded, formula.members
    text = sentence.of(folded)
    if sum(member in text for member in members) < formula.least or not search(formula.context, text):
        return
    for run in _runs(text, members):
        there = [text[span.start : span.end] for span in run]
        missing = [member for member in members if member not in there]
        if len(set(there)) < formula.least:
            continue
        if not missing:
            in_order = sorted(there, key=members.index) == there and len(there) == len(members)
            if in_order or _others(text, run):
                continue
        elif not formula.whole and not _altered(text, run, members, missing):
            continue
        start, end = _extent(text, run, members)
        span = Span(start, end).shift(sentence.start)
        values = {"text": span.of(reading.document.text), "right": formula.text, "source": formula.source}
        variant = "" if missing else "order"
        yield Finding(span, values | {"missing": SEPARATOR.join(missing)}, variant)


def _runs(text: str, members: tuple[str, ...]) -> Iterator[list[Span]]:
    """Yield the members that stand together, at most one other member between two of them."""
    found = sorted(
        Span(start, start + len(member))
        for member in members
        for start in range(len(text) - len(member) + 1)
        if text.startswith(member, start)
    )
    longest = max(map(len, members)) + _LONGER
    run: list[Span] = []
    for span in found:
        gap = text[run[-1].end : span.start] if run else ""
        plain = gap.strip(_JOINERS)
        if run and (len(plain) > longest or any(mark in gap for mark in _END) or SEPARATOR in plain or "," in plain):
            yield run
            run = []
        if not run or span.start >= run[-1].end:
            run.append(span)
    if run:
        yield run


def _others(text: str, run: list[Span]) -> list[str]:
    """Return what stands between the members that is no joiner."""
    gaps = (text[one.end : other.start].strip(_JOINERS) for one, other in itertools.pairwise(run))
    return [gap for gap in gaps if gap]


def _altered(text: str, run: list[Span], members: tuple[str, ...], missing: list[str]) -> bool:
    """Return True if something like a missing member stands between or beside the others."""
    longest = max(map(len, members)) + _LONGER
    before = _item_before(text, run[0].start, longest)
    behind = _item_behind(text, run[-1].end, longest)
    beside = [text[before : run[0].start].strip(_JOINERS), text[run[-1].end : behind].strip(_JOINERS)]
    return any(_alike(item, member) for item in (*_others(text, run), *beside) for member in missing)


def _alike(item: str, member: str) -> bool:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only for lists that lack a member

    return 0 < Levenshtein.distance(item, member) <= max(1, len(member) // 3) and len(item) > 2


def _extent(text: str, run: list[Span], members: tuple[str, ...]) -> tuple[int, int]:
    """Return where the formula begins and ends, with another first or last member."""
    start, end = run[0].start, run[-1].end
    if text[start : run[0].end] != members[0]:
        start = _item_before(text, start, len(members[0]))
    if text[run[-1].start : end] != members[-1]:
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


def _in_phrase(reading: Reading, sentence: Span, formula: Formula) -> Iterator[Finding]:
    folded = reading.document.folded
    places = [place for place in range(sentence.start, sentence.end) if folded[place] not in _QUOTES]
    text = "".join(folded[place] for place in places)
    if not any(member in text for member in formula.members) or not search(formula.context, text):
        return
    last = -1
    for window in sorted(_windows(text, formula)):
        if window.start < last:
            continue
        last = window.end
        span = Span(places[window.start], places[window.end - 1] + 1)
        values = {"text": span.of(reading.document.text), "right": formula.text, "source": formula.source}
        yield Finding(span, values | {"missing": ""}, "phrase")


def _windows(text: str, formula: Formula) -> Iterator[Span]:
    """Yield the places that are a few edits away from a phrase."""
    for member in formula.members:
        place = -1
        while (place := text.find(member, place + 1)) >= 0:
            window = _nearest(text, formula, Span(place, place + len(member)), formula.text.index(member))
            if window:
                yield window


def _nearest(text: str, formula: Formula, member: Span, offset: int) -> Span | None:
    """Return what is nearest to a phrase around one of its members, or None if it is right or too far."""
    right, most = formula.text, formula.distance
    around = text[max(0, member.start - offset - most) : member.start + len(right) + most]
    if right in around or any(wording in around for wording in formula.allowed):
        return None
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only for a part of a phrase that is not in the whole

    near: list[tuple[int, int, Span]] = []
    for start in range(max(0, member.start - offset - most), min(member.start, member.start - offset + most) + 1):
        for length in range(len(right) - most, len(right) + most + 1):
            window = Span(start, min(len(text), start + length))
            written = window.of(text)
            edges = formula.free_edges or (written[:1] == right[0] and written[-1:] == right[-1])
            if edges and window.end >= member.end:
                near.append((OSA.distance(written, right), abs(len(written) - len(right)), window))
    fewest, _, found = min(near, default=(0, 0, member))
    return found if 0 < fewest <= most else None


KIND = Kind(
    "formula",
    "固定提法缺项、改字",
    check,
    (),
    ("text", "missing", "right", "source"),
    ("order", "phrase"),
)
