"""The verdict on a report in one line, which outputs show on top."""

from __future__ import annotations

from checker.facts.outline.parts import Presence
from checker.i18n.language import Say
from checker.lint.report import Report, severity_counts
from checker.text.diagnostic import Severity


def verdict(report: Report, minimum: Severity, say: Say) -> str:
    """Return what is to be done: 「6 处必须改，8 处多半要改；缺 2 个部分」.

    Only findings from ``minimum`` up count.
    """
    counts = severity_counts(item for item in report.unsuppressed if item.severity >= minimum)
    missing = sum(part.presence is Presence.ABSENT for part in report.parts)
    amounts = [
        say(text, count=counts[severity])
        for severity, text in (
            (Severity.ERROR, "{count} 处必须改"),
            (Severity.WARNING, "{count} 处多半要改"),
            (Severity.INFO, "{count} 处可以改进"),
        )
        if counts[severity]
    ]
    parts = [say("，").join(amounts)] if amounts else []
    if missing:
        parts.append(say("缺 {count} 个部分", count=missing))
    return say("；").join(parts) or say("没有发现问题")
