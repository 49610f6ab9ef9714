"""Kinds that check the issuer, year and title of a report: title, opening, signature, metadata."""

from __future__ import annotations

from checker.rules.kinds.identity import (
    issuer_mismatch,
    repeated_title,
    report_year,
    required_title,
    signature,
    title_elements,
    title_mismatch,
)

KINDS = (
    issuer_mismatch.KIND,
    repeated_title.KIND,
    report_year.KIND,
    required_title.KIND,
    signature.KIND,
    title_elements.KIND,
    title_mismatch.KIND,
)
