"""Equal headings of one level under one parent."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.headings import Heading
from checker.facts.outline.numbering import sibling_groups
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the second of two equal headings."""
    for group in sibling_groups(reading.outline):
        first: dict[str, Heading] = {}
        for heading in group:
            key = "".join(heading.title.of(reading.document.folded).split()).rstrip("。:;,")
            if len(key) < rule.integer("minimum-length"):
                continue
            if key in first:
                related = Related(first[key].span, "同样的标题在此")
                yield Finding(heading.span, {"text": heading.title.of(reading.document.text)}, related=(related,))
            first.setdefault(key, heading)


KIND = Kind(
    "repeated-heading",
    "同级标题重复",
    check,
    (Option("minimum-length", "integer", "标题至少几个字", 4),),
    ("text",),
)
