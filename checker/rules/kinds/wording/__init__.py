"""Kinds that look for wordings: lists, expressions, set phrases."""

from __future__ import annotations

from checker.rules.kinds.wording import (
    character_form,
    formula,
    near_term,
    pattern,
    profile_pattern,
    unusual,
    word_table,
    wording,
)

KINDS = (
    character_form.KIND,
    formula.KIND,
    near_term.KIND,
    pattern.KIND,
    profile_pattern.KIND,
    unusual.KIND,
    word_table.KIND,
    wording.KIND,
)
