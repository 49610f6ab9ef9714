"""A report in the form of a letter that lacks its signature or its date."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.dates import dates_in
from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a report with an addressee or a signature in which the issuer or the date is missing."""
    signature = reading.zones.blocks(Zone.SIGNATURE)
    addressee = reading.zones.blocks(Zone.ADDRESSEE)
    dated = [block for block in signature if any(dates_in(reading.document.folded, block.span))]
    named = [block for block in signature if block not in dated]
    if (addressee or signature) and not (dated and named):
        missing = "署名和成文日期" if not signature else "署名" if dated else "成文日期"
        span = (signature or addressee)[-1].span
        yield Finding(span, {"missing": missing, "text": span.of(reading.document.text)})


KIND = Kind("signature", "落款不全", check, (), ("missing", "text"))
