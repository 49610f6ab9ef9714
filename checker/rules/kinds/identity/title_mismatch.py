"""A title of the body that differs from the title of the page."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.identity.repeated_title import titles_of
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every later title that differs from the first one."""
    titles = titles_of(reading)
    text = reading.document.text
    for key, span in titles[1:]:
        if key != titles[0][0]:
            first = titles[0][1]
            related = Related(first, "网页标题在此")
            yield Finding(span, {"text": span.of(text), "other": first.of(text)}, related=(related,))


KIND = Kind("title-mismatch", "网页标题与正文标题文字不同", check, (), ("text", "other"))
