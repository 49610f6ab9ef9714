"""What cannot be more than something else: 办结 ≤ 受理, 成功 ≤ 调解."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
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
_LIST, _CLAUSE = "、", ",;:。"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the smaller thing's figure where it is the larger, for neighbours in one unit and sentence."""
    folded, text = reading.document.folded, reading.document.text
    pairs = [pair.split("≤") for pair in rule.strings("pairs")]
    for block, quantities in reading.quantities:
        exact = [quantity for quantity in quantities if quantity.exact]
        if not any(map(_greater, exact, exact[1:])):
            continue
        for sentence in sentences_in(folded, block.span):
            pairs_inside = [pair for pair in pairwise(within(exact, sentence)) if _greater(*pair)]
            if not pairs_inside or search(rule.pattern("except"), folded, sentence.start, sentence.end):
                continue
            for whole, part in pairs_inside:
                named = next((pair for pair in pairs if _named(folded, whole, part, *pair)), None)
                listed = _with_those_before(folded, within(exact, sentence), whole)
                if named and _close(reading, whole, part) and part.value > listed:
                    values = {
                        "text": Span(whole.span.start, part.span.end).of(text),
                        "part": f"{named[0]}{part.number}{part.unit}",
                        "whole": f"{named[1]}{whole.number}{whole.unit}",
                    }
                    yield Finding(part.span, values, related=(Related(whole.span, f"此处为{whole.span.of(text)}"),))


def _greater(whole: Quantity, part: Quantity) -> bool:
    return whole.unit == part.unit and part.value > whole.value


def _named(folded: str, whole: Quantity, part: Quantity, smaller: str, larger: str) -> bool:
    whole_name, part_name = whole.measure.of(folded), part.measure.of(folded)
    return larger in whole_name and smaller not in whole_name and smaller in part_name


def _with_those_before(folded: str, exact: Sequence[Quantity], whole: Quantity) -> Decimal:
    """23名干部、17名聘用人员参加,40名合格: a whole that ends a list is all of the list."""
    total, following = whole.value, whole
    for one in reversed([one for one in exact if one.span.end <= whole.span.start]):
        between = folded[one.span.end : following.span.start]
        if one.unit != whole.unit or _LIST not in between or any(mark in between for mark in _CLAUSE):
            break
        total, following = total + one.value, one
    return total


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
