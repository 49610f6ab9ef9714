"""What is wrong in most places may be right in this one: the model of the official language is asked."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from checker.facts.reading import Reading
from checker.rules.rule import Option, Rule
from checker.text.span import Span

CONTEXT = Option("context", "number", "改后的句子按公文语言模型至少要多少（2 的幂）才算；不写则不问", Decimal(-1000))
_UNASKED = -1000


def likelier(reading: Reading, rule: Rule, span: Span, rights: Iterable[str]) -> bool:
    """True when one of the rights makes the text as much likelier as is asked for, or has a character never counted.

    Of such a one (葺 of 修葺) the model knows nothing; what the list says holds.
    """
    least = rule.number(CONTEXT.name)
    return least <= _UNASKED or any(
        reading.gain(span, right) >= least or not reading.modelled.model.counted(right) for right in rights
    )
