"""SARIF 2.1.0 for code scanning: rules with their pages, results with locations, fingerprints and fixes.

Columns are code points counted from 1 with exclusive ends, as everywhere in this tool; ``columnKind`` declares it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Any
from zlib import compress, decompress

from msgspec import Struct

from checker.lint.report import Report
from checker.outputs.display import Display
from checker.outputs.machine.findings import ReportedFinding, has_lines, shown_findings, shown_fixes
from checker.outputs.machine.joining import dumps
from checker.outputs.machine.sarif_parts import artifact, level, logical, plain, region, rule_object
from checker.text.diagnostic import Fix, Related, Severity, Suppression
from checker.text.document import Document
from checker.text.span import Span
from checker.version import HOMEPAGE, VERSION

MAX_RESULTS = 25_000
"""Results per run that GitHub accepts."""
_MAX_RELATED = 100
"""Related locations per result; GitHub rejects a result with too many."""
_INDENT = " " * 8
"""The indentation of a result."""
_END = f"\n{_INDENT}}}"
_SEPARATOR = "\x1e"
"""Between the results of a report; JSON escapes it."""
_NO_INDEX = '"ruleIndex": -1'
_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


class RenderedResults(Struct, frozen=True):
    """The rendered parts of one report: its results and the rules that they name, as compressed JSON.

    ``severities``, ``rules`` and ``suppressed`` describe the results in turn.
    """

    severities: tuple[int, ...]
    rules: tuple[str, ...]
    suppressed: tuple[bool, ...]
    results: bytes
    descriptors: bytes


def write(reports: Sequence[Report], display: Display) -> str:
    """Write a log with one run for all reports, the most severe results first."""
    return "".join(join_files([render_file(report, display) for report in reports]))


def render_file(report: Report, display: Display) -> RenderedResults:
    """Render the parts of the log that belong to one report."""
    found = shown_findings((report,), display, suppressed=True)
    named = {entry.item.rule for entry in found}
    descriptors = {rule.id: rule_object(rule, display.language) for rule in report.rules if rule.id in named}
    texts = (dumps(_result(entry, display), _INDENT) for entry in found)
    return RenderedResults(
        tuple(int(entry.item.severity) for entry in found),
        tuple(entry.item.rule for entry in found),
        tuple(entry.item.suppressed for entry in found),
        compress(_SEPARATOR.join(texts).encode("utf-8", "surrogatepass")),
        compress(json.dumps(descriptors).encode()),
    )


def join_files(parts: Sequence[RenderedResults]) -> Iterator[str]:
    """Yield the log in chunks: of all reports the errors, then the warnings, then the hints."""
    kept = list(islice(_most_severe_first(parts), MAX_RESULTS))
    rules = _descriptors(parts, {parts[part].rules[row] for part, row in kept})
    indexes = {name: index for index, name in enumerate(rules)}
    any_suppressed = any(parts[part].suppressed[row] for part, row in kept)
    omitted = sum(len(part.severities) for part in parts) - len(kept)
    head, tail = dumps(_log(list(rules.values()), omitted), "").split('"results": []')
    yield f'{head}"results": ['
    separator = f"\n{_INDENT}"
    for part, rows in groupby(kept, itemgetter(0)):
        texts = decompress(parts[part].results).decode("utf-8", "surrogatepass").split(_SEPARATOR)
        for _, row in rows:
            text = _with_index(texts[row], indexes.get(parts[part].rules[row]))
            if any_suppressed and not parts[part].suppressed[row]:
                # The standard requires the property of all results when one has it.
                text = f'{text.removesuffix(_END)},\n{_INDENT}  "suppressions": []{_END}'
            yield separator + text
            separator = f",\n{_INDENT}"
    yield ("\n      ]" if kept else "]") + f"{tail}\n"


def _most_severe_first(parts: Sequence[RenderedResults]) -> Iterator[tuple[int, int]]:
    """Yield the part and the row of each result."""
    for severity in sorted(Severity, reverse=True):
        for number, part in enumerate(parts):
            yield from ((number, row) for row, own in enumerate(part.severities) if own == severity)


def _descriptors(parts: Sequence[RenderedResults], names: set[str]) -> dict[str, Any]:
    """Return the descriptors of rules, sorted by id."""
    found: dict[str, Any] = {}
    for part in parts:
        if not found.keys() >= names.intersection(part.rules):
            found.update(json.loads(decompress(part.descriptors)))
    return {name: found[name] for name in sorted(names & found.keys())}


def _log(rules: list[Any], omitted: int) -> dict[str, Any]:
    """Return the log without results."""
    driver = {
        "name": "fazhi",
        "version": VERSION,
        "semanticVersion": VERSION,
        **({"informationUri": HOMEPAGE} if HOMEPAGE else {}),
        "language": "zh-CN",
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": [],
        "properties": {"omitted": omitted},
    }
    return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}


def _with_index(result: str, index: int | None) -> str:
    """Return the text of a result with the index of its rule, which is known when all reports are."""
    if index is None:
        return result.replace(f"\n{_INDENT}  {_NO_INDEX},", "", 1)
    return result.replace(_NO_INDEX, f'"ruleIndex": {index}', 1)


def _result(found: ReportedFinding, display: Display) -> dict[str, Any]:
    item, document = found.item, found.report.document
    result: dict[str, Any] = {
        "ruleId": item.rule,
        "ruleIndex": -1,
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
    if item.suppression:
        result["suppressions"] = [_suppression(item.suppression)]
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
