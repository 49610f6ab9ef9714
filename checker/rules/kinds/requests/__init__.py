"""Kinds that check suppression requests."""

from __future__ import annotations

from checker.rules.kinds.requests import suppression

KINDS = (suppression.KIND,)
