"""Levels of headings in the wrong order."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.headings import Heading
from checker.facts.outline.ordinals import Level
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a heading that precedes the first heading of the level above it in its section."""
    numbered = [heading for heading in reading.outline.headings if heading.ordinal and heading.block.kind != "item"]
    used = {heading.level for heading in numbered}
    open_levels: list[Heading] = []
    orphans: dict[int, Heading] = {}
    for heading in numbered:
        while open_levels and open_levels[-1].level >= heading.level:
            open_levels.pop()
        parent = open_levels[-1] if open_levels else None
        above = parent.level if parent else min(used) - 1
        for level in [level for level in orphans if level <= heading.level and heading.level != level]:
            del orphans[level]
        orphan = next((orphans[level] for level in orphans if level > heading.level), None)
        if orphan is not None and parent is not None:
            yield _finding(reading, orphan, heading, "")
            orphans.clear()
        elif heading.level > above + 1 and parent is not None and _skips(heading, parent, used):
            orphans.setdefault(heading.level, heading)
        if heading.level <= Level.FIRST:
            orphans.clear()
        open_levels.append(heading)


def _skips(heading: Heading, parent: Heading, used: set[int]) -> bool:
    """Return True if the heading skips a level below its parent that the document uses elsewhere."""
    return any(level in used for level in range(parent.level + 1, heading.level))


def _finding(reading: Reading, orphan: Heading, heading: Heading, variant: str) -> Finding:
    text = reading.document.text
    assert orphan.ordinal is not None
    assert heading.ordinal is not None
    values = {"text": orphan.ordinal.span.of(text).strip(), "upper": heading.ordinal.span.of(text).strip()}
    return Finding(orphan.span, values, variant, (Related(heading.span, "上一级标题在此之后才出现"),))


KIND = Kind("level-order", "标题层级倒置", check, (), ("text", "upper"))
