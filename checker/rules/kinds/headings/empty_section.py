"""A heading without content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.facts.outline.headings import Heading
from checker.facts.outline.numbering import sibling_groups
from checker.facts.outline.ordinals import Level
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding

_LEVELS = (Level.CHAPTER, Level.FIRST, Level.SECOND, Level.DECIMAL)
_DEEPER = 3
"""Siblings of a heading of a deeper level, all of which stand apart and have content, at least."""
_FACTOR = 1.5
"""How much longer than the longest title of its siblings a title may be, and not yet a sentence."""
_MANY = 4
"""Headings without numbers that are the parts of a report, and no lines of another kind."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every heading without content, unless more than half of its group have none.

    Such a group is a list of titles.
    """
    sections = {section.heading: section for section in reading.outline.sections}
    text = reading.document.text

    def has_content(heading: Heading, group: Sequence[Heading]) -> bool:
        if not heading.own_line:
            return True
        content = sections[heading].content.of(text).strip(" \t\r\n\u3000\xa0。;:,，；：、")
        if rule.pattern("closing").fullmatch(content):
            content = ""
        sentence = reading.document.folded[heading.block.span.end - 1] in "。;"
        # A title of one clause, about as short as its siblings', is no sentence, even with a full stop.
        others = [other for other in group if other is not heading]
        bare = "," not in heading.title.of(reading.document.folded) and all(
            not other.own_line and other.stopped for other in others
        )
        bare = bare and len(heading.title) <= _FACTOR * max((len(other.title) for other in others), default=0)
        return bool(content) or (sentence and not bare)

    for group in sibling_groups(reading.outline):
        empty = [heading for heading in group if not has_content(heading, group)]
        if 0 < len(empty) < len(group) and len(empty) * 2 <= len(group):
            for heading in empty:
                plain = heading.level == Level.FIRST and len(group) >= _MANY and not any(h.ordinal for h in group)
                deeper = len(empty) == 1 and len(group) > _DEEPER and all(h.own_line for h in group)
                deeper = deeper or (len(empty) == 1 and sum(not h.own_line for h in group) == len(group) - 1)
                if (heading.level in _LEVELS or deeper) and (heading.ordinal or heading.block.level or plain):
                    yield Finding(heading.span, {"text": heading.title.of(text)})


KIND = Kind(
    "empty-section", "标题之下没有内容", check, (Option("closing", "pattern", "结尾套语，不算内容", ()),), ("text",)
)
