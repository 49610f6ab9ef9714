"""The title stands twice: once more in full, or as a page title beside the body's own."""

from __future__ import annotations

from collections.abc import Iterator

from checker.diagnostic import Finding, Related
from checker.document import Block
from checker.facts.reading import Reading
from checker.facts.zones import Zone
from checker.kind import Kind
from checker.rule import Rule


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every repetition; a page title in other words is the variant ``reworded``."""
    words = reading.lexicon.report
    folded = reading.document.folded
    titles = [
        block
        for block in reading.zones.blocks(Zone.TITLE)
        if words.title_endings.search(block.span.of(folded)) and words.subject.search(block.span.of(folded))
    ]
    seen: dict[str, Block] = {}
    for block in titles:
        key = "".join(block.span.of(folded).split())
        if key in seen:
            yield _finding(reading, block, seen[key], "")
        elif seen:
            yield _finding(reading, titles[0], block, "reworded")
        seen.setdefault(key, block)


def _finding(reading: Reading, block: Block, other: Block, variant: str) -> Finding:
    text = reading.document.text
    values = {
        "text": block.span.of(text),
        "other": other.span.of(text),
        "line": str(reading.document.place(other.span.start).line),
    }
    return Finding(block.span, values, variant, (Related(other.span, "另一处标题"),))


KIND = Kind("repeated-title", "标题重复", check, (), ("text", "other", "line"), ("reworded",))
