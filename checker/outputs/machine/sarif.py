"""SARIF 2.1.0 for code scanning: rules with their pages, results with locations, fingerprints and fixes.

Columns are code points counted from 1 with exclusive ends, as everywhere in this tool; ``columnKind`` declares it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.machine.findings import ReportedFinding, has_lines, most_severe_first, shown_findings, shown_fixes
from checker.outputs.machine.joining import escape
from checker.outputs.machine.sarif_parts import artifact, level, logical, plain, region, rule_object
from checker.text.diagnostic import Fix, Related, Suppression
from checker.text.document import Document
from checker.text.span import Span
from checker.version import HOMEPAGE, VERSION

MAX_RESULTS = 25_000
"""Results per run that GitHub accepts."""
_MAX_RELATED = 100
"""Related locations per result; GitHub rejects a result with too many."""
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def write(reports: Sequence[Report], display: Display) -> str:
    """Write a log with one run for all reports, the most severe results first."""
    found = most_severe_first(shown_findings(reports, display, suppressed=True))
    kept = found[:MAX_RESULTS]
    rules = {rule.id: rule for report in reports for rule in report.rules}
    rule_ids = sorted({entry.item.rule for entry in kept} & rules.keys())
    driver = {
        "name": "fazhi",
        "version": VERSION,
        "semanticVersion": VERSION,
        **({"informationUri": HOMEPAGE} if HOMEPAGE else {}),
        "language": "zh-CN",
        "rules": [rule_object(rules[name], display.language) for name in rule_ids],
    }
    rule_indexes = {name: index for index, name in enumerate(rule_ids)}
    any_suppressed = any(entry.item.suppressed for entry in kept)
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": [_result(entry, rule_indexes, display, any_suppressed=any_suppressed) for entry in kept],
        "properties": {"omitted": len(found) - len(kept)},
    }
    text = json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    return escape(text) + "\n"


def _result(
    found: ReportedFinding, rule_indexes: Mapping[str, int], display: Display, *, any_suppressed: bool
) -> dict[str, Any]:
    item, document = found.item, found.report.document
    result: dict[str, Any] = {
        "ruleId": item.rule,
        **({"ruleIndex": rule_indexes[item.rule]} if item.rule in rule_indexes else {}),
        "level": level(item.severity),
        "message": {"text": _message(found, display)},
        "locations": [_location(found)],
        "partialFingerprints": {"primaryLocationLineHash": item.fingerprint, "fazhi/v1": item.fingerprint},
    }
    if item.related:
        numbered = enumerate(item.related[:_MAX_RELATED], 1)
        result["relatedLocations"] = [_related(document, related, number) for number, related in numbered]
    if fixes := shown_fixes(found.report, item) if has_lines(document) else []:
        result["fixes"] = [_fix(document, fix) for fix in fixes]
    if any_suppressed:
        # The standard requires the property of all results when one has it.
        result["suppressions"] = [_suppression(item.suppression)] if item.suppression else []
    return result


def _suppression(suppression: Suppression) -> dict[str, str]:
    """A comment is in the file itself; configuration and baseline are external."""
    kind = "inSource" if suppression.by == "comment" else "external"
    return {"kind": kind, **({"justification": plain(suppression.reason)} if suppression.reason else {})}


def _message(found: ReportedFinding, display: Display) -> str:
    """Message, suggested change and source as sentences; lists show the first sentence as the title."""
    item = found.item
    sentences = (
        item.message,
        display.say("改法：{mend}", mend=item.mend),
        display.say("依据：{source}", source=item.source),
    )
    return "".join(f"{plain(sentence).rstrip('。')}。" for sentence in sentences)


def _location(found: ReportedFinding) -> dict[str, Any]:
    item, document = found.item, found.report.document
    span = item.span if item.scope == "span" else None
    place = {"physicalLocation": {"artifactLocation": artifact(document.path), "region": region(document, span)}}
    return place if has_lines(document) else {**place, **logical(item.place.label)}


def _related(document: Document, related: Related, number: int) -> dict[str, Any]:
    place = {"artifactLocation": artifact(document.path), "region": region(document, related.span)}
    label = {} if has_lines(document) else logical(document.place(related.span.start).label)
    return {"id": number, "physicalLocation": place, **label, "message": {"text": plain(related.message)}}


def _fix(document: Document, fix: Fix) -> dict[str, Any]:
    replacements = [_replacement(document, edit.span, edit.text) for edit in fix.edits]
    change = {"artifactLocation": artifact(document.path), "replacements": replacements}
    description = {"text": plain(fix.title)}
    return {"description": description, "artifactChanges": [change], "properties": {"safety": fix.safety}}


def _replacement(document: Document, span: Span, text: str) -> dict[str, Any]:
    inserted = {"insertedContent": {"text": text}} if text else {}
    return {"deletedRegion": region(document, span), **inserted}
