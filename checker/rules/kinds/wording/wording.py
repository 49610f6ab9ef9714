"""Wrong wordings of a literal list, with what is right."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.words.listed import Candidate, confirmed
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import choices
from checker.rules.kinds.wording.context import CONTEXT, likelier
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every row that stands in the body, is wrong in the report's year and no part of other words."""
    quoted = rule.boolean("quoted")
    year = reading.identity.report_year
    own = reading.candidates_of(rule.table("words")) if rule.table("words") else ()
    for candidate in (*reading.candidates.get(rule.string("table"), ()), *own):
        wording = candidate.wording
        if candidate.masked and not (quoted and not reading.in_title(candidate.span)):
            continue
        if wording.since and (year is None or year < wording.since):
            continue
        if not likelier(reading, rule, candidate.span, wording.rights):
            continue
        if wording.confirm and not confirmed(reading.document.folded, candidate.span, candidate.block):
            continue
        yield _finding(reading, candidate)


def _finding(reading: Reading, candidate: Candidate) -> Finding:
    wording, span = candidate.wording, candidate.span
    values = {
        "text": span.of(reading.document.text),
        "right": "”或“".join(wording.rights),
        "note": f"（{wording.note}）" if wording.note else "",
    }
    return Finding(span, values, fixes=choices(span, dict.fromkeys(wording.rights, "")))


KIND = Kind(
    "wording",
    "词表中的错误写法（逐字）",
    check,
    (
        Option("table", "string", "rulesets/words 中的词表名", ""),
        Option("words", "table", "直接写在规则里的词：错 = 对", {}),
        CONTEXT,
        Option("quoted", "boolean", "引号里的也查（书名号里的总是不查）", default=False),
    ),
    ("text", "right", "note"),
)
