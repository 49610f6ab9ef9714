"""A report without a title."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the document if it has no title."""
    if reading.identity.title is not None or not reading.body:
        return
    identity = reading.identity
    yield Finding(
        None,
        {
            "issuer": identity.issuer.value if identity.issuer else "××",
            "year": identity.year.value if identity.year else "××××",
            "opening": reading.body[0].span.of(reading.document.text)[:20],
        },
    )


KIND = Kind("required-title", "报告没有标题", check, (), ("issuer", "year", "opening"))
