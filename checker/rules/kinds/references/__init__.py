"""Kinds that check citations of norms: titles, editions, periods of validity."""

from __future__ import annotations

from checker.rules.kinds.references import (
    abbreviation,
    early_reference,
    incomplete_title,
    misnamed_reference,
    norm_claim,
    outdated_alias,
    outdated_bare_name,
    outdated_reference,
    revision_claim,
    short_form,
    title_marks,
    variant_title,
)

KINDS = (
    abbreviation.KIND,
    early_reference.KIND,
    incomplete_title.KIND,
    misnamed_reference.KIND,
    norm_claim.KIND,
    outdated_alias.KIND,
    outdated_bare_name.KIND,
    outdated_reference.KIND,
    revision_claim.KIND,
    short_form.KIND,
    title_marks.KIND,
    variant_title.KIND,
)
