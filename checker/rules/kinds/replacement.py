"""The fix that replaces a span. The rule determines whether the fix is safe."""

from __future__ import annotations

from checker.text.diagnostic import Edit, Fix
from checker.text.span import Span


def replacement(span: Span, text: str) -> tuple[Fix, ...]:
    """Return one fix that replaces ``span`` by ``text``; the engine sets its safety from the rule."""
    return (Fix(f"改为“{text}”", "unsafe", (Edit(span, text),)),)
