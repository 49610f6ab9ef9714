"""Kinds that check names and terms."""

from __future__ import annotations

from checker.rules.kinds.names import (
    foreign_body,
    foreign_name,
    foreign_place,
    issuer_form,
    issuer_type,
    listed_count,
    misplaced_place,
    person_name,
    reordered_name,
    similar_codes,
    similar_names,
    term_variant,
    unit_count,
    unquoted_term,
)

KINDS = (
    foreign_body.KIND,
    foreign_name.KIND,
    foreign_place.KIND,
    issuer_form.KIND,
    issuer_type.KIND,
    listed_count.KIND,
    misplaced_place.KIND,
    person_name.KIND,
    reordered_name.KIND,
    similar_codes.KIND,
    similar_names.KIND,
    term_variant.KIND,
    unit_count.KIND,
    unquoted_term.KIND,
)
