"""Hidden text of a Word document, which every recipient of the file can read."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every block of hidden text."""
    for block in reading.document.blocks:
        if rule.string("context") in block.context:
            yield Finding(block.span, {"text": block.span.of(reading.document.text)})


KIND = Kind(
    "hidden-text",
    "文件里看不见的文字",
    check,
    (Option("context", "string", "读取时给这种文字的标记"),),
    ("text",),
)
