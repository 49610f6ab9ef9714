"""One document under two titles that differ by a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.facts.reading import Reading
from checker.facts.references.titles import Reference
from checker.knowledge.catalog import title_key
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.edits import edits_between, may_be_near, only_change
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related

_FEW = 50
"""Titles, up to which comparing them plainly takes less than loading the library that does it quickly."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on the rarer of two titles that differ by few characters, none of them a figure."""
    text = reading.document.text
    titles = [reference for reference in reading.references.closed if not reference.depth]
    keys = {reference: title_key(reference.title.of(text)) for reference in titles}
    counts = Counter(keys.values())
    most = rule.integer("maximum-distance")
    first: dict[str, Reference] = {}
    by_length: dict[int, list[str]] = {}
    for reference in titles:
        key = keys[reference]
        if key in first or len(key) < rule.integer("minimum-length") or reading.catalog.known(key):
            continue
        near = [one for size in range(len(key) - most, len(key) + most + 1) for one in by_length.get(size, ())]
        for other in sorted((first[one] for one in _variants(key, near, rule)), key=lambda one: one.span):
            other_key = keys[other]
            fewest = min(counts[key], counts[other_key])
            pairs = ((key, reference, other), (other_key, other, reference))
            for rarer, usual in [(one, two) for name, one, two in pairs if counts[name] == fewest]:
                values = {"text": rarer.span.of(text), "other": usual.span.of(text)}
                yield Finding(rarer.span, values, related=(Related(usual.span, "另一种写法"),))
        first[key] = reference
        by_length.setdefault(len(key), []).append(key)


def _variants(key: str, others: Sequence[str], rule: Rule) -> Iterator[str]:
    """Those of the other titles that differ in few characters, and in none that tells."""
    most = rule.integer("maximum-distance")
    for other in _close(key, others, most):
        changed = only_change(key, other)  # the library need not be asked for it
        if not search(rule.pattern("telling"), changed) if changed else _are_variants(key, other, rule):
            yield other


def _close(key: str, others: Sequence[str], most: int) -> Iterator[str]:
    """Those of the other titles that are about so few edits away."""
    if len(others) <= _FEW:
        yield from (
            other for other in others if may_be_near(key, other, most) and edits_between(key, other, most) <= most
        )
        return
    from rapidfuzz import process  # noqa: PLC0415 - takes long to load
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    found = process.extract(key, others, scorer=Levenshtein.distance, score_cutoff=most, limit=None)
    yield from (other for other, _, _ in found)


def _are_variants(one: str, other: str, rule: Rule) -> bool:
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - takes long to load

    if Levenshtein.distance(one, other) > rule.integer("maximum-distance"):
        return False
    for edit in Levenshtein.opcodes(one, other):
        changed = one[edit.src_start : edit.src_end] + other[edit.dest_start : edit.dest_end]
        if edit.tag != "equal" and search(rule.pattern("telling"), changed):
            return False
    return True


KIND = Kind(
    "variant-title",
    "同一文件两种名称",
    check,
    (
        Option("minimum-length", "integer", "名称至少多少字才比较", 8),
        Option("maximum-distance", "integer", "至多差几个字", 2),
        Option("telling", "pattern", "差在这些字上的是两个文件"),
    ),
    ("text", "other"),
)
