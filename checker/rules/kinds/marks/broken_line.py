"""A sentence that is broken by a line end: 我局全面贯彻⏎上级的部署."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from checker.facts.outline.ordinals import decimal_at, item_at, ordinal_at
from checker.facts.reading import Reading
from checker.knowledge.language_model.symbols import is_han
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.document import Block
from checker.text.span import Span

_SHOWN = 8
"""Characters on both sides of the break that the message quotes."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the end of every such line; where there are many, the lines of the document are wrapped."""
    broken = [(one, other) for one, other in pairwise(reading.body) if _is_broken(reading, rule, one, other)]
    if len(broken) > rule.integer("maximum"):
        return
    text = reading.document.text
    for one, other in broken:
        values = {
            "text": text[max(one.span.start, one.span.end - _SHOWN) : one.span.end],
            "next": text[other.span.start : other.span.start + _SHOWN],
        }
        yield Finding(Span(one.span.end - 1, one.span.end), values, related=(Related(other.span, "下半句在此"),))


def _is_broken(reading: Reading, rule: Rule, one: Block, other: Block) -> bool:
    """Return True if the first line ends within a clause that the second goes on with.

    Either the line is a clause of its own subject without an object, or the next begins with what begins no sentence.
    """
    folded = reading.document.folded
    if not is_han(folded[one.span.end - 1]) or {one.kind, other.kind} != {"paragraph"}:
        return False
    if _is_numbered(folded, other) or item_at(folded, other.span):
        return False
    line = one.span.of(folded)
    numbered = _is_numbered(folded, one) and "。" not in line
    continued = rule.pattern("continued").match(folded, other.span.start, other.span.end) is not None
    return not numbered and (search(rule.pattern("open"), line) is not None or (continued and "," in line))


def _is_numbered(folded: str, block: Block) -> bool:
    """Return True for a line that begins with the number of a heading, 1.2 included."""
    return (ordinal_at(folded, block.span) or decimal_at(folded, block.span)) is not None


KIND = Kind(
    "broken-line",
    "一句话被换行断成两段",
    check,
    (
        Option("open", "pattern", "行末是这样的，句子没有完"),
        Option("continued", "pattern", "下一行这样开头，是接着上一行"),
        Option("maximum", "integer", "多于几处，是全文断行"),
    ),
    ("text", "next"),
)
