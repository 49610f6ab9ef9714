"""A wording that must not occur, told by regular expressions on half-width text."""

from __future__ import annotations

from collections.abc import Iterator

from checker.diagnostic import Finding
from checker.facts.reading import Reading
from checker.facts.zones import Zone
from checker.kind import Kind
from checker.kinds.replacement import replacement
from checker.patterns import Match, free_matches
from checker.rule import Option, Rule
from checker.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every match in the rule's zones that no exception covers.

    A group named ``here`` narrows the finding to a part of the match.
    """
    document = reading.document
    for span in spans_in_zones(reading, rule.strings("zones")):
        found = free_matches(rule.pattern("patterns"), rule.pattern("except"), document.folded, span.start, span.end)
        for match in found:
            where = _where(match)
            fixes = replacement(where, match.expand(rule.string("replace"))) if rule.string("replace") else ()
            yield Finding(where, {"text": where.of(document.text), **_groups(match)}, fixes=fixes)


def spans_in_zones(reading: Reading, zones: tuple[str, ...]) -> list[Span]:
    """The blocks in the named zones; the body is without repeated runs."""
    blocks = list(reading.body) if Zone.BODY.value in zones else []
    others = [Zone(zone) for zone in zones if zone != Zone.BODY.value]
    blocks.extend(reading.zones.blocks(*others))
    return sorted(block.span for block in blocks)


def _where(match: Match) -> Span:
    return Span(*(match.span("here") if match.groupdict().get("here") is not None else match.span()))


def _groups(match: Match) -> dict[str, str]:
    return {name: value or "" for name, value in match.groupdict().items() if name in ("unit", "word", "right")}


KIND = Kind(
    "pattern",
    "不应出现的写法(正则)",
    check,
    (
        Option("patterns", "pattern", "要找的写法;(?P<here>…) 缩小标出的范围"),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("replace", "string", "改成什么;\\g<name> 取正则中的组", ""),
        Option("zones", "strings", "在哪些区域找", ("body",)),
    ),
    ("text", "unit", "word", "right"),
)
