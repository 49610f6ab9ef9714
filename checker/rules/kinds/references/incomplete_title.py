"""A title with 关于 that lacks the kind of document."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every outermost title with the opening words and without one of the endings."""
    for reference in reading.references.closed:
        title = reference.title.of(reading.document.folded)
        if reference.depth or not search(rule.pattern("opening"), title) or search(rule.pattern("endings"), title):
            continue
        if not reading.catalog.contains(title):
            yield Finding(reference.span, {"text": reference.span.of(reading.document.text)})


KIND = Kind(
    "incomplete-title",
    "“关于……”的标题没有文种",
    check,
    (
        Option("opening", "pattern", "公文标题的写法"),
        Option("endings", "pattern", "文种"),
    ),
    ("text",),
)
