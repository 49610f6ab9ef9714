"""A cited title that resembles a catalogued one without being equal to it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.references.titles import Reference
from checker.knowledge.catalog import Catalog, in_order, shared_start, title_key
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.rule import Option, Rule
from checker.search.patterns import finditer, search
from checker.text.diagnostic import Finding, Fix
from checker.text.document import fold
from checker.text.span import Span

_EDITS_PER_CHARACTER = 5
"""Characters of a title per edit: longer titles may differ in more characters."""
_SHORTEST_STEM = 10
"""Characters before a kind of document (计划) that identify the document, so that another kind (方案) is a mistake."""
_LAW_EDITS, _MOST_LAWS = 2, 2
_SHORTEST_MOVED, _LOST_FROM_LAW, _SHORTEST_NATIONAL = 5, 2, 2
"""Characters of a law's name without the country's, and of the word that may be lost from it."""
_SHORTEST_REGULATION, _LOST_FROM_REGULATION = 6, 3
"""Characters of a regulation's name, and of the word that may be lost from it."""
_LONGEST_WORD, _SHORTEST_WHOLE, _SHARED = 4, 18, 0.8
"""One other word of so many characters is a mistake in a title of so many of which so much is right."""
_SHORTEST_REWORDED, _SHARED_REWORDED, _KEPT_START, _KEPT_END = 16, 0.78, 4, 5
"""A title so long of which so much is right in order, with its beginning and its end, has lost or changed words."""
_SHORTEST_ON_A_SUBJECT, _SHARED_ON_A_SUBJECT = 20, 0.9
"""The same for a document on a subject (关于…), of which there may be two alike."""


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
            right = _other_issuer(reading.catalog, title)
            if right:
                yield _finding(reference, title, right)
            else:
                yield from _years(reading, reference, title)
        elif _national(reading.catalog, title, rule) or not search(rule.pattern("local"), fold(title)):
            yield from _unknown(reading, reference, title, rule, named)
    yield from _bare_plans(reading, rule)


def _bare_plans(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding (``years``) for a plan without title marks whose years no plan of that name has."""
    folded, catalog = reading.document.folded, reading.catalog
    for block in reading.candidate_blocks(rule.pattern("plans")):
        for match in finditer(rule.pattern("plans"), folded, block.span.start, block.span.end):
            if reading.in_title(Span(*match.span("years"))):
                continue
            name, end = match.group("name"), match.end()
            for start in range(len(name) - rule.integer("shortest-plan") + 1):
                ways = ("", *rule.strings("document-kinds"))
                plans = {plan for way in ways for plan in catalog.editions(f"{name[start:]}{way}({match['years']}年)")}
                if plans:
                    span = Span(match.start("name") + start, end)
                    if not any(_figures(plan) == _figures(match["years"]) for plan in plans):
                        values = {"text": span.of(reading.document.text), "right": "》或《".join(sorted(plans))}
                        yield Finding(span, values, "years")
                    break


def _national(catalog: Catalog, title: str, rule: Rule) -> bool:
    """Return True for a title that says that it is one of the country, of the Party or of a central organ."""
    return title.startswith(rule.strings("national")) or _central(catalog, title) or bool(catalog.editions(title))


def _central(catalog: Catalog, title: str) -> bool:
    key = title_key(title)
    return catalog.forms.without_issuer(key) != key


def _finding(reference: Reference, title: str, right: str) -> Finding:
    return Finding(reference.span, {"text": title, "right": right}, fixes=replacement(reference.title, right))


def _other_issuer(catalog: Catalog, title: str) -> str:
    """Return the official title if another central organ stands in front of it, otherwise an empty string."""
    entry = catalog.title(title)
    written, right = title_key(title), title_key(entry.title) if entry else ""
    bare, official = catalog.forms.without_issuer(written), catalog.forms.without_issuer(right)
    organs = written.removesuffix(bare).replace("、", ""), right.removesuffix(official).replace("、", "")
    if entry is None or not all(organs) or bare != official or organs[0] == organs[1]:
        return ""
    short = not organs[1].startswith(organs[0]) and in_order(organs[0], organs[1])  # 全国人大常委会
    return "" if short else entry.title


def _years(reading: Reading, reference: Reference, title: str) -> Iterator[Finding]:
    """Yield a finding (``year-mark``) for the years of a plan without 年, where the title of the plan has it."""
    catalog, report_year = reading.catalog, reading.identity.report_year
    entry, ended = catalog.title(title), catalog.superseded(title)
    if ended and report_year and report_year >= ended.warn_from:  # the whole title is wrong
        return
    year = "年"
    outside = fold(title).endswith(f"){year}")  # (2021—2025)年
    if entry and catalog.editions(title) and (outside or title.count(year) < entry.title.count(year)):
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
    elif title.startswith(rule.string("country")) and _is_law(title, rule) and _all_known(reading):
        yield Finding(reference.span, {"text": title, "right": ""}, "unknown")


def _all_known(reading: Reading) -> bool:
    """Return True if the catalogue holds all laws of the report's year."""
    year = reading.identity.report_year
    return year is not None and year < reading.catalog.last_event.year


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
        if _is_law(key, rule):
            laws = catalog.near.laws(key, law, _LAW_EDITS)
            if 0 < len(laws) <= _MOST_LAWS:
                return laws
        longer = _longer(catalog, key, rule)
        if longer and _figures(key) == _figures(title_key(longer)):
            return (longer,)
        about = search(rule.pattern("subject"), key)
        same = None if about else catalog.near.rearranged(key, rule.strings("document-kinds"))
        if same and _figures(key) == _figures(title_key(same)):
            return (same,)
        if other := _moved(catalog, key, rule) or _reworded(catalog, key, rule):
            return other
    return _of_the_same_words(catalog, title, rule)


def _moved(catalog: Catalog, key: str, rule: Rule) -> tuple[str, ...]:
    """Return the one title of the same kind of document with the same characters in another order, or none."""
    kinds = rule.strings("document-kinds")
    ending = max(filter(key.endswith, kinds), key=len, default="")
    named = ending or any(kind in key for kind in kinds)  # 信访条例工作
    moved = catalog.near.moved(key, ending) if len(key) >= _SHORTEST_REGULATION and named else ()
    return moved if len(moved) == 1 and not _is_law(key, rule) else ()


def _reworded(catalog: Catalog, key: str, rule: Rule) -> tuple[str, ...]:
    """Return the one longer title with the same beginning and end that has most of the characters of a long one.

    A title with more words than a known one is another document: 听证程序规定, 程序规定.
    """
    kind = max(filter(key.endswith, rule.strings("document-kinds")), key=len, default="")
    if len(key) < _SHORTEST_REWORDED or not kind or search(rule.pattern("subject"), key):
        return ()
    found = catalog.near.closest(key, key[-_KEPT_END:], _SHARED_REWORDED)
    same = [name for name in found if title_key(name).startswith(key[:_KEPT_START])]
    alike = (
        len(found) == 1 == len(same)
        and len(key) < len(title_key(same[0]))
        and _figures(key) == _figures(title_key(same[0]))
    )
    return tuple(same) if alike else ()


def _is_law(key: str, rule: Rule) -> bool:
    return key.endswith(rule.string("law")) and not key.endswith(rule.strings("no-laws"))


def _longer(catalog: Catalog, key: str, rule: Rule) -> str | None:
    """Return the title that has one more piece than ``key``, or of a regulation one word more or less."""
    longer = catalog.near.with_gap(key)
    ending = next(filter(key.endswith, rule.strings("regulations")), "")
    if longer is None and ending and len(key) >= _SHORTEST_REGULATION:
        longer = catalog.near.with_gap(key, _LOST_FROM_REGULATION, ending)
        longer = longer or catalog.near.with_word(key, rule.strings("added-words"), ending)
    return longer or catalog.near.without_word(key, rule.strings("added-words"))


def _of_the_same_words(catalog: Catalog, title: str, rule: Rule) -> tuple[str, ...]:
    """Return the title that is written with other, fewer or moved words.

    Of the titles of the country and of the Party all are known.
    """
    key, law, national = title_key(title), rule.string("law"), title.startswith(rule.strings("national"))
    is_law = _is_law(key, rule)
    if is_law and len(key) >= _SHORTEST_MOVED:
        moved = catalog.near.moved(key, law)
        if moved or not national:
            return moved or _shortened(catalog, key, law)
    if not national and not _central(catalog, title):
        return ()
    kinds = rule.strings("document-kinds")
    same = catalog.near.of_other_kind(key, kinds, _SHORTEST_NATIONAL) if national else ()
    same = same or catalog.near.of_other_kind(key, kinds)
    if same or not national:
        return same
    ending = law if is_law else next(filter(key.endswith, kinds), "")
    near = catalog.near.abbreviated(key, ending) if ending else ()
    near = near or (catalog.near.closest(key, law) if is_law else ())
    return near if len(near) <= _MOST_LAWS else ()


def _shortened(catalog: Catalog, key: str, law: str) -> tuple[str, ...]:
    longer = catalog.near.with_gap(key, _LOST_FROM_LAW, law)
    return (longer,) if longer else ()


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
    about = search(rule.pattern("subject"), written) is not None
    whole, share = (_SHORTEST_ON_A_SUBJECT, _SHARED_ON_A_SUBJECT) if about else (_SHORTEST_WHOLE, _SHARED)
    if len(written) < whole:
        return False
    before = shared_start(written, right)
    behind = shared_start(written[before:][::-1], right[before:][::-1])
    longer = max(len(written), len(right))
    return longer - before - behind <= _LONGEST_WORD and before + behind >= longer * share


def _figures(name: str) -> str:
    return "".join(filter(str.isdigit, name))


KIND = Kind(
    "misnamed-reference",
    "文件名称与正式名称差一两个字",
    check,
    (
        Option("local", "pattern", "含有这些的是地方文件，不与国家文件比较"),
        Option("maximum-distance", "integer", "至多差几个字", 2),
        Option("telling", "pattern", "差在这些字上的是两个文件"),
        Option("country", "string", "法律名称前的国名"),
        Option("national", "strings", "以这些起头的是国家的法律法规、党内法规，名称都在目录里", ()),
        Option("added-words", "strings", "法规名称里容易多写的词", ()),
        Option("law", "string", "法律名称的末字；法律的名称都在目录里，短的也比较"),
        Option("no-laws", "strings", "末字相同而不是法律的", ()),
        Option("regulations", "strings", "法规名称的末尾；短的也看是不是漏了一个词", ()),
        Option("subject", "pattern", "以事由为名的文件，差一个词是两个文件", ()),
        Option("plans", "pattern", "没有书名号的规划，含 (?P<name>) 和括号里的 (?P<years>)", (), prefiltered=True),
        Option("shortest-plan", "integer", "这样的规划名称至少几个字", 8),
        Option("document-kinds", "strings", "文种；名称长而只差文种的，是写错"),
    ),
    ("text", "right"),
    ("years", "year-mark", "no-years", "unknown"),
)
