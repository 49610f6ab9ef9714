"""A report that is dated after its deadline."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding if the first date of the given origins is later than the deadline of the profile."""
    year = reading.identity.report_year
    due = rule.table("due")
    day = due.get(reading.identity.profile.name, due.get("*", ""))
    if year is None or not day:
        return
    limit = datetime.date.fromisoformat(f"{year + 1}-{day}")
    for date, origin in reading.signing_dates:
        if origin not in rule.strings("origins") or date.value is None:
            continue
        if date.value > limit:
            values = {"text": date.span.of(reading.document.text), "limit": f"{limit.month}月{limit.day}日"}
            yield Finding(date.span, values | {"year": str(year), "late": str((date.value - limit).days)})
        return


KIND = Kind(
    "deadline",
    "超过报送、公开期限",
    check,
    (
        Option("origins", "strings", "看哪些日期：signature written published"),
        Option("due", "table", "报告类型 → 次年的月-日；* 为其余类型"),
    ),
    ("text", "limit", "year", "late"),
)
