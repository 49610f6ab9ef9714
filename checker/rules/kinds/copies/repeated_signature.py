"""A line of the signature that stands twice: the body's name printed by the form and written by hand."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every line of the signature that stands in it before; spaces are ignored."""
    folded = reading.document.folded
    first: dict[str, Span] = {}
    for block in reading.blocks_in((Zone.SIGNATURE.value,)).blocks:
        key = "".join(block.span.of(folded).split())
        other = first.setdefault(key, block.span)
        if key and other is not block.span:
            values = {"text": block.span.of(reading.document.text).strip()}
            yield Finding(block.span, values, related=(Related(other, "此处已有"),))


KIND = Kind("repeated-signature", "落款里的一行出现两遍", check, (), ("text",))
