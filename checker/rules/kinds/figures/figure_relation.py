"""A figure that does not follow from the others: shares, parts, growth, sums of tables."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.figures.inference.judging import OPEN, RIGHT
from checker.facts.figures.relations import RelationKind
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related

_SILENT = (RIGHT, OPEN)


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the stated figure of every relation of the wanted kind that fails; the variant says how."""
    wanted = {RelationKind(name) for name in rule.strings("relations")}
    verdicts = rule.strings("verdicts")
    others = rule.strings("other-verdicts")
    text = reading.document.text
    for relation in reading.relations:
        if relation.kind not in wanted or relation.verdict in _SILENT:
            continue
        if (verdicts and relation.verdict not in verdicts) or relation.verdict in others:
            continue
        values = {
            "text": relation.stated.span.of(text),
            "given": "、".join(quantity.span.of(text) for quantity in relation.given),
            "computed": relation.computed,
            "expected": relation.expected,
        }
        given = [quantity.span for quantity in relation.given[:6]]
        related = tuple(Related(span, f"据此计算：{span.of(text)}") for span in given)
        yield Finding(relation.stated.span, values, relation.verdict, related)


KIND = Kind(
    "figure-relation",
    "数字之间算不拢",
    check,
    (
        Option(
            "relations",
            "strings",
            "share 比率、average 平均数、parts 分项、rest 余数、growth 增减百分比、points 百分点、"
            "difference 增减量、granularity 整数可能性、table 表格合计、claim 说法、same 同一事物",
        ),
        Option("verdicts", "strings", "只报这些差错；不写则全报", ()),
        Option("other-verdicts", "strings", "这些差错由别的规则报", ()),
    ),
    ("text", "given", "computed", "expected"),
    (
        "truncated",
        "swapped",
        "digit",
        "dropped",
        "added",
        "scaled",
        "scale",
        "converted",
        "base",
        "amount",
        "direction",
        "complement",
        "input",
        "points",
        "percent",
        "share",
        "level",
        "near",
        "other",
        "exceeds",
        "incomplete",
        "infeasible",
        "average",
        "sum",
        "row",
        "mean",
        "same",
        "part",
        "product",
        "unit",
        "multiple",
        "tenths",
    ),
)
