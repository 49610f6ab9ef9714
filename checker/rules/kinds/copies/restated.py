"""A fact that is told again in hardly other words: in the next clause, or in another part of the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.facts.copies.restating import Stated, alike, restates, stated, with_the_same_figures
from checker.facts.outline.ordinals import without_ordinal
from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in, sentences_in, stripped
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_QUOTED = 40
"""Characters of a text that the message quotes."""
_SENTENCE_ENDS = "。;!?"
_ENDS = "。;,:!? 　"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Find the later of two such clauses side by side, or of two such sentences with the same figures."""
    folded = reading.document.folded
    empty = sorted(rule.strings("empty"), key=len, reverse=True)
    told: list[Span] = []
    against = rule.string("against")
    for block in reading.body:
        for span, other in _side_by_side(folded, block.span, empty, rule):
            told.append(span)
            yield _finding(reading, span, other)
    least = rule.integer("sentence")
    blocks = (block for block in reading.body if block.kind != "cell")
    spans = (without_ordinal(folded, span) for block in blocks for span in sentences_in(folded, block.span))
    for group in with_the_same_figures(folded, (span for span in spans if len(span) >= least)):
        sentences = [one for span in group if len((one := stated(folded, span, empty)).substance) >= least]
        for later, earlier in alike(sentences, float(rule.number("share")), rule.integer("more"), against):
            if not any(later.span.overlaps(span) for span in told) and not _excepted(folded, later, earlier, rule):
                told.append(later.span)
                yield _finding(reading, later.span, earlier.span)
    for block in reading.body:
        for span, other in _in_one_paragraph(folded, block.span, empty, rule):
            if not any(span.overlaps(place) for place in told):
                yield _finding(reading, span, other)


def _side_by_side(folded: str, block: Span, empty: Sequence[str], rule: Rule) -> Iterator[tuple[Span, Span]]:
    """Yield the second and the first of two neighbouring clauses of which one restates the other."""
    least, extra = rule.integer("clause"), rule.integer("extra")
    clauses = [(span, frozenset(span.of(folded))) for span in clauses_in(folded, block)]
    for (first_span, characters), (second_span, others) in pairwise(clauses):
        # Most neighbours share few characters, and need no closer look.
        if 2 * len(characters & others) < min(len(characters), len(others)):
            continue
        first, second = stated(folded, first_span, empty), stated(folded, second_span, empty)
        shorter = min(len(first.substance), len(second.substance))
        if shorter < least or _excepted(folded, first, second, rule):
            continue
        topic = folded[first_span.end - 1] in _SENTENCE_ENDS and folded[second_span.end - 1] not in _SENTENCE_ENDS
        if topic:
            continue  # 编制规划。编制规划,应当……
        if restates(first, second, min(extra, shorter // rule.integer("per-extra")), rule.string("against")):
            yield second_span, first_span


def _in_one_paragraph(folded: str, block: Span, empty: Sequence[str], rule: Rule) -> Iterator[tuple[Span, Span]]:
    """Yield a clause with figures and the earlier one of its paragraph that says the same without 全年, 累计."""
    least, times = rule.integer("paragraph"), sorted(rule.strings("times"), key=len, reverse=True)
    spans = [without_ordinal(folded, span) for span in clauses_in(folded, block)] if times else []
    for group in with_the_same_figures(folded, (span for span in spans if len(span) >= least)):
        first: dict[str, Stated] = {}
        for span in group:
            one = stated(folded, span, [*times, *empty])
            other = first.setdefault(one.substance, one)
            if stripped(other.span.of(folded)) == stripped(span.of(folded)):
                continue  # the same words are told by another rule
            if len(one.substance) >= least and not _excepted(folded, one, other, rule):
                yield span, other.span


def _excepted(folded: str, first: Stated, second: Stated, rule: Rule) -> bool:
    return any(search(rule.pattern("except"), one.span.of(folded)) for one in (first, second))


def _finding(reading: Reading, span: Span, other: Span) -> Finding:
    text = reading.document.text
    trimmed = Span(span.start, span.start + len(span.of(reading.document.folded).rstrip(_ENDS)))
    values = {
        "text": trimmed.of(text)[:_QUOTED],
        "place": reading.document.line_label(other.start),
        "other": other.of(text)[: len(other.of(reading.document.folded).rstrip(_ENDS))][:_QUOTED],
    }
    return Finding(trimmed, values, related=(Related(other, "另一处"),))


KIND = Kind(
    "restated",
    "同一件事换几个字又说一遍：相邻两句，或有同样数字的两句",
    check,
    (
        Option("empty", "strings", "不带事实的字词，比较时略去", ()),
        Option("clause", "integer", "相邻两句至少几个字", 7),
        Option("extra", "integer", "相邻两句中长的一句至多多几个字", 2),
        Option("per-extra", "integer", "每多一个字，短的一句至少要有几个字", 5),
        Option("times", "strings", "同一段里有数字的两个分句，只差这些就是一回事", ()),
        Option("paragraph", "integer", "同一段里有数字的分句，去掉不带事实的字词，至少几个字", 12),
        Option("sentence", "integer", "有数字的整句至少多少字", 16),
        Option("share", "number", "有数字的两句至少多大比例相同"),
        Option("more", "integer", "有数字的两句中长的一句至多多几个字", 8),
        Option("against", "string", "只有一句里有这些字的，意思不同", ""),
        Option("except", "pattern", "有这些的不算", ()),
    ),
    ("text", "place", "other"),
)
