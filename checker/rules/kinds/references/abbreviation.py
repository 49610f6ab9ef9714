"""Short forms that are defined but not used, or used but not defined."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every definition that is not used (``fault`` unused) or every undefined short form.

    An undefined short form is a kind of document alone in 《》 that neither a definition nor an earlier title explains.
    """
    text = reading.document.text
    if rule.string("fault") == "unused":
        for abbreviation in reading.abbreviations:
            if not abbreviation.uses:
                yield Finding(abbreviation.span, {"text": abbreviation.span.of(text)})
        return
    defined = {abbreviation.short for abbreviation in reading.abbreviations}
    reported: set[str] = set()
    titles: list[str] = []
    for reference in reading.references.closed:
        title = reference.title.of(text)
        bare = search(rule.pattern("bare"), title)
        explained = title in defined or any(title in earlier for earlier in titles)
        if bare and not reference.depth and title not in reported and not explained:
            reported.add(title)
            yield Finding(reference.span, {"text": reference.span.of(text)})
        titles.append(title)


KIND = Kind(
    "abbreviation",
    "简称定义了不用、用了没定义",
    check,
    (
        Option("fault", "string", "unused 或 undefined"),
        Option("bare", "pattern", "只有文种的简称", ()),
    ),
    ("text",),
)
