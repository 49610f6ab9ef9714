"""Mechanical faults that repeat, told as one finding with their number and places.

A report stores every finding, because each is fixed, suppressed and compared with a baseline by itself. To a reader,
fourteen invisible characters are one fault.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from checker.i18n.language import CHINESE, Say
from checker.lint.report import Report
from checker.text.diagnostic import Diagnostic, Fix, Related
from checker.text.document import Document

_NAMED = 5
"""Places that the message itself names; all are related places of the finding."""


def fold_repeats(report: Report, say: Say = CHINESE.say) -> Report:
    """Return the report with one finding for those of a rule that are as many as the rule folds.

    It stands at the place of the first. Suppressed findings and those about the whole document stay as they are.
    """
    least = {rule.id: rule.repeats for rule in report.rules if rule.repeats}
    groups: dict[tuple[str, int], list[Diagnostic]] = {}
    for item in report.diagnostics:
        if item.rule in least and item.scope == "span" and not item.suppressed:
            groups.setdefault((item.rule, int(item.severity)), []).append(item)
    folded = {key: items for key, items in groups.items() if len(items) >= least[key[0]]}
    if not folded:
        return report
    firsts = {id(items[0]): items for items in folded.values()}
    others = {id(item) for items in folded.values() for item in items[1:]}
    kept = (item for item in report.diagnostics if id(item) not in others)
    told = tuple(_folded(report.document, firsts[id(item)], say) if id(item) in firsts else item for item in kept)
    return replace(report, diagnostics=told)


def _folded(document: Document, items: Sequence[Diagnostic], say: Say) -> Diagnostic:
    first, others = items[0], items[1:]
    labels = list(dict.fromkeys(document.line_label(item.span.start).replace(" ", "") for item in others))
    named = say("、").join(labels[:_NAMED]) + (say("等") if len(labels) > _NAMED else "")
    return replace(
        first,
        message=say(
            "{message}（同样的共 {count} 处，另见{places}）", message=first.message, count=len(items), places=named
        ),
        related=(*first.related, *(Related(item.span, item.text) for item in others)),
        fixes=_fixes(items),
    )


def _fixes(items: Sequence[Diagnostic]) -> tuple[Fix, ...]:
    """Return one fix that makes all, where each has one."""
    if not all(len(item.fixes) == 1 for item in items):
        return ()
    edits = tuple(edit for item in items for edit in item.fixes[0].edits)
    return (replace(items[0].fixes[0], edits=edits),)
