"""Fixes that replace a span. The rule determines whether a fix is safe."""

from __future__ import annotations

from collections.abc import Mapping

from checker.text.diagnostic import Edit, Fix
from checker.text.span import Span


def replacement(span: Span, text: str, evidence: str = "") -> tuple[Fix, ...]:
    """Return one fix that replaces ``span`` by ``text``; the engine sets its safety from the rule."""
    return (Fix(f"改为“{text}”{evidence}", "unsafe", (Edit(span, text),)),)


def choices(span: Span, candidates: Mapping[str, str]) -> tuple[Fix, ...]:
    """Return a fix for each candidate, its evidence in its title; of several no program chooses, only a person does."""
    several = len(candidates) > 1
    found = (replacement(span, text, evidence if several else "") for text, evidence in candidates.items())
    return tuple(fix for fixes in found for fix in fixes)
