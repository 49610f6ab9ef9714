"""Findings as they are told in another language: the rule in that language, then the message.

Messages quote the report and follow its words, so they stay what they are; the rule's summary says in
the reader's language what they are about.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from checker.i18n.language import CHINESE, Language
from checker.lint.report import Report
from checker.text.diagnostic import Diagnostic


def localize(reports: Iterable[Report], language: Language) -> list[Report]:
    """The reports with their messages in the language."""
    given = list(reports)
    return given if language.code == CHINESE.code else [_spoken(report) for report in given]


def _spoken(report: Report) -> Report:
    summaries = {rule.id: rule.summary_en for rule in report.rules}
    return replace(report, diagnostics=tuple(_told(item, summaries.get(item.rule, "")) for item in report.diagnostics))


def _told(item: Diagnostic, summary: str) -> Diagnostic:
    return replace(item, message=f"{summary}: {item.message}") if summary else item
