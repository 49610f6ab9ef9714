"""A cited title that resembles a catalogued one without being equal to it."""

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
"""Characters of a title per edit: longer titles may differ in more characters."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a title that differs in a few characters, or for a plan with wrong years (``years``)."""
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
    """Return True if ``written`` may be a misspelling of ``right``.

    Titles that differ in figures, or in a word of several characters, are titles of different documents.
    """
    if _figures(written) != _figures(right):  # independent of the alignment below
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
