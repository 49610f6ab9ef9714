"""Headings that run into the paragraph that follows them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from checker.facts.outline.headings import Heading
from checker.facts.outline.numbering import sibling_groups
from checker.facts.outline.ordinals import Level, item_at, ordinal_at
from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in, sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_FACTOR = 2.0
"""A title without an end is longer than the median title of its level by more than this factor."""
_CLAUSE_FACTOR = 1.4
"""Its first clause is longer than the longest first clause of the others by more than this factor."""
_MANY = 4
"""Siblings. From this number on the second longest clause is compared, as another title may lack its end too."""
_INNER = 4
"""Characters of the shortest title before a list that begins behind it: 抓化解…一是."""
_VERB = 4
"""Characters before the cited title with which a heading begins."""
_LONG = 30
"""Characters of what is rather a paragraph than a title."""
_SHORT, _SLACK = 16, 10
"""Characters of a title that is not long yet, and by how many it must be longer than all that stand apart."""
_SECOND = 2
_APART = 2
"""Headings that stand apart, at least, where the text behind the one that does not begins with a full stop."""
_CLAUSES = 2
"""Clauses of a title in which the next sentence may begin without a mark."""
_MARKS = "。;,:!?"
_STOPS = "。;"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for first-level headings inside a paragraph and for titles without an end (variant ``unended``).

    The variant ``item`` is a heading on whose line the first item of its list stands.

    A title is taken to lack its end if the whole title and its first clause are much longer than those of its siblings.
    """
    numbered = [heading for heading in reading.outline.headings if heading.ordinal]
    for heading, end in _before_first_item(reading, numbered):
        title = Span(heading.title.start, end)
        values = {"text": title.of(reading.document.text), "length": str(len(title))}
        yield Finding(Span(heading.span.start, end), values, "item")
    joined, lone = _among_siblings(reading, rule)
    run_in = [heading for heading in numbered if not heading.own_line or heading in joined]
    sentences = _items_of_one_sentence(reading)
    told: list[Heading] = []
    for heading in _before_colon(reading, numbered, rule):
        yield _finding(reading, heading, _first_clause(reading, heading), "unended")
    for level in sorted({heading.level for heading in run_in}):
        group = [heading for heading in run_in if heading.level == level]
        unended = [heading for heading in _unended(reading, group, rule) if heading not in sentences]
        unended += [heading for heading in joined if heading.level == level and heading not in unended]
        told += unended
        for heading in group:
            if heading in unended:
                yield _finding(reading, heading, _run_in_clauses(reading, heading), "unended")
            elif heading in lone:
                yield _finding(reading, heading, heading.span, "lone")
            elif level == Level.FIRST and heading.stopped:
                yield _finding(reading, heading, heading.span, "")
    for heading in _going_on(reading, rule):
        if heading not in told and heading not in sentences:
            yield _finding(reading, heading, _run_in_clauses(reading, heading), "unended")


def _before_first_item(reading: Reading, headings: list[Heading]) -> Iterator[tuple[Heading, int]]:
    """Yield a heading on whose line the first item of a deeper list stands, with its end; item 2 follows."""
    folded = reading.document.folded
    for heading, following in pairwise(headings):
        second = following.ordinal
        if not heading.own_line or second is None or second.number != _SECOND or following.level <= heading.level:
            continue
        for at in range(heading.title.start + _INNER, heading.title.end):
            first = ordinal_at(folded, Span(at, heading.block.span.end))
            if first and (first.number, first.level, first.mark) == (1, second.level, second.mark):
                yield heading, at
                break


def _before_colon(reading: Reading, headings: list[Heading], rule: Rule) -> Iterator[Heading]:
    """Yield the first-level heading of a line that goes on with a clause and a colon although its siblings do not."""
    group = [heading for heading in headings if heading.level == Level.FIRST and heading.own_line]
    open_ones = [h for h in group if reading.document.folded[h.block.span.end - 1] == ":"]
    if len(open_ones) == 1 and len(group) > rule.integer("minimum-siblings"):
        heading = open_ones[0]
        longest = max(len(other.title) for other in group if other is not heading)
        if "," in heading.title.of(reading.document.folded) and len(heading.title) > longest:
            yield heading


def _among_siblings(reading: Reading, rule: Rule) -> tuple[list[Heading], list[Heading]]:
    """Return the headings that are joined with their text although all their siblings stand apart.

    The second list are those that end with a full stop before the text.
    """
    joined, lone = [], []
    for siblings in sibling_groups(reading.outline):
        group = [heading for heading in siblings if heading.ordinal and not heading.own_line]
        apart = [heading for heading in siblings if heading.ordinal and heading.own_line]
        if not group:
            group = _whole_paragraph(reading, apart, rule)
            apart = [heading for heading in apart if heading not in group]
        if any(reading.document.folded[heading.block.span.end - 1] in _STOPS for heading in apart):
            continue  # paragraphs of one sentence, not headings
        if len(group) == 1 and _joined(reading, apart, group[0], rule):
            joined += group
        elif len(group) == 1 and len(apart) >= _APART and group[0].stopped:
            lone += group
    return joined, lone


def _whole_paragraph(reading: Reading, headings: list[Heading], rule: Rule) -> list[Heading]:
    """Return the one heading whose line is a paragraph of text, and ends like one, where all others are titles."""
    ended = [heading for heading in headings if reading.document.folded[heading.block.span.end - 1] in _STOPS]
    others = [heading for heading in headings if heading not in ended]
    if len(ended) != 1 or len(others) < rule.integer("minimum-siblings"):
        return []
    return ended if is_paragraph(reading, ended[0], others) else []


def is_paragraph(reading: Reading, heading: Heading, others: list[Heading]) -> bool:
    """Return True for a heading of several clauses that is much longer than the others: text runs on behind it."""
    length, longest = len(heading.title), max((len(other.title) for other in others), default=0)
    long = length >= _LONG and length > _FACTOR * longest
    return long and "," in heading.title.of(reading.document.folded)


def _items_of_one_sentence(reading: Reading) -> set[Heading]:
    """Return the headings whose siblings are mostly paragraphs of one sentence: a list, not headings."""
    found: set[Heading] = set()
    for siblings in sibling_groups(reading.outline):
        single = [h for h in siblings if _is_one_sentence(reading, h)]
        if 2 * len(single) > len(siblings):
            found.update(siblings)
    return found


def _is_one_sentence(reading: Reading, heading: Heading) -> bool:
    folded = reading.document.folded
    return folded[heading.block.span.end - 1] in _STOPS and len(sentences_in(folded, heading.block.span)) == 1


def _joined(reading: Reading, apart: list[Heading], heading: Heading, rule: Rule) -> bool:
    """Return True for a title that goes on far beyond its siblings, which all stand apart."""
    if len(apart) < rule.integer("minimum-siblings"):
        return False
    longest = max(len(other.title) for other in apart)
    if item_at(reading.document.folded, Span(heading.title.start, heading.title.end)) is None:
        inner = (Span(at, heading.title.end) for at in range(heading.title.start + _INNER, heading.title.end))
        if any((item := item_at(reading.document.folded, span)) and item.number == 1 for span in inner):
            return True
    return not heading.stopped or len(heading.title) > max(longest, _SHORT) + _SLACK


def _unended(reading: Reading, group: list[Heading], rule: Rule) -> list[Heading]:
    stopped = [heading for heading in group if heading.stopped]
    titles = sorted(len(heading.title) for heading in stopped)
    clauses = sorted(len(_first_clause(reading, heading)) for heading in stopped)
    suspects = []
    for heading in group:
        count = len(stopped) - heading.stopped
        cited = _leading_citation(reading, heading)
        if count < rule.integer("minimum-siblings") or len(heading.title) - cited < rule.integer("minimum-length"):
            continue
        clause = len(_first_clause(reading, heading))
        # Only the siblings are compared: the lengths of the heading itself are left out of both lists.
        other_titles = _SortedWithout(titles, len(heading.title) if heading.stopped else None)
        other_clauses = _SortedWithout(clauses, clause if heading.stopped else None)
        longest = other_clauses.at(count - 1 if count < _MANY else count - 2)
        if len(heading.title) > _FACTOR * other_titles.median() and clause > _CLAUSE_FACTOR * longest:
            suspects.append(heading)
    return suspects


def _going_on(reading: Reading, rule: Rule) -> Iterator[Heading]:
    """Yield a heading in which a new sentence begins without a mark: 加强规划引领|严格贯彻执行上级部署.

    All its siblings, be it one, end with a full stop, much sooner.
    """
    folded = reading.document.folded
    for siblings in sibling_groups(reading.outline):
        members = [heading for heading in siblings if heading.ordinal]
        long_ones = [heading for heading in members if not heading.stopped or len(heading.title) > _SHORT]
        if len(long_ones) != 1 or len(members) == 1:
            continue
        heading = long_ones[0]
        longest = max(len(other.title) for other in members if other is not heading)
        sentence = sentences_in(folded, Span(heading.title.start, heading.block.span.end))[0]
        clauses = clauses_in(folded, sentence)[:_CLAUSES]
        opened = any(search(rule.pattern("openers"), clause.of(folded)) for clause in clauses)
        if opened and len(sentence) > max(_FACTOR * longest, _SHORT + _SLACK):
            yield heading


def _leading_citation(reading: Reading, heading: Heading) -> int:
    """Return the length of a cited title with which a heading begins: 落实《…指导意见》 is a short heading."""
    start = heading.title.start
    return next((len(t.span) for t in reading.references.closed if start <= t.span.start <= start + _VERB), 0)


class _SortedWithout:
    """A view of a sorted list of numbers without one occurrence of ``excluded``, if that is not None."""

    def __init__(self, numbers: list[int], excluded: int | None) -> None:
        self._numbers = numbers
        self._excluded_index = len(numbers) if excluded is None else bisect_left(numbers, excluded)
        self._count = len(numbers) - (excluded is not None)

    def at(self, index: int) -> int:
        return self._numbers[index + (index >= self._excluded_index)]

    def median(self) -> float:
        half = self._count // 2
        return self.at(half) if self._count % 2 else (self.at(half - 1) + self.at(half)) / 2


def _first_clause(reading: Reading, heading: Heading) -> Span:
    clauses = clauses_in(reading.document.folded, Span(heading.title.start, heading.block.span.end))
    clause = clauses[0] if clauses else heading.title
    text = clause.of(reading.document.folded)
    return Span(heading.span.start, clause.start + len(text.rstrip(_MARKS)))


def _run_in_clauses(reading: Reading, heading: Heading) -> Span:
    """Return as many clauses as the titles of the siblings have: the heading ends somewhere in the last of them."""
    folded = reading.document.folded
    group = next((group for group in sibling_groups(reading.outline) if heading in group), ())
    counts = [sibling.title.of(folded).count(",") for sibling in group if sibling is not heading and sibling.own_line]
    clauses = clauses_in(folded, Span(heading.title.start, heading.block.span.end))
    number = min(max(counts, default=0), 1 if len(clauses) > 1 else 0)
    if not number:
        return _first_clause(reading, heading)
    clause = clauses[number]
    return Span(heading.span.start, clause.start + len(clause.of(folded).rstrip(_MARKS)))


def _finding(reading: Reading, heading: Heading, span: Span, variant: str) -> Finding:
    text = reading.document.text
    return Finding(span, {"text": heading.title.of(text)[:24], "length": str(len(heading.title))}, variant)


KIND = Kind(
    "heading-run-in",
    "标题与正文连成一段",
    check,
    (
        Option("minimum-siblings", "integer", "至少几个同级标题才比较", 2),
        Option("minimum-length", "integer", "标题至少多少字才算过长", 30),
        Option("openers", "pattern", "分句里几个字之后有这些，是另一句的开头", ()),
    ),
    ("text", "length"),
    ("unended", "lone", "item"),
)
