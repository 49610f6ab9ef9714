"""A required part that is present but has no substance."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.parts import PartReading, Presence
from checker.facts.reading import Reading
from checker.facts.sentences import clauses_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a part that is too short or consists of formulas without a fact (variant ``formulas``)."""
    for part in reading.parts:
        selected = part.part.id in rule.strings("parts") and part.presence >= Presence.OPENING
        if not selected or part.evidence is None or part.presence is Presence.IMPLIED:
            continue
        if part.presence is Presence.OPENING and _leads_to_headings(reading, part):
            continue
        characters = _characters(reading, part)
        values = {
            "part": part.part.title,
            "evidence": part.evidence.of(reading.document.text),
            "characters": str(characters),
        }
        if characters < rule.integer("minimum-characters") and not _tells_acts(reading, part, rule):
            yield Finding(part.evidence, values)
        elif characters < rule.integer("formulas-below") and _formulas_only(reading, part, rule):
            yield Finding(part.evidence, values, "formulas")


def _tells_acts(reading: Reading, part: PartReading, rule: Rule) -> bool:
    """Return True if a short part tells figures of two acts or more: 研究4次,听取汇报2次."""
    folded = reading.document.folded
    acts = sum(1 for span in part.spans for _ in finditer(rule.pattern("acts"), folded, span.start, span.end))
    return acts > 1


def _leads_to_headings(reading: Reading, part: PartReading) -> bool:
    """Return True if a heading stands right behind the opening of the part: then its content stands under it."""
    ends = {span.end for span in part.spans}
    return any(heading.span.start in ends for heading in reading.outline.headings)


def _characters(reading: Reading, part: PartReading) -> int:
    """Return the length of a part without white space and without its heading."""
    text = "".join(span.of(reading.document.text) for span in part.spans)
    heading = len(part.evidence) if part.evidence and part.presence is Presence.SECTION else 0
    return max(0, len("".join(text.split())) - heading)


def _formulas_only(reading: Reading, part: PartReading, rule: Rule) -> bool:
    folded = reading.document.folded
    for span in part.spans:
        if search(rule.pattern("substance"), folded, span.start, span.end):
            return False
        clauses = [clause for clause in clauses_in(folded, span) if len(clause) > 4]
        formulas = sum(1 for clause in clauses if search(rule.pattern("formulas"), folded, clause.start, clause.end))
        if formulas * 2 < len(clauses):
            return False
    return True


KIND = Kind(
    "hollow-part",
    "应有的部分空泛",
    check,
    (
        Option("parts", "strings", "查哪些部分"),
        Option("minimum-characters", "integer", "少于多少字即为空泛"),
        Option("formulas-below", "integer", "少于多少字才看是否全是套话", 0),
        Option("formulas", "pattern", "套话", ()),
        Option("acts", "pattern", "做了几次的事;有两处就不算空泛", ()),
        Option("substance", "pattern", "有这些就不算空泛", ()),
    ),
    ("part", "evidence", "characters"),
    ("formulas",),
)
