"""Reports as outputs show them: in the language of the run, with the names of files made harmless.

In another language, the summary of the rule in that language precedes the message, and the rule has its English name.

Messages themselves are not translated, because they quote the report and follow its wording.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from checker.i18n.language import CHINESE, Language
from checker.lint.report import Report
from checker.outputs.names import with_shown_names
from checker.text.diagnostic import Diagnostic


def localize(reports: Iterable[Report], language: Language) -> list[Report]:
    """Return the reports with their messages in the language and their names as they are shown."""
    originals = [with_shown_names(report) for report in reports]
    return originals if language.code == CHINESE.code else [_localize_report(report) for report in originals]


def _localize_report(report: Report) -> Report:
    summaries = {rule.id: rule.summary_en for rule in report.rules}
    diagnostics = tuple(_localize(item, summaries.get(item.rule, "")) for item in report.diagnostics)
    return replace(report, diagnostics=diagnostics)


def _localize(item: Diagnostic, summary: str) -> Diagnostic:
    message = f"{summary}: {item.message}" if summary else item.message
    return replace(item, message=message, title=item.name)
