"""The report for people: each finding in its line, why, by which norm, how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule as Line
from rich.table import Column, Table
from rich.text import Text

from checker.diagnostic import SAFETIES, Diagnostic, Severity
from checker.engine import PartStatus, Report, severity_counts
from checker.explain import FAMILIES
from checker.language import Say
from checker.reports.audit import audit_line
from checker.reports.console import rendered
from checker.reports.display import Display
from checker.reports.shared import share_line
from checker.reports.visible import visible
from checker.reports.words import SEVERITIES, standing
from checker.span import Span

MARGIN = 24
"""Characters shown on each side of a finding within its line."""
LONGEST = 60
"""Characters of a finding that are shown; a repeated body is thousands long."""

# Red and magenta are the colours of the sixteen that can be read on white and on black alike; yellow, cyan
# and green vanish on white, blue on black. What is faint tells nothing: dim is for lines and frames only.
_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold magenta", Severity.INFO: "bold"}
_STANDINGS = {"there": "bold", "named": "bold magenta", "missing": "bold red"}


def write(reports: Sequence[Report], display: Display) -> str:
    """All reports, then the table of all files; nothing when there are none."""
    if not reports:
        return ""
    return rendered((*(_report(report, display) for report in reports), _summary(reports, display)), display)


def _report(report: Report, display: Display) -> RenderableType:
    say = display.say
    shown = [item for item in report.told if item.severity >= display.minimum]
    parts: list[RenderableType] = [Text(), *_header(report, say), Text()]
    for item in shown:
        parts.extend((*_finding(report, item, display), Text()))
    if not shown:
        parts.extend((Text(say("没有发现问题。"), style="bold"), Text()))
    if report.parts:
        parts.extend((_checklist(report.parts, say), Text()))
    if report.verified:
        parts.extend((Text(audit_line(report.verified, say)), Text()))
    parts.extend(Text(share_line(share, say)) for share in report.shares)
    parts.extend(Text(line) for line in _fixable(shown, say))
    if aside := len(report.diagnostics) - len(report.told):
        parts.append(Text(say("另有 {count} 处按注释、配置或基线忽略。", count=aside)))
    if report.hidden:
        parts.append(Text(say("另有 {count} 处把握不大的提示未显示(--min-confidence low 可见)。", count=report.hidden)))
    return Group(*parts)


def _fixable(shown: Sequence[Diagnostic], say: Say) -> Iterator[str]:
    """How many of the findings can be mended by the tool."""
    safe, unsafe = (sum(1 for item in shown if item.fixes and item.fixes[0].safety == kind) for kind in SAFETIES)
    if safe:
        yield say("{count} 处可自动修改(fazhi fix)。", count=safe)
    if unsafe:
        yield say("{count} 处可改,须人确认(fazhi fix --unsafe-fixes)。", count=unsafe)


def _header(report: Report, say: Say) -> Iterator[RenderableType]:
    yield Line(Text(visible(report.document.path), style="bold"), align="left", style="dim")
    facts = (
        ("机关", visible(report.issuer) or say("未读出")),
        ("年度", str(report.year) if report.year else say("未读出")),
        ("类型", say(report.profile_title)),
        ("字数", f"{sum(len(block.span) for block in report.document.blocks):,}"),
    )
    yield Text("   ").join(Text.assemble(f"{say(name)} ", (value, "bold")) for name, value in facts)


def _finding(report: Report, item: Diagnostic, display: Display) -> Iterator[RenderableType]:
    say = display.say
    head = Text()
    head.append(f"{say(SEVERITIES[item.severity])} {item.rule}", style=_STYLES[item.severity])
    head.append(f" {item.name}")
    head.append(f"  {display.place(item.place.label)}")
    yield head
    body: list[RenderableType] = [_excerpt(report, item)] if item.scope == "span" else []
    body.append(Text(visible(item.message)))
    notes = Table.grid(Column(no_wrap=True), Column(overflow="fold"), padding=(0, 1, 0, 0))
    notes.add_row(say("依据"), Text(visible(item.source)))
    notes.add_row(say("改法"), Text(visible(item.mend)))
    for related in item.related:
        place = report.document.place(related.span.start)
        notes.add_row(say("参见"), Text(f"{display.place(place.label)} {visible(related.message)}"))
    yield Padding(Group(*body, notes), (0, 0, 0, 2))


def _excerpt(report: Report, item: Diagnostic) -> RenderableType:
    """The finding in its line, and a mark under exactly its characters, two cells a Han character."""
    before, found, after = _window(report.shown_text, item.span)
    number, style = f"{item.place.line} ", _STYLES[item.severity]
    line = Text.assemble(number, ("│ ", "dim"), before, (found, style), after)
    line.no_wrap = True
    mark = Text.assemble(" " * len(number), ("│ ", "dim"), " " * cell_len(before))
    mark.append("^" * max(1, cell_len(found)), style=style)
    mark.no_wrap = True
    return Group(line, mark)


def _window(text: str, span: Span) -> tuple[str, str, str]:
    start = max(text.rfind("\n", 0, span.start) + 1, span.start - MARGIN)
    stop = text.find("\n", span.start)
    line_end = len(text) if stop < 0 else stop
    shown_end = min(span.end, line_end, span.start + LONGEST)
    end = min(line_end, shown_end + MARGIN)
    cut_before = start > 0 and text[start - 1] != "\n"
    before = ("…" if cut_before else "") + visible(text[start : span.start])
    if shown_end < span.end:
        return before.lstrip(), visible(text[span.start : shown_end]) + "…", ""
    after = visible(text[shown_end:end]) + ("…" if end < line_end else "")
    return before.lstrip(), visible(text[span.start : shown_end]), after


def _checklist(parts: tuple[PartStatus, ...], say: Say) -> RenderableType:
    table = Table(
        box=None, show_header=False, padding=(0, 1), title=say("应有的部分"), title_justify="left", title_style="bold"
    )
    for part in parts:
        how, mark, note = standing(part, say)
        table.add_row(Text(mark, style=_STANDINGS[how]), Text(say(part.title)), Text(note))
    return table


def _summary(reports: Sequence[Report], display: Display) -> RenderableType:
    """The files by severity, and all findings by family: one column a family would leave no room for names."""
    say = display.say
    table = Table(title=say("汇总"), title_justify="left", title_style="bold", pad_edge=False)
    table.add_column(say("文件"), overflow="fold")
    for word in SEVERITIES.values():
        table.add_column(say(word), justify="right", no_wrap=True)
    families: Counter[str] = Counter()
    total: Counter[Severity] = Counter()
    for report in reports:
        shown = [item for item in report.told if item.severity >= display.minimum]
        families.update(item.rule[:3] for item in shown)
        counts = severity_counts(shown)
        total.update(counts)
        table.add_row(Text(visible(report.document.path)), *_cells(counts))
    if len(reports) > 1:
        table.add_section()
        table.add_row(Text(say("共 {count} 个文件", count=len(reports))), *_cells(total))
    kinds = "   ".join(f"{name} {say(FAMILIES.get(name, ''))} {families[name]}" for name in sorted(families))
    return Group(table, Text(kinds)) if kinds else table


def _cells(counts: Mapping[Severity, int]) -> list[Text]:
    return [Text(str(counts[level]) if counts[level] else "·") for level in SEVERITIES]
