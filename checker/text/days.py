"""Days as reports write them: 2024年1月1日 (GB/T 15835-2011 5.1.4)."""

from __future__ import annotations

import datetime

_PARTS = ("年", "月", "日")


def written_day(day: datetime.date | str | None) -> str:
    """Return a day in Chinese; empty for None or an empty text.

    A text is a day, a month or a year in ISO 8601: ``2024-01-01``, ``2024-01``, ``2024``.
    """
    if not day:
        return ""
    text = day if isinstance(day, str) else day.isoformat()
    return "".join(f"{int(number)}{unit}" for number, unit in zip(text.split("-"), _PARTS, strict=False))
