"""Two titles for one document, which differ in a few characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.facts.reading import Reading
from checker.facts.references.titles import Reference
from checker.knowledge.catalog import may_be_near, title_key
from checker.knowledge.dictionary import word_class
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the less frequent of two titles that differ in few characters, none matching ``telling``."""
    text = reading.document.text
    is_draft = reading.catalog.forms.is_draft
    titles = [
        reference
        for reference in reading.references.closed
        if not reference.depth and not is_draft(reference.title.of(text))
    ]
    keys = {reference: title_key(reference.title.of(text)) for reference in titles}
    counts = Counter(keys.values())
    most = rule.integer("maximum-distance")
    first: dict[str, Reference] = {}
    by_length: dict[int, list[str]] = {}
    for reference in titles:
        key = keys[reference]
        if key in first or len(key) < rule.integer("minimum-length") or reading.catalog.contains(key):
            continue
        lengths = range(len(key) - most, len(key) + most + 1)
        candidates = [candidate for length in lengths for candidate in by_length.get(length, ())]
        variants = [
            first[variant]
            for variant in dict.fromkeys((*_variants(key, candidates, rule), *_reordered(key, candidates, rule)))
            if not _listed(reading, first[variant], reference, rule)
        ]
        for other in sorted(variants, key=lambda variant: variant.span):
            other_key = keys[other]
            fewest = min(counts[key], counts[other_key])
            pairs = ((key, reference, other), (other_key, other, reference))
            for rarer, usual in [(rare, common) for name, rare, common in pairs if counts[name] == fewest]:
                values = {"text": rarer.span.of(text), "other": usual.span.of(text)}
                yield Finding(rarer.span, values, related=(Related(usual.span, "另一种写法"),))
        first[key] = reference
        by_length.setdefault(len(key), []).append(key)


def _listed(reading: Reading, first: Reference, second: Reference, rule: Rule) -> bool:
    """Return True for two titles side by side in one list: nobody lists one document twice."""
    between = reading.document.folded[first.span.end : second.span.start]
    return search(rule.pattern("listed"), between) is not None


def _reordered(key: str, others: Sequence[str], rule: Rule) -> Iterator[str]:
    """Yield the keys among ``others`` that have the same characters in another order: 城市交通公共条例."""
    written = sorted(key)
    for other in others:
        same = len(other) == len(key) and sorted(other) == written
        if same and not any(_tells(removed, added, rule) for removed, added in _changes(key, other)):
            yield other


def _variants(key: str, others: Sequence[str], rule: Rule) -> Iterator[str]:
    """Yield the keys among ``others`` that differ in few characters, none of which matches ``telling``."""
    most = rule.integer("maximum-distance")
    others = may_be_near(key, others, most)
    if not others:
        return
    from rapidfuzz import process  # noqa: PLC0415 - only for titles of like length that the catalogue does not know
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415

    found = process.extract(key, others, scorer=Levenshtein.distance, score_cutoff=most, limit=None)
    for other, _, _ in sorted(found, key=lambda match: match[2]):  # in the order of ``others``, not by distance
        if not any(_tells(removed, added, rule) for removed, added in _changes(key, other)):
            yield other


def _tells(removed: str, added: str, rule: Rule) -> bool:
    """Return True if an edit tells two documents apart: by characters of ``telling``, or one word for another."""
    if search(rule.pattern("telling"), removed + added):
        return True
    return len(removed) > 1 and len(added) > 1 and bool(word_class(removed) and word_class(added))


def _changes(first: str, second: str) -> Iterator[tuple[str, str]]:
    """Yield the removed and the added characters of every edit between two titles."""
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only for titles that are near each other

    for edit in Levenshtein.opcodes(first, second):
        if edit.tag != "equal":
            yield first[edit.src_start : edit.src_end], second[edit.dest_start : edit.dest_end]


KIND = Kind(
    "variant-title",
    "同一文件两种名称",
    check,
    (
        Option("minimum-length", "integer", "名称至少多少字才比较", 8),
        Option("maximum-distance", "integer", "至多差几个字", 2),
        Option("telling", "pattern", "差在这些字上的是两个文件"),
        Option("listed", "pattern", "两个名称之间只有这些，是并列的两个文件"),
    ),
    ("text", "other"),
)
