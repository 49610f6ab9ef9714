"""The content of the full format, independent of layout and colours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from checker.i18n.language import Say
from checker.lint.report import Report, severity_counts
from checker.outputs.display import Display
from checker.outputs.grouping import places_told
from checker.outputs.severities import SEVERITIES
from checker.outputs.terminal.tallies import Summary, Tally, sum_tallies
from checker.outputs.visible import visible
from checker.text.diagnostic import SAFETIES, Diagnostic, Severity
from checker.text.span import Span

MARGIN = 24
"""Characters displayed on each side of a finding within its line."""
MAX_FINDING = 60
"""Characters of a finding that are displayed; a repeated body has thousands."""
_HIDDEN = {
    Severity.WARNING: "另有 {count} 处警告未显示（--min-severity warning 可见）。",
    Severity.INFO: "另有 {count} 处提示未显示（--min-severity info 可见）。",
}


def facts(report: Report, say: Say) -> tuple[tuple[str, str], ...]:
    """Return the facts read from the report, as names and values."""
    return (
        (say("机关"), visible(report.issuer) or say("未读出")),
        (say("年度"), str(report.year) if report.year else say("未读出")),
        (say("类型"), say(report.profile_title)),
        (say("字数"), f"{sum(len(block.span) for block in report.document.blocks):,}"),
    )


def notes(report: Report, item: Diagnostic, display: Display) -> Iterator[tuple[str, str]]:
    """Yield the source of a finding, the suggested change and the related places, as names and values."""
    say = display.say
    yield say("依据"), visible(item.source)
    yield say("改法"), visible(item.mend)
    for message, places in groupby(item.related, lambda related: related.message):
        labels = (display.place(report.document.place(related.span.start).label) for related in places)
        yield say("参见"), f"{say('、').join(labels)} {visible(message)}"


def fixable(shown: Sequence[Diagnostic], say: Say) -> Iterator[str]:
    """Yield lines about the numbers of findings with safe and with unsafe fixes."""
    safe, unsafe = (sum(1 for item in shown if item.fixes and item.fixes[0].safety == kind) for kind in SAFETIES)
    if safe:
        yield say("{count} 处可自动修改（fazhi fix）。", count=safe)
    if unsafe:
        yield say("{count} 处可改，须人确认（fazhi fix --unsafe-fixes）。", count=unsafe)


def omitted(report: Report, display: Display) -> Iterator[str]:
    """Yield lines about the numbers of findings that are not severe enough to be shown, suppressed, and hidden."""
    say = display.say
    counts = severity_counts(places_told(report))
    for severity, text in _HIDDEN.items():
        if severity < display.minimum and counts[severity]:
            yield say(text, count=counts[severity])
    if suppressed := len(report.diagnostics) - len(report.unsuppressed):
        yield say("另有 {count} 处按注释、配置或基线忽略。", count=suppressed)
    if report.hidden:
        yield say("另有 {count} 处把握不大的提示未显示（--min-confidence low 可见）。", count=report.hidden)


def related_line(report: Report, item: Diagnostic, display: Display) -> str:
    """Return the related places of a finding as one line."""
    places = (
        f"{display.place(report.document.place(related.span.start).label)} {visible(related.message)}"
        for related in item.related
    )
    return display.say("；").join(places)


def window(text: str, span: Span) -> tuple[str, str, str]:
    """Return the line around a finding, truncated: the text before it, its own, and the text after it."""
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - MARGIN)
    stop = text.find("\n", span.start)
    line_end = len(text) if stop < 0 else stop
    shown_end = min(span.end, line_end, span.start + MAX_FINDING)
    end = min(line_end, shown_end + MARGIN)
    cut_before = start > 0 and text[start - 1] != "\n"
    before = ("…" if cut_before else "") + visible(text[start : span.start])
    if shown_end < span.end:
        return before.lstrip(), visible(text[span.start : shown_end]) + "…", ""
    after = visible(text[shown_end:end]) + ("…" if end < line_end else "")
    return before.lstrip(), visible(text[span.start : shown_end]), after


def tally(report: Report, display: Display) -> Tally:
    """Count the findings of a report by severity, and those that are shown by family."""
    told = places_told(report)
    shown = [item for item in told if item.severity >= display.minimum]
    counts = severity_counts(told)
    families = Counter(item.rule[:3] for item in shown)
    return Tally(visible(report.document.path), tuple(counts[level] for level in SEVERITIES), tuple(families.items()))


def summary(reports: Sequence[Report], display: Display) -> Summary:
    """Return the data of the summary table."""
    return sum_tallies([tally(report, display) for report in reports], display.say)
