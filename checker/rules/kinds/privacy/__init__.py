"""Kinds that find personal data."""

from __future__ import annotations

from checker.rules.kinds.privacy import personal_number

KINDS = (personal_number.KIND,)
