"""Words of approximation around an exact figure, or twice around one figure."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.figures.quantities import Quantity
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_ROUND = 10


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """``fault`` exact: 近196件, 432余处; twice: 约11000多人."""
    twice = rule.string("fault") == "twice"
    text = reading.document.text
    for _, quantities in reading.quantities:
        for quantity in (quantity for quantity in quantities if quantity.approximate):
            before = quantity.before if quantity.before in rule.strings("before") else ""
            said = quantity.after or (quantity.behind if twice else "")
            after = said if said in rule.strings("after") else ""
            start = quantity.span.start - len(before)
            where = Span(start, quantity.span.end + (len(quantity.behind) if twice else 0))
            values = {
                "text": where.of(text),
                "number": quantity.number,
                "before": before,
                "after": after,
                "word": before or after,
                "unit": quantity.unit,
            }
            if twice:
                if before and after:
                    yield Finding(where, values)
            elif not (before and after) and (before or after) and _is_exact(quantity, rule):
                if quantity.span in reading.derived_figures or _shared(
                    reading, quantity, rule
                ):  # 约34件 is right where it was computed
                    continue
                yield Finding(Span(start, quantity.span.end), values)


def _shared(reading: Reading, quantity: Quantity, rule: Rule) -> bool:
    """每千人约131户, 每名由约54家降到约39家: the clause tells of what is shared among others."""
    folded = reading.document.folded
    start = max(folded.rfind(mark, 0, quantity.span.start) for mark in ",;。\n") + 1
    return search(rule.pattern("except"), folded, start, quantity.span.start) is not None


def _is_exact(quantity: Quantity, rule: Rule) -> bool:
    """A whole number that is not round: 196, 432; not 250, 1.2万, 620."""
    if quantity.family not in rule.strings("families") or quantity.scale or quantity.decimals or quantity.chinese:
        return False
    return quantity.value >= rule.integer("from") and quantity.value % _ROUND != 0


KIND = Kind(
    "approximation",
    "确数加约数词、约数词叠用",
    check,
    (
        Option("fault", "string", "exact 或 twice"),
        Option("before", "strings", "数前的约数词", ()),
        Option("after", "strings", "数后的约数词", ()),
        Option("except", "pattern", "分句里出现则是平均数，不查", ()),
        Option("families", "strings", "哪些单位族", ("count", "money", "area", "length")),
        Option("from", "integer", "多大的数才算确数", 0),
    ),
    ("text", "number", "before", "after", "word", "unit"),
)
