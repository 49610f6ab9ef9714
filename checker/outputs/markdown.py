"""Markdown for a comment on a pull request or the summary of a job: totals, a table a file.

Nothing of a document is markup here: every ASCII mark becomes a character reference, so it cannot end
a cell or a code span, and signs that code hosts link (``@name``, ``#1``) are cut from what follows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import punctuation

from checker.lint.report import Report, severity_counts
from checker.outputs.display import Display
from checker.outputs.machine.findings import Found, most_severe_first, shown_findings
from checker.outputs.severities import SEVERITIES
from checker.outputs.visible import visible
from checker.text.diagnostic import Diagnostic, Severity

LONGEST = 60_000
"""Characters of the whole; GitHub takes a comment of 65,536."""
LONGEST_CELL = 300
_REST = 200
"""For the totals and the line that counts what is left out."""

_PLAIN = frozenset(",()%+-=;")
"""ASCII marks that mean nothing to Markdown inside a cell."""
_LINKED = frozenset("@#!$~%&:")
_CUT = "&#8203;"
"""A space without width."""
_SHAPES = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_HEADER = ("级别", "位置", "规则", "说明", "改法")


def write(reports: Sequence[Report], display: Display) -> str:
    """Totals and tables; when it grows too long, the gravest stay and the others are counted."""
    found = shown_findings(reports, display)
    say = display.say
    counts = _counts((one.item for one in found), display)
    totals = f"### fazhi:{say('{counts}({files} 个文件)', counts=counts, files=len(reports))}\n"
    if not found:
        return f"{totals}\n{say('没有发现问题。')}\n"
    headings = {id(report): _heading(report, display) for report in reports}
    kept = _kept(found, headings, display)
    rows: dict[int, list[str]] = {}
    for one in kept:
        rows.setdefault(id(one.report), []).append(_row(one.item, display))
    tables = [f"{headings[report]}{''.join(lines)}" for report, lines in rows.items()]
    left = len(found) - len(kept)
    more = [say("另有 {left} 处未列出,完整结果请看其他输出。", left=left) + "\n"] if left else []
    return "\n".join((totals, *tables, *more))


def _kept(found: Sequence[Found], headings: Mapping[int, str], display: Display) -> list[Found]:
    """The findings that fit, in the order of the files."""
    chosen: set[int] = set()
    named: set[int] = set()
    length = _REST
    for one in most_severe_first(found):
        report = id(one.report)
        length += len(_row(one.item, display)) + (0 if report in named else len(headings[report]) + 1)
        if length > LONGEST:
            break
        named.add(report)
        chosen.add(id(one))
    return [one for one in found if id(one) in chosen]


def _heading(report: Report, display: Display) -> str:
    counts = _counts((one.item for one in shown_findings([report], display)), display)
    header = "".join(f"| {display.say(name)} " for name in _HEADER)
    path = display.say("{place}:", place=escaped(report.document.path))
    return f"#### {path}{counts}\n\n{header}|\n{'|---' * len(_HEADER)}|\n"


def _row(item: Diagnostic, display: Display) -> str:
    level = f"{_SHAPES[item.severity]} {display.say(SEVERITIES[item.severity])}"
    cells = (display.place(item.place.label), f"{item.rule} {item.name}", item.message, item.mend)
    return f"| {level} | {' | '.join(escaped(cell) for cell in cells)} |\n"


def _counts(items: Iterable[Diagnostic], display: Display) -> str:
    counts = severity_counts(items)
    say = display.say
    words = (say("{count} 处{severity}", count=counts[level], severity=say(word)) for level, word in SEVERITIES.items())
    return say("、").join(words)


def escaped(text: str) -> str:
    """Text of a document that Markdown, HTML and code hosts leave alone; bounded."""
    line = visible(text)
    line = f"{line[:LONGEST_CELL]}…" if len(line) > LONGEST_CELL else line
    return "".join(_escaped(character, line[index + 1 : index + 2]) for index, character in enumerate(line))


def _escaped(character: str, following: str) -> str:
    shown = f"&#{ord(character)};" if character in punctuation and character not in _PLAIN else character
    linked = character == "@" or (character in _LINKED and following.isascii() and following.strip())
    return f"{shown}{_CUT}" if linked else shown
