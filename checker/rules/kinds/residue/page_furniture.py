"""Navigation, buttons, counters and stray marks from a web page."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import SHELL, ZONES, Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for each run of adjacent blocks in the zones.

    The variant ``alone`` is a line of buttons in a document that has nothing else of a page, or between two parts of
    the report: a page has its own above and below it.
    """
    alone = len(reading.zones.blocks(*SHELL)) == 1
    inside = _inside(reading)
    zones = {Zone(zone) for zone in rule.strings("zones")}
    if rule.boolean("inside"):
        yield from _alone(reading, zones, inside)
        return
    region: list[Span] = []
    for block, zone in zip(reading.document.blocks, reading.zones.zones, strict=True):
        if zone in zones:
            region.append(block.span)
        elif region:
            yield _finding(reading, region, alone=alone or region[0] in inside)
            region = []
    if region:
        yield _finding(reading, region, alone=alone or region[0] in inside)


def _alone(reading: Reading, zones: set[Zone], inside: Span) -> Iterator[Finding]:
    """Yield the blocks of the zones between two parts of the report."""
    for block, zone in zip(reading.document.blocks, reading.zones.zones, strict=True):
        if zone in zones and block.span in inside:
            yield _finding(reading, [block.span], alone=True)


def _inside(reading: Reading) -> Span:
    """Return the span from the first heading to the last or the signature; none if the text is repeated."""
    starts = [heading.span.start for heading in reading.outline.headings]
    ends = [*starts, *(block.span.start for block in reading.zones.blocks(Zone.SIGNATURE))]
    return Span(starts[0], max(ends)) if starts and not reading.repeats else Span(0, 0)


def _finding(reading: Reading, region: list[Span], *, alone: bool) -> Finding:
    span = Span(region[0].start, region[-1].end)
    first = region[0].of(reading.document.text)
    return Finding(span, {"text": first[:20], "lines": str(len(region))}, "alone" if alone else "")


KIND = Kind(
    "page-furniture",
    "网页残留",
    check,
    (
        Option("zones", "strings", "哪些区域", choices=ZONES),
        Option("inside", "boolean", "只报夹在文稿里的", default=False),
    ),
    ("text", "lines"),
    ("alone",),
)
