"""A wording that does not fit the issuer by the ending of its name: 镇党委 in the report of a 乡."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Pattern, finditer, free_matches, match_span, search
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every match of the patterns of the issuer's form.

    Nothing is reported if there are more matches than ``maximum``, or not more of the issuer's own form than of them:
    then the name of the issuer is in doubt and not the wording.
    """
    issuer = reading.identity.issuer
    if issuer is None:
        return
    name = "".join(issuer.value.split())
    forms = rule.pattern_table("issuers")
    for form, wrong in rule.pattern_table("patterns").items():
        if not search(forms[form], name):
            continue
        spans = [
            span for block in reading.candidate_blocks(wrong) for span in _matches(reading, rule, wrong, block.span)
        ]
        own = rule.pattern_table("own").get(form)
        if not spans or len(spans) > rule.integer("maximum") or (own and _count(reading, own) < 2 * len(spans)):
            continue
        for span in spans:
            yield Finding(span, {"text": span.of(reading.document.text), "issuer": issuer.value})


def _matches(reading: Reading, rule: Rule, wrong: Pattern, within: Span) -> list[Span]:
    folded = reading.document.folded
    matches = free_matches(wrong, rule.pattern("except"), folded, within.start, within.end)
    return [Span(*match_span(match)) for match in matches]


def _count(reading: Reading, own: Pattern) -> int:
    folded = reading.document.folded
    return sum(1 for block in reading.body for _ in finditer(own, folded, block.span.start, block.span.end))


KIND = Kind(
    "issuer-form",
    "与报告机关名称不相称的写法（正则，按机关名称的末尾）",
    check,
    (
        Option("issuers", "pattern-table", "哪一类机关：名称的写法"),
        Option("patterns", "pattern-table", "哪一类机关 → 不应出现的写法;(?P<here>…) 缩小标出的范围", prefiltered=True),
        Option("own", "pattern-table", "哪一类机关 → 与它相称的写法，须比不相称的多一倍", {}),
        Option("maximum", "integer", "多于这么多处，是机关名称没有读对"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
    ),
    ("text", "issuer"),
)
