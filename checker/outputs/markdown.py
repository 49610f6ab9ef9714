"""Markdown for a comment on a pull request or a job summary: totals, and one table per file.

Text of a document is never markup: ASCII punctuation becomes character references, so that it cannot end a cell or a
code span, and a zero-width space follows signs that code hosts turn into links (``@name``, ``#1``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import punctuation

from checker.lint.report import Report, severity_counts
from checker.outputs.display import Display
from checker.outputs.grouping import label_of
from checker.outputs.machine.findings import ReportedFinding, most_severe_first, shown_findings
from checker.outputs.severities import SEVERITIES
from checker.outputs.verdict import verdict
from checker.outputs.visible import visible
from checker.text.diagnostic import Diagnostic, Severity

MAX_LENGTH = 60_000
"""Characters of the output; GitHub accepts comments of up to 65,536."""
MAX_CELL_LENGTH = 300
_RESERVED = 200
"""Characters reserved for the totals and the line about omitted findings."""
_UNESCAPED = frozenset(",()%+-=;")
"""ASCII punctuation that has no meaning in a Markdown cell."""
_LINK_SIGNS = frozenset("@#!$~%&:")
_ZERO_WIDTH_SPACE = "&#8203;"
_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_HEADER = ("级别", "位置", "规则", "说明", "改法")


def write(reports: Sequence[Report], display: Display) -> str:
    """Write totals and tables; where they are too long, the most severe findings stay and the others are counted."""
    found = shown_findings(reports, display)
    say = display.say
    counts = _counts((entry.item for entry in found), display)
    totals = f"### fazhi:{say('{counts}({files} 个文件)', counts=counts, files=len(reports))}\n"
    if not found:
        verdicts = dict.fromkeys(verdict(report, display.minimum, say) for report in reports)
        return f"{totals}\n{say('；').join(verdicts) or say('没有发现问题')}{say('。')}\n"
    headings = {id(report): _heading(report, display) for report in reports}
    kept = _fitting(found, headings, display)
    rows: dict[int, list[str]] = {}
    for entry in kept:
        rows.setdefault(id(entry.report), []).append(_row(entry.item, display))
    tables = [f"{headings[id(report)]}{''.join(rows[id(report)])}" for report in reports if id(report) in rows]
    omitted = len(found) - len(kept)
    footer = [say("另有 {left} 处未列出,完整结果请看其他输出。", left=omitted) + "\n"] if omitted else []
    return "\n".join((totals, *tables, *footer))


def _fitting(found: Sequence[ReportedFinding], headings: Mapping[int, str], display: Display) -> list[ReportedFinding]:
    """The findings that fit, the most severe first."""
    selected: set[int] = set()
    with_heading: set[int] = set()
    length = _RESERVED
    for entry in most_severe_first(found):
        report = id(entry.report)
        length += len(_row(entry.item, display)) + (0 if report in with_heading else len(headings[report]) + 1)
        if length > MAX_LENGTH:
            break
        with_heading.add(report)
        selected.add(id(entry))
    return [entry for entry in most_severe_first(found) if id(entry) in selected]


def _heading(report: Report, display: Display) -> str:
    counts = _counts((entry.item for entry in shown_findings([report], display)), display)
    header = "".join(f"| {display.say(name)} " for name in _HEADER)
    path = display.say("{place}:", place=escape_markdown(report.document.path))
    return f"#### {path}{counts}\n\n{header}|\n{'|---' * len(_HEADER)}|\n"


def _row(item: Diagnostic, display: Display) -> str:
    level = f"{_SIGNS[item.severity]} {display.say(SEVERITIES[item.severity])}"
    cells = (display.place(item.place.label), f"{item.rule} {label_of(item)}", item.message, item.mend)
    return f"| {level} | {' | '.join(escape_markdown(cell) for cell in cells)} |\n"


def _counts(items: Iterable[Diagnostic], display: Display) -> str:
    counts = severity_counts(items)
    say = display.say
    parts = (say("{count} 处{severity}", count=counts[level], severity=say(word)) for level, word in SEVERITIES.items())
    return say("、").join(parts)


def escape_markdown(text: str) -> str:
    """Escape text of a document for Markdown, HTML and code hosts, and truncate it to :data:`MAX_CELL_LENGTH`."""
    line = visible(text)
    line = f"{line[:MAX_CELL_LENGTH]}…" if len(line) > MAX_CELL_LENGTH else line
    return "".join(_escape_character(character, line[index + 1 : index + 2]) for index, character in enumerate(line))


def _escape_character(character: str, following: str) -> str:
    escaped = f"&#{ord(character)};" if character in punctuation and character not in _UNESCAPED else character
    linked = character == "@" or (character in _LINK_SIGNS and following.isascii() and following.strip())
    return f"{escaped}{_ZERO_WIDTH_SPACE}" if linked else escaped
