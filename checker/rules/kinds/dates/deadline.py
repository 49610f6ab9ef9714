"""A report that is dated after its deadline."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.facts.outline.identity import dateline
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding if the first date of the given origins is later than the deadline of the profile.

    A date in brackets below the title may be that of publication, so that it has a deadline of its own (variant
    ``public``).
    """
    year = reading.identity.report_year
    due = rule.table("due")
    day = due.get(reading.identity.profile.name, due.get("*", ""))
    if year is None or not day:
        return
    below = rule.string("below-title")
    lines = dateline(reading.document, reading.zones) if below else ()
    for date, origin in reading.signing_dates:
        if origin not in rule.strings("origins") or date.value is None:
            continue
        is_below = any(date.span in block.span for block in lines)
        due_on = below if is_below else day
        limit = datetime.date.fromisoformat(f"{year + 1}-{due_on}")
        if date.value > limit:
            values = {"text": date.span.of(reading.document.text), "limit": f"{limit.month}月{limit.day}日"}
            values |= {"year": str(year), "late": str((date.value - limit).days)}
            yield Finding(date.span, values, "public" if is_below else "")
        return


KIND = Kind(
    "deadline",
    "超过报送、公开期限",
    check,
    (
        Option("origins", "strings", "看哪些日期：signature written published"),
        Option("due", "table", "报告类型 → 次年的月-日；* 为其余类型"),
        Option("below-title", "string", "标题下面括号里的日期，也许是公开日期：次年的月-日", ""),
    ),
    ("text", "limit", "year", "late"),
    ("public",),
)
