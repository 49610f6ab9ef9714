"""Output about fixes: one line per fix, totals, and diffs."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator, Sequence
from posixpath import normpath

from checker.i18n.language import CHINESE, Say
from checker.lint.fixer import AppliedFix, FixOutcome
from checker.lint.masking import masked_numbers
from checker.outputs.names import is_command, shown_name
from checker.outputs.visible import visible
from checker.text.document import Document

_MAX_TEXT = 30
"""Characters of a finding that are shown."""


def summary(outcomes: Sequence[FixOutcome], *, listed: bool, diff: bool, say: Say = CHINESE.say) -> str:
    """Format the summary for standard error; ``listed`` includes a line for every fix."""
    lines: list[str] = []
    if listed:
        for outcome in outcomes:
            lines.extend(_line(outcome, item) for item in outcome.applied)
    made = sum(len(outcome.applied) for outcome in outcomes)
    files = sum(outcome.changed for outcome in outcomes)
    done = "可改 {made} 处（{files} 个文件）" if diff else "已改 {made} 处（{files} 个文件）"
    lines.append(say(done, made=made, files=files) if made else say("没有可以直接作的修改"))
    unsafe = sum(outcome.unsafe for outcome in outcomes)
    refused = sum(outcome.refused for outcome in outcomes)
    if unsafe:
        lines.append(say("另有 {count} 处修改须人工确认（--unsafe-fixes）", count=unsafe))
    if refused:
        lines.append(say("另有 {count} 处涉及书名号里的文字或数字，不自动修改", count=refused))
    return "".join(f"{line}\n" for line in lines)


def _line(outcome: FixOutcome, item: AppliedFix) -> str:
    found = item.diagnostic
    text = visible(found.text[:_MAX_TEXT]) + ("…" if len(found.text) > _MAX_TEXT else "")
    place = f"{visible(shown_name(outcome.before.path))}:{found.place.line}:{found.place.column}"
    return f"{place}: {found.rule} “{text}”:{visible(item.fix.title)}"


def diff(outcome: FixOutcome) -> str:
    """Return a unified diff of the source, or of the text where the file is binary; empty when nothing changes.

    Private numbers are masked here too, although a hunk that contains one cannot be applied.
    """
    path = shown_name(normpath(outcome.before.path))
    lines = difflib.unified_diff(
        _lines(_masked_source(outcome.before, outcome)),
        _lines(_masked_source(outcome.after, outcome)),
        _quoted_path(f"a/{path}"),
        _quoted_path(f"b/{path}"),
        lineterm="\n",
    )
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def shown_diff(text: str, *, color: bool = False) -> str:
    """Return a diff as a terminal shows it: changed characters between ⟦ and ⟧, and invisible ones made visible.

    With ``color`` the changed characters are bold, too: what goes in magenta, what comes in red.
    """
    shown: list[str] = []
    for lines in _runs(text.split("\n")[:-1]):
        if len(lines) == 1 or 2 * sum(map(_goes, lines)) != len(lines):
            shown.extend(map(visible, lines))
            continue
        half = len(lines) // 2
        pairs = [_marked(old[1:], new[1:], color=color) for old, new in zip(lines[:half], lines[half:], strict=True)]
        shown.extend((*(f"-{old}" for old, _ in pairs), *(f"+{new}" for _, new in pairs)))
    return "".join(f"{line}\n" for line in shown)


def _runs(lines: Sequence[str]) -> Iterator[list[str]]:
    """Yield the lines of a diff: those that go and those that come behind them together, all others alone."""
    start = 0
    while start < len(lines):
        gone = next((at for at in range(start, len(lines)) if not _goes(lines[at])), len(lines)) - start
        come = next((at for at in range(start + gone, len(lines)) if not _comes(lines[at])), len(lines)) - start - gone
        taken = gone + come if gone else 1
        yield list(lines[start : start + taken])
        start += taken


def _goes(line: str) -> bool:
    return line.startswith("-") and not line.startswith("--- ")


def _comes(line: str) -> bool:
    return line.startswith("+") and not line.startswith("+++ ")


def _marked(old: str, new: str, *, color: bool) -> tuple[str, str]:
    """Return a line before and after a change with the changed characters marked in both."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only needed for diffs on a terminal

    from checker.outputs.terminal.layout import MAGENTA, RED  # noqa: PLC0415 - as above

    before, after = [], []
    for change in Indel.opcodes(old, new):
        gone, come = old[change.src_start : change.src_end], new[change.dest_start : change.dest_end]
        same = change.tag == "equal"
        before.append(visible(gone) if same else _mark(gone, MAGENTA, color=color))
        after.append(visible(come) if same else _mark(come, RED, color=color))
    return "".join(before), "".join(after)


def _mark(text: str, style: str, *, color: bool) -> str:
    if not text:
        return ""
    marked = f"⟦{visible(text)}⟧"
    return f"\x1b[{style}m{marked}\x1b[0m" if color else marked


def harmless_diff(text: str) -> str:
    """Return a diff without context lines that a runner takes for commands, because it trims the blanks before them."""
    lines = text.split("\n")[:-1]
    return "".join(f"|{line}\n" if line.startswith(" ") and is_command(line) else f"{line}\n" for line in lines)


def _quoted_path(path: str) -> str:
    """A path in a diff; one with special characters is quoted as by git."""
    if path.isprintable() and not {'"', "\\"} & set(path):
        return path
    escaped = (
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\{byte:03o}" for byte in os.fsencode(path)
    )
    return f'"{"".join(escaped)}"'


def _masked_source(document: Document, outcome: FixOutcome) -> str:
    """The source of a document with private numbers masked; a fix may take away what stands between their digits."""
    numbers = masked_numbers(outcome.before, outcome.masked_before) | masked_numbers(
        outcome.after, outcome.report.masked
    )
    source = document.source
    for number, masked in numbers.items():
        source = source.replace(number, masked)
    return source


def _lines(source: str) -> list[str]:
    """Split a source into lines at line feeds only, as tools that apply diffs do."""
    parts = source.split("\n")
    return [f"{line}\n" for line in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
