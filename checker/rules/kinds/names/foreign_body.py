"""Another department or another place in the voice of the issuer: 市交通运输局深入学习… in another bureau's report."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.knowledge.dictionary import lookup, word_class
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, free_matches
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every department (group ``stem``) and place (group ``place``) that is not the issuer's.

    A body that is sued (group ``sued``) is the issuer's own if its name stands in the issuer's.

    A department is the issuer's own if its characters stand in the name of the issuer in the same order: 卫健委. A
    place is compared only with a place of the same type, such as 县.
    """
    issuer = reading.identity.issuer
    if issuer is None or not reading.identity.is_report:
        return
    folded = reading.document.folded
    wanted = rule.pattern_table("patterns").get(reading.identity.profile.name)
    if wanted is None:
        return
    for block in reading.candidate_blocks(wanted):
        for match in free_matches(wanted, rule.pattern("except"), folded, block.span.start, block.span.end):
            if _is_foreign(reading, rule, match, "".join(issuer.value.split())):
                span = Span(*match.span("name"))
                yield Finding(span, {"text": span.of(reading.document.text), "issuer": issuer.value})


def _is_foreign(reading: Reading, rule: Rule, match: Match, issuer: str) -> bool:
    groups = match.groupdict()
    if groups.get("stem"):
        characters = iter(issuer)
        return not all(character in characters for character in groups["stem"])
    if groups.get("sued"):
        return groups["sued"] not in issuer
    if groups.get("near"):
        return _is_unknown_place(reading, groups["near"], issuer)
    name = groups.get("place") or ""
    own = [place for place in reading.own_names if place[-1:] == name[-1:]]
    if not own or any(name in place or place.endswith(name) for place in reading.own_names):
        return False
    if reading.places.known(name) and any(map(reading.places.known, own)):
        return not reading.places.related(name, own)
    kind = word_class(name[:-1])
    # A known place may be the superior one.
    return kind in rule.strings("classes") and not (kind and name[-1] in rule.string("superior"))


def _is_unknown_place(reading: Reading, stem: str, issuer: str) -> bool:
    """Return True for a stem that no dictionary knows, and that stands nowhere else in a report on another place."""
    elsewhere = reading.document.folded.count(stem) > 1
    return not elsewhere and stem not in issuer and lookup(stem) is None and len(reading.own_names) > 1


KIND = Kind(
    "foreign-body",
    "以报告机关的口吻写别的部门、别的地方",
    check,
    (
        Option("patterns", "pattern-table", "报告类型 → 写法，含 name，以及部门 stem 或地名 place", prefiltered=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("classes", "strings", "地名在词典中的词类；空为词典没有的词"),
        Option("superior", "string", "这几种地方，词典里有的可能是上级", ""),
    ),
    ("text", "issuer"),
)
