"""The elements of a report's title: year, issuer, subject, kind of document."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a title that lacks an element; several title lines are checked together."""
    identity = reading.identity
    document = reading.document
    blocks = reading.title_blocks
    if identity.title is None or not blocks:
        return
    text = " ".join(block.span.of(document.folded) for block in blocks)
    missing = [
        name
        for name, pattern in rule.pattern_table("elements").items()
        if not search(pattern, text) and not (name == rule.string("issuer-element") and _issuer_in_title(reading))
    ]
    if missing:
        span = identity.title
        yield Finding(span, {"text": span.of(document.text), "missing": "、".join(missing)})


def _issuer_in_title(reading: Reading) -> bool:
    issuer = reading.identity.issuer
    return issuer is not None and issuer.origin == "title"


KIND = Kind(
    "title-elements",
    "标题要素不全",
    check,
    (
        Option("elements", "pattern-table", "要素 → 写法"),
        Option("issuer-element", "string", "哪个要素由读出的机关名称满足", ""),
    ),
    ("text", "missing"),
)
