"""The plan mends the same lack for more units than are said to have it: 9个未配齐…, 为11个补齐…."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in, share_substring
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, finditer
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every count in the plan that is larger than the count of the units that lack the same thing.

    A smaller one says nothing: not all need be done in one year.
    """
    parts = {part.part.id: part for part in reading.parts}
    shortcomings, plan = parts.get(rule.string("part")), parts.get(rule.string("answer"))
    if not shortcomings or not plan:
        return
    folded = reading.document.folded
    lacks = [
        match for span in shortcomings.spans for match in finditer(rule.pattern("lacks"), folded, span.start, span.end)
    ]
    if not lacks:
        return
    for span in plan.spans:
        for clause in clauses_in(folded, span):
            for match in finditer(rule.pattern("counts"), folded, clause.start, clause.end):
                yield from _compared(reading, rule, match, clause, lacks)


def _compared(reading: Reading, rule: Rule, match: Match, clause: Span, lacks: list[Match]) -> Iterator[Finding]:
    text = reading.document.text
    for lack in lacks:
        same = lack["unit"] == match["unit"] and lack.end() <= clause.start
        behind = reading.document.folded[match.end() : clause.end]
        if same and share_substring(lack["lack"], behind, rule.integer("shared")):
            if int(match["count"]) > int(lack["count"]):
                span, other = Span(*match.span()), Span(lack.start("count"), lack.end())
                values = {"text": span.of(text), "other": other.of(text), "count": lack["count"]}
                yield Finding(span, values, related=(Related(other, "前面的不足"),))
            return


KIND = Kind(
    "promised-count",
    "安排里补齐的单位比不足里缺的还多",
    check,
    (
        Option("part", "string", "不足所在部分的 id"),
        Option("answer", "string", "安排所在部分的 id"),
        Option("lacks", "pattern", "几个单位缺什么,含 (?P<count>) (?P<unit>) (?P<lack>)"),
        Option("counts", "pattern", "安排里的个数和单位,含 (?P<count>) (?P<unit>)"),
        Option("shared", "integer", "缺的和补的至少连着几个字相同", 4),
    ),
    ("text", "other", "count"),
)
