"""A cited title that resembles a catalogued one without being equal to it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.references.titles import Reference
from checker.knowledge.catalog import Catalog, shared_start, title_key
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Fix
from checker.text.document import fold
from checker.text.span import Span

_EDITS_PER_CHARACTER = 5
"""Characters of a title per edit: longer titles may differ in more characters."""
_SHORTEST_STEM = 10
"""Characters before a kind of document (计划) that identify the document, so that another kind (方案) is a mistake."""
_LAW_EDITS, _MOST_LAWS = 2, 2
_SHORTEST_REGULATION, _LOST_FROM_REGULATION = 6, 3
"""Characters of a regulation's name, and of the word that may be lost from it."""
_LONGEST_WORD, _SHORTEST_WHOLE, _SHARED = 3, 18, 0.85
"""One other word of so many characters is a mistake in a title of so many of which so much is right."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a title that differs in a few characters, or for a plan with wrong years (``years``)."""
    text = reading.document.text
    named: set[str] = set()
    for reference in reading.references.closed:
        title = reference.title.of(text)
        if reference.depth:
            continue
        wrong_country = _country(title, rule)
        if wrong_country:
            yield _finding(reference, title, wrong_country)
        elif reading.catalog.contains(title):
            named.update(reading.catalog.editions(title))
            yield from _years(reading, reference, title)
        elif title.startswith(rule.string("country")) or not search(rule.pattern("local"), fold(title)):
            yield from _unknown(reading, reference, title, rule, named)


def _finding(reference: Reference, title: str, right: str) -> Finding:
    return Finding(reference.span, {"text": title, "right": right}, fixes=replacement(reference.title, right))


def _years(reading: Reading, reference: Reference, title: str) -> Iterator[Finding]:
    """Yield a finding (``year-mark``) for the years of a plan without 年, where the title of the plan has it."""
    catalog, report_year = reading.catalog, reading.identity.report_year
    entry, ended = catalog.title(title), catalog.superseded(title)
    if ended and report_year and report_year >= ended.warn_from:  # the whole title is wrong
        return
    year = "年"
    if entry and catalog.editions(title) and title.count(year) < entry.title.count(year):
        right = f"{entry.title}"
        values = {"text": title, "right": right}
        yield Finding(reference.span, values, "year-mark", fixes=replacement(reference.title, right))


def _unknown(reading: Reading, reference: Reference, title: str, rule: Rule, named: set[str]) -> Iterator[Finding]:
    editions = reading.catalog.editions(title)
    if editions:
        if any(character.isdigit() for character in title):
            values = {"text": title, "right": "》或《".join(editions)}
            yield Finding(reference.span, values, "years", fixes=_fix(reference.title, editions))
        elif len(editions) > 1 and named.isdisjoint(editions):
            yield Finding(reference.span, {"text": title, "right": "》或《".join(editions)}, "no-years")
        return
    right = _meant(reading.catalog, title, rule)
    if right:
        values = {"text": title, "right": "》或《".join(right)}
        yield Finding(reference.span, values, fixes=_fix(reference.title, right))


def _fix(span: Span, editions: tuple[str, ...]) -> tuple[Fix, ...]:
    return replacement(span, editions[0]) if len(editions) == 1 else ()


def _country(title: str, rule: Rule) -> str:
    """Return a title with the country's name put right, or an empty string if it is right or not written."""
    country = rule.string("country")
    if title.startswith(country) or len(title) <= len(country) + 2 or title[0] != country[0]:
        return ""
    from rapidfuzz.distance import OSA  # noqa: PLC0415 - only for titles that begin like the country's name

    for length in (len(country), len(country) - 1, len(country) + 1):
        if title[length - 1] == country[-1] and OSA.distance(title[:length], country) == 1:
            return country + title[length:]
    return ""


def _meant(catalog: Catalog, title: str, rule: Rule) -> tuple[str, ...]:
    """Return the title that was meant, several if it may be each of them, or none if that is not certain."""
    keys = dict.fromkeys((title_key(title), catalog.forms.without_issuer(title_key(title))))
    law = rule.string("law")
    for key in keys:
        distance = min(rule.integer("maximum-distance"), len(key) // _EDITS_PER_CHARACTER)
        near = catalog.near.nearest(key, distance) if distance else None
        if near and any(_plausible(key, right, rule) for right in _spellings(catalog, near.title)):
            return (near.title,)
        if key.endswith(law):
            laws = catalog.near.laws(key, law, _LAW_EDITS)
            if 0 < len(laws) <= _MOST_LAWS:
                return laws
        longer = catalog.near.with_gap(key)
        ending = next(filter(key.endswith, rule.strings("regulations")), "")
        if longer is None and ending and len(key) >= _SHORTEST_REGULATION:
            longer = catalog.near.with_gap(key, _LOST_FROM_REGULATION, ending)
        if longer and _figures(key) == _figures(title_key(longer)):
            return (longer,)
        about = search(rule.pattern("subject"), key)
        same = None if about else catalog.near.rearranged(key, rule.strings("document-kinds"))
        if same and _figures(key) == _figures(title_key(same)):
            return (same,)
    if title.startswith(rule.string("country")):
        return catalog.near.of_other_kind(title_key(title), rule.strings("document-kinds"))
    return ()


def _spellings(catalog: Catalog, title: str) -> tuple[str, ...]:
    key = title_key(title)
    return tuple(dict.fromkeys((key, catalog.forms.without_issuer(key))))


def _plausible(written: str, right: str, rule: Rule) -> bool:
    """Return True if ``written`` may be a misspelling of ``right``.

    Titles that differ in figures, or in a word of several characters, are titles of different documents, unless the
    word is the kind of document and what stands before it is long.
    """
    if _figures(written) != _figures(right):  # independent of the alignment below
        return False
    from rapidfuzz.distance import Levenshtein  # noqa: PLC0415 - only for titles near a catalogued one

    for edit in Levenshtein.opcodes(written, right):
        if edit.tag == "equal":
            continue
        source, target = written[edit.src_start : edit.src_end], right[edit.dest_start : edit.dest_end]
        if _figures(source + target) or search(rule.pattern("telling"), source + target):
            return False
        if edit.tag == "replace" and len(source) > 1:
            kinds = rule.strings("document-kinds")
            other_kind = edit.src_start >= _SHORTEST_STEM and source in kinds and target in kinds
            if not other_kind and not _one_word(written, right, rule):
                return False
    return True


def _one_word(written: str, right: str, rule: Rule) -> bool:
    """Return True if two long titles differ in one word; those on a subject (关于…) may be two documents."""
    if len(written) < _SHORTEST_WHOLE or search(rule.pattern("subject"), written):
        return False
    before = shared_start(written, right)
    behind = shared_start(written[before:][::-1], right[before:][::-1])
    longer = max(len(written), len(right))
    return longer - before - behind <= _LONGEST_WORD and before + behind >= longer * _SHARED


def _figures(name: str) -> str:
    return "".join(filter(str.isdigit, name))


KIND = Kind(
    "misnamed-reference",
    "文件名称与正式名称差一两个字",
    check,
    (
        Option("local", "pattern", "含有这些的是地方文件,不与国家文件比较"),
        Option("maximum-distance", "integer", "至多差几个字", 2),
        Option("telling", "pattern", "差在这些字上的是两个文件"),
        Option("country", "string", "法律名称前的国名"),
        Option("law", "string", "法律名称的末字;法律的名称都在目录里,短的也比较"),
        Option("regulations", "strings", "法规名称的末尾;短的也看是不是漏了一个词", ()),
        Option("subject", "pattern", "以事由为名的文件,差一个词是两个文件", ()),
        Option("document-kinds", "strings", "文种;名称长而只差文种的,是写错"),
    ),
    ("text", "right"),
    ("years", "year-mark", "no-years"),
)
