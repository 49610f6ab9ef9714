"""A passage that stands in last year's report or in another body's."""

from __future__ import annotations

from collections.abc import Iterator

from checker.diagnostic import Finding
from checker.facts.copies import Copy
from checker.facts.passages import substance
from checker.facts.reading import Other, Reading
from checker.kind import Kind
from checker.rule import Option, Rule

_SHOWN = 24


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every run of sentences that the other report has too; standing formulas count for nothing.

    Variants: ``most`` when it is most of the report, ``figures`` when nothing but figures and names
    are new, ``reworded`` when words are too, ``plan`` when this year's plan is last year's.
    """
    for other, copies in reading.comparisons:
        if other.relationship.value != rule.string("from"):
            continue
        for copy in copies:
            if copy.characters >= rule.integer("minimum-characters"):
                yield Finding(copy.here, _values(reading, other, copy), _variant(reading, other, copy, rule))


def _variant(reading: Reading, other: Other, copy: Copy, rule: Rule) -> str:
    whole = substance(reading.passages, other.formulas)
    if 100 * copy.characters >= rule.integer("most") * whole:
        variant = "most"
    elif copy.reworded:
        variant = "reworded"
    elif not copy.same:
        variant = "figures"
    elif reading.in_plan(copy.here) and other.reading.in_plan(copy.there):
        variant = "plan"
    else:
        variant = ""
    if variant not in rule.variants and copy.reworded:
        variant = "reworded"
    return variant if variant in rule.variants else ""


def _values(reading: Reading, other: Other, copy: Copy) -> dict[str, str]:
    there = other.reading
    return {
        "opening": reading.document.text[copy.here.start : copy.here.end].split("\n")[0].strip()[:_SHOWN],
        "characters": str(copy.characters),
        "part": str(100 * copy.characters // max(1, substance(reading.passages, other.formulas))),
        "sentences": str(len(copy.pairs)),
        "path": there.document.path,
        "line": str(there.document.place(copy.there.start).line),
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
        Option("most", "integer", "占全文(不计套话)百分之多少,算大部分照抄"),
    ),
    ("opening", "characters", "part", "sentences", "path", "line", "issuer", "year"),
    ("most", "figures", "reworded", "plan"),
    compares=True,
)
