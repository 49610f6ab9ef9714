"""A passage that is copied from last year's report or from the report of another body."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.copies.comparison import Copy
from checker.facts.reading import ComparedReport, Overlap, Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding

_OPENING_LENGTH = 24
"""Characters of a passage that the message quotes."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every run of sentences that the other report contains too, standing formulas not counted.

    Variants: ``most`` if the run is most of the report, ``figures`` if only figures and names differ, ``reworded`` if
    other words differ too, ``plan`` if the plan of this year is that of last year.
    """
    for overlap in reading.comparisons:
        if overlap.compared.relationship.value != rule.string("from"):
            continue
        for copy in overlap.copies:
            if copy.characters >= rule.integer("minimum-characters"):
                part = 100 * copy.characters // overlap.substance
                yield Finding(
                    copy.here, _values(reading, overlap.compared, copy, part), _variant(reading, overlap, copy, rule)
                )


def _variant(reading: Reading, overlap: Overlap, copy: Copy, rule: Rule) -> str:
    """Return the first case that applies and that is a variant of the rule."""
    cases = {
        "most": 100 * copy.characters >= rule.integer("most") * overlap.substance,
        "reworded": copy.reworded,
        "figures": not copy.same,
        "plan": copy.same and reading.in_plan(copy.here) and overlap.compared.reading.in_plan(copy.there),
    }
    return next((name for name, applies in cases.items() if applies and name in rule.variants), "")


def _values(reading: Reading, compared: ComparedReport, copy: Copy, part: int) -> dict[str, str]:
    there = compared.reading
    return {
        "opening": copy.here.of(reading.document.text).split("\n")[0].strip()[:_OPENING_LENGTH],
        "characters": str(copy.characters),
        "part": str(part),
        "sentences": str(len(copy.pairs)),
        "path": there.document.path,
        "place": there.document.line_label(copy.there.start),
        "issuer": there.identity.issuer.value if there.identity.issuer else "另一机关",
        "year": str(there.identity.report_year or ""),
    }


KIND = Kind(
    "copied-passage",
    "与上年报告或其他机关的报告相同的段落",
    check,
    (
        Option("from", "string", "previous 上年报告、other 其他机关的报告"),
        Option("minimum-characters", "integer", "去掉套话后至少多少字"),
        Option("most", "integer", "占全文（不计套话）百分之多少，算大部分照抄"),
    ),
    ("opening", "characters", "part", "sentences", "path", "place", "issuer", "year"),
    ("most", "figures", "reworded", "plan"),
    compares=True,
)
