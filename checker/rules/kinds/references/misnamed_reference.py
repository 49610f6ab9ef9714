"""A cited title that comes near to a catalogued one without being it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.knowledge.catalog import title_key
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Fix
from checker.text.span import Span

_EDITS_PER_CHARACTER = 5
"""One edit is allowed for so many characters of a title."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for a title one to three characters off, and for a plan with another span of years (``years``)."""
    for reference in reading.references.closed:
        title = reference.title.of(reading.document.text)
        if reference.depth or reading.catalog.contains(title) or search(rule.pattern("local"), title):
            continue
        editions = reading.catalog.editions(title)
        if editions:
            if any(character.isdigit() for character in title):
                values = {"text": title, "right": "》或《".join(editions)}
                yield Finding(reference.span, values, "years", fixes=_fix(reference.title, editions))
            continue
        distance = min(rule.integer("maximum-distance"), len(title_key(title)) // _EDITS_PER_CHARACTER)
        near = reading.catalog.nearest(title, distance) if distance else None
        if near and _plausible(title_key(title), title_key(near.title)):
            values = {"text": title, "right": near.title}
            yield Finding(reference.span, values, fixes=replacement(reference.title, near.title))


def _fix(span: Span, editions: tuple[str, ...]) -> tuple[Fix, ...]:
    return replacement(span, editions[0]) if len(editions) == 1 else ()


def _plausible(written: str, right: str) -> bool:
    """Other figures, or another word in the place of one, make another document."""
    if _figures(written) != _figures(right):  # whichever way the names are laid against each other
        return False
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only for titles near a catalogued one

    for edit in Levenshtein.opcodes(written, right):
        if edit.tag == "equal":
            continue
        source, target = written[edit.src_start : edit.src_end], right[edit.dest_start : edit.dest_end]
        if _figures(source + target):
            return False
        if edit.tag == "replace" and len(source) > 1:
            return False
    return True


def _figures(name: str) -> str:
    return "".join(filter(str.isdigit, name))


KIND = Kind(
    "misnamed-reference",
    "文件名称与正式名称差一两个字",
    check,
    (
        Option("local", "pattern", "含有这些的是地方文件,不与国家文件比较"),
        Option("maximum-distance", "integer", "至多差几个字", 2),
    ),
    ("text", "right"),
    ("years",),
)
