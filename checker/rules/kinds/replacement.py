"""How a kind offers a cure; whether it may be applied is the rule's to say."""

from __future__ import annotations

from checker.text.diagnostic import Edit, Fix
from checker.text.span import Span


def replacement(span: Span, text: str) -> tuple[Fix, ...]:
    """One fix that puts ``text`` in the place of ``span``; the engine sets its safety from the rule."""
    return (Fix(f"改为“{text}”", "unsafe", (Edit(span, text),)),)
