"""Kinds that check for repeated text, in one report or in several."""

from __future__ import annotations

from checker.rules.kinds.copies import (
    copied_passage,
    repeated_clause,
    repeated_item,
    repeated_passage,
    repeated_plan,
    repeated_signature,
    restated,
)

KINDS = (
    copied_passage.KIND,
    repeated_clause.KIND,
    repeated_item.KIND,
    repeated_passage.KIND,
    repeated_plan.KIND,
    repeated_signature.KIND,
    restated.KIND,
)
