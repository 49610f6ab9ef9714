"""The findings of a Word document as comments in it, each with the message, the norm and the suggested change."""

from __future__ import annotations

from checker.formats import word
from checker.formats.copies import mark_copy
from checker.formats.word import Comment
from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.grouping import fold_repeats, label_of
from checker.outputs.localization import localize
from checker.outputs.machine.findings import shown_fixes
from checker.outputs.severities import SEVERITIES
from checker.outputs.visible import visible
from checker.rules.families import FAMILIES
from checker.text.diagnostic import Diagnostic
from checker.text.errors import FazhiError
from checker.text.span import Span


def annotate(report: Report, display: Display, date: str) -> bytes:
    """Return the document with a comment on every finding; those about the whole document are attached to its title.

    Of a file that was converted, it is the converted document. Raises :class:`~checker.text.errors.FazhiError` for a
    document that is no Word file.
    """
    document = report.document
    if not document.package:
        raise FazhiError(f"{document.path}：只有 .docx 和转成 .docx 的 .doc、.wps 可以加批注（--annotate）")
    first = document.blocks[0].span
    (localized,) = localize([report], display.language)
    folded = fold_repeats(localized, display.say)
    shown = [item for item in folded.unsuppressed if item.severity >= display.minimum]
    comments = [
        Comment(
            _place(item, report.title or first),
            _lines(report, item, display),
            display.say(FAMILIES.get(item.rule[:3], "")),
        )
        for item in shown
    ]
    return mark_copy(word.annotate(document.path, document.package, comments, date))


def _place(item: Diagnostic, title: Span) -> Span:
    return title if item.scope == "document" else item.span


def _lines(report: Report, item: Diagnostic, display: Display) -> tuple[str, ...]:
    say = display.say
    head = f"【{say(SEVERITIES[item.severity])} {label_of(item)} {item.rule}】{item.message}"
    lines = [head, say("依据：{source}", source=item.source), say("改法：{mend}", mend=item.mend)]
    candidates = shown_fixes(report, item)
    if len(candidates) > 1:
        lines.extend(f"（{number}）{fix.title}" for number, fix in enumerate(candidates, 1))
    return tuple(visible(line) for line in lines)
