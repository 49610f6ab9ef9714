"""Kinds that look at requests to set findings aside."""

from __future__ import annotations

from checker.rules.kinds.requests import (
    suppression,
)

KINDS = (suppression.KIND,)
