"""Kinds that check dates and years, and mentions of events at the wrong time."""

from __future__ import annotations

from checker.rules.kinds.dates import (
    anachronism,
    date_order,
    deadline,
    impossible_date,
    left_over,
    plan_year,
    relative_year,
    short_year,
)

KINDS = (
    anachronism.KIND,
    date_order.KIND,
    deadline.KIND,
    impossible_date.KIND,
    left_over.KIND,
    plan_year.KIND,
    relative_year.KIND,
    short_year.KIND,
)
