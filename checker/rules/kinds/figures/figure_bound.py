"""What cannot be more than something else: 办结 ≤ 受理, 成功 ≤ 调解."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.facts.figures.quantities import Quantity, within
from checker.facts.reading import Reading
from checker.facts.sentences import sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_MARKS = 4
"""Characters of punctuation and small words between two figures that belong together."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the smaller thing's figure where it is the larger, for neighbours in one unit and sentence."""
    folded, text = reading.document.folded, reading.document.text
    pairs = [pair.split("≤") for pair in rule.strings("pairs")]
    for block, quantities in reading.quantities:
        for sentence in sentences_in(folded, block.span) if len(quantities) > 1 else ():
            inside = [quantity for quantity in within(quantities, sentence) if quantity.exact]
            if len(inside) < 2 or search(rule.pattern("except"), folded, sentence.start, sentence.end):
                continue
            for whole, part in pairwise(inside):
                if whole.unit != part.unit or part.value <= whole.value:
                    continue
                named = next((pair for pair in pairs if _named(folded, whole, part, *pair)), None)
                if named and _close(reading, whole, part):
                    values = {
                        "text": Span(whole.span.start, part.span.end).of(text),
                        "part": f"{named[0]}{part.number}{part.unit}",
                        "whole": f"{named[1]}{whole.number}{whole.unit}",
                    }
                    yield Finding(part.span, values, related=(Related(whole.span, f"此处为{whole.span.of(text)}"),))


def _named(folded: str, whole: Quantity, part: Quantity, smaller: str, larger: str) -> bool:
    whole_name, part_name = whole.measure.of(folded), part.measure.of(folded)
    return larger in whole_name and smaller not in whole_name and smaller in part_name


def _close(reading: Reading, whole: Quantity, part: Quantity) -> bool:
    """Nothing but the part's own name, with a mark and 其中 before it, stands between."""
    between = reading.document.folded[whole.span.end : part.span.start]
    return len(reading.lexicon.relations.of_which.sub("", between)) <= len(part.name) + _MARKS


KIND = Kind(
    "figure-bound",
    "部分多于整体",
    check,
    (
        Option("pairs", "strings", "小≤大"),
        Option("except", "pattern", "句中出现则不比较", ()),
    ),
    ("text", "part", "whole"),
)
