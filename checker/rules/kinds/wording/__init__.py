"""Kinds that look for wordings: lists, expressions, set phrases."""

from __future__ import annotations

from checker.rules.kinds.wording import (
    character_form,
    collocation,
    confused_pair,
    formula,
    garbled,
    measure_word,
    near_name,
    near_term,
    pattern,
    profile_pattern,
    typed_twice,
    unusual,
    word_table,
    wording,
)

KINDS = (
    character_form.KIND,
    collocation.KIND,
    confused_pair.HOMOPHONE,
    confused_pair.PAIR,
    formula.KIND,
    garbled.KIND,
    measure_word.KIND,
    near_name.KIND,
    near_term.KIND,
    pattern.KIND,
    profile_pattern.KIND,
    typed_twice.KIND,
    unusual.KIND,
    word_table.KIND,
    wording.KIND,
)
