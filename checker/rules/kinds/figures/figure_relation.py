"""A figure that does not follow from the others: shares, parts, growth, sums of tables."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.figures.relations import RIGHT, RelationKind
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related

_SILENT = (RIGHT, "open")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the stated figure of every relation of the wanted kind that fails; the variant says how."""
    wanted = RelationKind(rule.string("relation"))
    text = reading.document.text
    for relation in reading.relations:
        if relation.kind is not wanted or relation.verdict in _SILENT:
            continue
        values = {
            "text": relation.stated.span.of(text),
            "given": "、".join(quantity.span.of(text) for quantity in relation.given),
            "computed": relation.computed,
            "expected": relation.expected,
        }
        related = tuple(Related(quantity.span, f"据此计算:{quantity.span.of(text)}") for quantity in relation.given[:3])
        yield Finding(relation.stated.span, values, relation.verdict, related)


KIND = Kind(
    "figure-relation",
    "数字之间算不拢",
    check,
    (Option("relation", "string", "share 比率、parts 分项、growth 增减、granularity 整数可能性、table 表格合计"),),
    ("text", "given", "computed", "expected"),
    ("truncated", "wrong", "exceeds", "incomplete", "direction", "infeasible", "average", "sum"),
)
