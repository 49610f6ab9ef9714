"""The name of another body in a passage that is copied from its report."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.copies.comparison import Relationship
from checker.facts.reading import ComparedReport, Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.search.patterns import finditer
from checker.text.diagnostic import Finding
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every place name of the other body, and for its name for itself, in a copied passage."""
    for overlap in reading.comparisons:
        if overlap.compared.relationship is not Relationship.OTHER:
            continue
        for copy in overlap.copies:
            for pair in copy.pairs:
                for span in _names(reading, overlap.compared, pair.here.span):
                    yield _finding(reading, overlap.compared, span)


def _names(reading: Reading, other: ComparedReport, span: Span) -> Iterator[Span]:
    folded = reading.document.folded
    own = "".join(reading.own_names)
    theirs, ours = other.reading.identity.profile, reading.identity.profile
    if theirs.name == ours.name:
        # County and province may be shared by the two bodies, so only the place of the other body itself is searched.
        for match in finditer(other.reading.own_place, folded, span.start, span.end):
            if match.group() not in own:
                yield Span(*match.span())
        return
    # A body of another level may be the superior one, whose name is correct; only its name for itself is wrong.
    for match in finditer(theirs.own_name, folded, span.start, span.end):
        if not ours.own_name.search(match.group()):
            yield Span(*match.span())


def _finding(reading: Reading, other: ComparedReport, span: Span) -> Finding:
    issuer = reading.identity.issuer
    values = {
        "text": span.of(reading.document.text),
        "issuer": issuer.value if issuer else "本机关",
        "path": other.reading.document.path,
    }
    return Finding(span, values)


KIND = Kind(
    "foreign-name",
    "照抄的段落里留着别的机关的名称",
    check,
    (),
    ("text", "issuer", "path"),
    compares=True,
)
