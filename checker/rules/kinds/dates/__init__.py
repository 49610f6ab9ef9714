"""Kinds that check dates and years, and mentions of events at the wrong time."""

from __future__ import annotations

from checker.rules.kinds.dates import (
    anachronism,
    anniversary,
    date_order,
    deadline,
    fixed_day,
    impossible_date,
    late_date,
    left_over,
    past_event,
    plan_stage,
    plan_year,
    relative_year,
    short_year,
    stale_meeting,
)

KINDS = (
    anachronism.KIND,
    anniversary.KIND,
    date_order.KIND,
    deadline.KIND,
    fixed_day.KIND,
    impossible_date.KIND,
    late_date.KIND,
    left_over.KIND,
    past_event.KIND,
    plan_stage.KIND,
    plan_year.KIND,
    relative_year.KIND,
    short_year.KIND,
    stale_meeting.KIND,
)
