"""The verdict on a report: one line that says how much there is to mend, to stand above everything else."""

from __future__ import annotations

from checker.facts.outline.parts import Presence
from checker.i18n.language import Say
from checker.lint.report import PART_KIND, Report, severity_counts
from checker.outputs.grouping import places_told
from checker.text.diagnostic import Diagnostic, Severity

_COUNTS = {
    Severity.ERROR: "{count} 处必须改",
    Severity.WARNING: "{count} 处多半要改",
    Severity.INFO: "{count} 处可以再斟酌",
}


def verdict(report: Report, minimum: Severity, say: Say) -> str:
    """Return the verdict on a report without a full stop: 「6 处必须改，8 处多半要改；缺 2 个部分」.

    Counted are the places of findings of at least the severity ``minimum`` that are not suppressed. Findings about
    required parts that the report lacks are no places but parts; a part whose rule is not selected is not counted.
    A text that is no annual report is said to be none, because most rules have passed it over.
    """
    places, missing = _places_and_missing(report, minimum)
    counts = severity_counts(places)
    found = [
        say(text, count=counts[severity])
        for severity, text in _COUNTS.items()
        if counts[severity] and severity >= minimum
    ]
    clauses = [say("，").join(found)] if found else []
    if missing:
        clauses.append(say("缺 {count} 个部分", count=missing))
    if not report.is_report:
        clauses.append(say("这份文件不像法治政府建设年度报告，只查了通用的标点、用词、数字等"))
    elif not clauses:
        # A part may lack although no finding says so: where that is ignored.
        lacking = any(part.presence is Presence.ABSENT for part in report.parts)
        clauses.append(say("没有必须改的地方") if places or lacking else say("没有发现问题"))
    return say("；").join(clauses)


def _places_and_missing(report: Report, minimum: Severity) -> tuple[list[Diagnostic], int]:
    """The findings other than those about missing parts, and the number of missing parts that findings tell."""
    absent = {part.id or part.title for part in report.parts if part.presence is Presence.ABSENT}
    about = {rule.id: rule.options["part"] for rule in report.rules if rule.kind == PART_KIND}
    lacking = {rule: part for rule, part in about.items() if part in absent}
    told = places_told(report)
    missing = {lacking[item.rule] for item in told if item.rule in lacking and item.severity >= minimum}
    return [item for item in told if item.rule not in lacking], len(missing)
