"""A required part that is missing or only mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.parts import PartReading, Presence
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield at most one finding for the part of the rule.

    Variants: ``companion`` if only the companion part is present, ``mentioned`` and ``acted`` if the part is mentioned
    without or with actions, ``passing`` if a mention counts as absence, ``empty`` if nothing stands under its heading;
    none if the part is absent.
    """
    last, year = rule.integer("until-year"), reading.identity.report_year
    if last and (year is None or year > last):
        return
    parts = {part.part.id: part for part in reading.parts}
    part = parts.get(rule.string("part"))
    if part is None or part.presence >= Presence.IMPLIED:
        if part and rule.boolean("filled") and _is_empty(reading, part):
            yield Finding(part.evidence, {"part": part.part.title, "evidence": _evidence(reading, part)}, "empty")
        return
    basis = parts.get(rule.string("requires"))
    if rule.string("requires") and (basis is None or basis.presence < Presence.OPENING):
        return
    if basis and not _promised(reading, rule, basis):
        return
    companion = parts.get(rule.string("companion"))
    if companion and companion.presence is Presence.SECTION:
        yield _companion_only(reading, part, companion)
    elif part.presence is Presence.ABSENT:
        yield _absent(reading, part, basis)
    elif rule.boolean("mention-is-absence"):
        yield _passing(reading, part)
    else:
        yield _mentioned(reading, part)


def _is_empty(reading: Reading, part: PartReading) -> bool:
    """Return True for a part that is a heading on its own line, and nothing else."""
    if part.presence is not Presence.SECTION or part.evidence is None or len(part.spans) != 1:
        return False
    behind = Span(part.evidence.end, max(part.evidence.end, part.spans[0].end)).of(reading.document.text)
    return not any(character.isalnum() for character in behind)


def _evidence(reading: Reading, part: PartReading) -> str:
    return part.evidence.of(reading.document.text) if part.evidence else ""


def _promised(reading: Reading, rule: Rule, basis: PartReading) -> bool:
    """True when the words that show the basis, such as its heading, promise the part, or need not."""
    promises = rule.strings("promise")
    words = basis.evidence.of(reading.document.folded) if basis.evidence else ""
    return not promises or any(word in words for word in promises)


def _absent(reading: Reading, part: PartReading, basis: PartReading | None) -> Finding:
    """Return a finding for the part that requires the missing one or, if there is none, for the document."""
    values = {"part": part.part.title, "evidence": ""}
    if basis is None or basis.evidence is None:
        return Finding(None, values)
    return Finding(basis.evidence, values | {"evidence": basis.evidence.of(reading.document.text)})


def _companion_only(reading: Reading, part: PartReading, companion: PartReading) -> Finding:
    """Return a finding for the companion part, such as causes without the shortcomings that they explain."""
    assert companion.evidence is not None
    evidence = companion.evidence.of(reading.document.text)
    return Finding(companion.evidence, {"part": part.part.title, "evidence": evidence}, "companion")


def _passing(reading: Reading, part: PartReading) -> Finding:
    """Return a finding for the document that quotes the mention of the part."""
    near = _evidence(reading, part)
    related = (Related(part.evidence, f"只在此处写到“{near}”"),) if part.evidence else ()
    return Finding(None, {"part": part.part.title, "evidence": near}, "passing", related)


def _mentioned(reading: Reading, part: PartReading) -> Finding:
    variant = "acted" if part.presence is Presence.ACTED else "mentioned"
    evidence = _evidence(reading, part).strip("“”")
    values = {"part": part.part.title, "evidence": evidence}
    return Finding(part.evidence, values, variant)


KIND = Kind(
    "required-part",
    "报告应有的部分缺失或只是一提",
    check,
    (
        Option("part", "string", "部分的 id，见 rulesets/profiles"),
        Option("requires", "string", "只在另一部分存在时才查", ""),
        Option("promise", "strings", "只在另一部分的标题里有这些词之一时才查", ()),
        Option("companion", "string", "有此部分而缺本部分，另作说明", ""),
        Option("until-year", "integer", "只查到这一年度的报告；0 是不限", 0),
        Option("filled", "boolean", "只有标题、没有内容也算缺", default=False),
        Option("mention-is-absence", "boolean", "只是一提等于没有", default=False),
    ),
    ("part", "evidence"),
    ("mentioned", "acted", "passing", "companion", "empty"),
)
