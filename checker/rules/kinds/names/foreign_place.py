"""Another place of the issuer's own kind, where nothing says what it has to do with the issuer."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.names.places import places_in
from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Pattern, finditer, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_BOUNDS = ",;:()"
"""Between these marks the words stand that say what a place has to do with the issuer."""
_LISTED = 6
"""Characters between two places that stand in one list."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every place of the type of the issuer's own, or of the one above it, that is another one.

    Places in a list, in titles and in sentences that tell of a relation are not reported, nor are those that the report
    names again and again.
    """
    issuer, folded = reading.identity.issuer, reading.document.folded
    if issuer is None or not reading.identity.is_report:
        return
    name = "".join(issuer.value.split())
    for types in _types(reading, rule):
        spans = [
            span
            for block in reading.candidate_blocks(types)
            for span in places_in(
                folded, block.span, types, rule.string("leads"), rule.string("never"), rule.string("complements")
            )
        ]
        foreign = [
            span
            for span in spans
            if _is_foreign(reading, span.of(folded), name, types)
            and not reading.places.related(span.of(folded), reading.own_names[1:])
        ]
        places: dict[str, list[Span]] = {}
        for span in foreign:
            places.setdefault(span.of(folded), []).append(span)
        for named in places.values():
            # What is said of a place once holds wherever it is named again.
            if len(named) <= rule.integer("maximum") and not any(
                _is_related(reading, rule, span, foreign) for span in _mentions(reading, named[0].of(folded))
            ):
                for span in named:
                    if folded[span.end : span.end + 1] != "\t":
                        yield Finding(span, {"text": span.of(reading.document.text), "issuer": issuer.value})


def _types(reading: Reading, rule: Rule) -> list[Pattern]:
    """Return the patterns of the types of the issuer's places, which exclude each other within one level."""
    levels = rule.pattern_table("issuers")
    named = {level for level, own in levels.items() for place in reading.own_names if search(own, place)}
    return [rule.pattern_table("types")[level] for level in levels if level in named]


def _is_foreign(reading: Reading, place: str, issuer: str, types: Pattern) -> bool:
    kind = search(types, place, 1)
    stem = place[: kind.start()] if kind else place[:-1]  # 雁渚经开区 is 雁渚经济技术开发区
    # In 让云栈经开区 a word stands before the issuer's own name.
    return not any(part in issuer for part in (stem, stem[1:]) if len(part) > 1) and not any(
        place in own or place.endswith(own) for own in reading.own_names
    )


def _mentions(reading: Reading, place: str) -> Iterator[Span]:
    """Yield where the body writes the name of a place, also where no word boundary shows it: 邻近的白塘镇."""
    folded = reading.document.folded
    for block in reading.body:
        at = folded.find(place, block.span.start, block.span.end)
        while at >= 0:
            yield Span(at, at + len(place))
            at = folded.find(place, at + len(place), block.span.end)


def _is_related(reading: Reading, rule: Rule, span: Span, places: list[Span]) -> bool:
    if any(0 < abs(span.start - other.start) <= len(span) + _LISTED for other in places):
        return True
    folded, block = reading.document.folded, reading.block_of(span).span
    sentence = enclosing(sentences_in(folded, block), span.start)
    if sentence is None:
        return False
    if any(
        match.start() < span.end and span.start < match.end()
        for match in finditer(rule.pattern("except"), folded, sentence.start, sentence.end)
    ):
        return True
    start = max(folded.rfind(mark, sentence.start, span.start) for mark in _BOUNDS) + 1
    ends = [at for mark in _BOUNDS if (at := folded.find(mark, span.end, sentence.end)) >= 0]
    around = (max(start, sentence.start), min(ends, default=sentence.end))
    return search(rule.pattern("relation"), folded, *around) is not None


KIND = Kind(
    "foreign-place",
    "别的乡镇、街道、县区的名称",
    check,
    (
        Option("issuers", "pattern-table", "层级 → 报告机关所在地名的末尾"),
        Option("types", "pattern-table", "层级 → 地名的类别（镇、县），后面不是别的字", prefiltered=True),
        Option("leads", "string", "地名前可以有的单字"),
        Option("never", "string", "地名里没有的字"),
        Option("complements", "string", "动词后面的补语：用好、抓实不是地名", ""),
        Option("relation", "pattern", "句中有这些，是说与别处的关系"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("maximum", "integer", "同一地名多于几处，就不是笔误"),
    ),
    ("text", "issuer"),
)
