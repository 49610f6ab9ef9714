"""What a text says of a cited norm beside its title: the day of its start or of its passing, and its number."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from checker.facts.reading import Reading
from checker.facts.references.titles import Reference
from checker.knowledge.catalog import Catalog, title_key
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, finditer, search
from checker.text.days import written_day
from checker.text.diagnostic import Finding
from checker.text.span import Span

_CONTEXT = 32
"""Characters before and behind a title that are searched for a claim."""


_ALIKE = 0.6
"""The part of two titles that is the same from which one may be meant by the other."""
_ORDER = "国务院令第"
_SHORTEST_NAME = 3
_MARKS = frozenset("《》〈〉,。;:!?、\n")


class _Days(Struct, frozen=True):
    """The first and the latest edition of a norm; days are ISO dates or empty."""

    promulgated: str
    effective: str
    revised: str
    revised_effective: str
    only_edition: bool = False


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a day or a number (``fault``) that is not that of the cited norm."""
    number = rule.string("fault") == "number"
    for reference in reading.references.closed:
        if reference.depth:
            continue
        if number:
            yield from _number(reading, reference, rule)
            yield from _order(reading, reference, rule)
            continue
        yield from _followed(reading, reference, rule)
        if claim := _claim(reading, reference, rule):
            yield from _successor(reading, claim, reference, rule) or _day(reading, claim, reference.title, rule)
    if not number:
        yield from _without_marks(reading, rule)


def _without_marks(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield the wrong days of norms that are named without title marks."""
    folded = reading.document.folded
    for block in reading.candidate_blocks(rule.pattern("behind")):
        for claim in finditer(rule.pattern("behind"), folded, block.span.start, block.span.end):
            if name := _bare_name(reading, Span(block.span.start, claim.start()), rule):
                yield from _day(reading, claim, name, rule)
    for block in reading.candidate_blocks(rule.pattern("before-bare")):
        for claim in finditer(rule.pattern("before-bare"), folded, block.span.start, block.span.end):
            if name := _name_behind(reading, claim, rule):
                yield from _day(reading, claim, name, rule)


def _name_behind(reading: Reading, claim: Match, rule: Rule) -> Span | None:
    """Return the longest name of a norm without title marks behind a claim, or None."""
    folded, block = reading.document.folded, reading.block_of(Span(*claim.span())).span
    last = min(block.end, claim.end() + rule.integer("longest-name"))
    for end in range(last, claim.end() + _SHORTEST_NAME - 1, -1):
        name = folded[claim.end() : end]
        if name.endswith(rule.strings("bare")) and _MARKS.isdisjoint(name) and reading.catalog.title(name):
            return Span(claim.end(), end)
    return None


def _number(reading: Reading, reference: Reference, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a wrong number, and (``other``) for that of a document with quite another title."""
    if reference.number is None:
        return
    text, folded, catalog = reading.document.text, reading.document.folded, reading.catalog
    title, written = reference.title.of(text), _plain(reference.number.of(folded))
    right = catalog.number(title)
    values = {"text": reference.number.of(text), "title": reference.span.of(text)}
    if right and written not in {_plain(one) for one in right.split("|")}:
        yield Finding(reference.number, values | {"right": right.replace("|", "或")})
    elif not right and (other := _numbered(catalog).get(written)):
        if not _same_document(catalog, title, other):
            yield Finding(reference.number, values | {"right": other}, "other")
        elif not _holds(catalog, title, other) and not catalog.contains(title):
            yield Finding(reference.span, values | {"right": other}, "title")
    elif not right and (issuer := _other_issuer(title, written, rule)):
        yield Finding(reference.number, values | {"right": issuer}, "issuer")


def _other_issuer(title: str, number: str, rule: Rule) -> str:
    """Return the issuer at the beginning of a title if a number is that of another one, or an empty string."""
    for issuer, others in rule.table("other-issuers").items():
        if title.startswith(issuer):
            return issuer if number.startswith(tuple(others.split("|"))) else ""
    return ""


@lru_cache(maxsize=4)
def _numbered(catalog: Catalog) -> dict[str, str]:
    """Return document number → title."""
    return {_plain(one): row.title for row in catalog.numbers() for one in row.number.split("|")}


def _same_document(catalog: Catalog, written: str, right: str) -> bool:
    """Return True if a title is another one, or a miswritten form of it."""
    return _holds(catalog, written, right) or _alike(*_keys(catalog, written, right))


def _holds(catalog: Catalog, written: str, right: str) -> bool:
    """Return True if one title holds the other: a notice and what it makes known have one number."""
    one, other = _keys(catalog, written, right)
    return one in other or other in one


def _keys(catalog: Catalog, *titles: str) -> tuple[str, ...]:
    return tuple(catalog.forms.without_issuer(title_key(title)) for title in titles)


def _alike(written: str, right: str) -> bool:
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only for the number of a document with an unknown title

    return Indel.normalized_similarity(written, right) > _ALIKE


def _order(reading: Reading, reference: Reference, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for the number of an order; of a norm that was revised there are several."""
    folded, text = reading.document.folded, reading.document.text
    block = reading.block_of(reference.span).span
    claim = rule.pattern("orders").match(folded, reference.span.end, block.end)
    numbers = _orders(reading.catalog, reference.title.of(text)) if claim else ()
    if claim is None or not numbers:
        return
    if not _plain(claim.group("claim")).endswith(tuple(_plain(number.removeprefix(_ORDER)) for number in numbers)):
        values = {"text": claim.group("claim"), "right": "或".join(numbers), "title": reference.span.of(text)}
        yield Finding(Span(*claim.span("claim")), values)


def _orders(catalog: Catalog, title: str) -> tuple[str, ...]:
    """Return the numbers of the orders that made a norm known."""
    listed = tuple(number for number in catalog.number(title).split("|") if number.startswith(_ORDER))
    known = None if listed else catalog.known(title)
    return (known.number,) if known and known.never_revised and known.number.startswith(_ORDER) else listed


def _plain(number: str) -> str:
    """Return a document number without the form of its brackets, which another rule checks."""
    return "".join(character for character in number if character.isalnum()).replace("第", "")


def _bare_name(reading: Reading, before: Span, rule: Rule) -> Span | None:
    """Return the name of a norm without title marks at the end of a span, or None."""
    folded = reading.document.folded
    start = max(before.start, before.end - rule.integer("longest-name"))
    if not folded[before.start : before.end].endswith(rule.strings("bare")):
        return None
    for offset in range(start, before.end - _SHORTEST_NAME):
        if folded[offset] in _MARKS:
            continue
        name = Span(offset, before.end)
        if not _MARKS.isdisjoint(name.of(folded)):
            continue
        if reading.catalog.title(name.of(folded)):
            return name
    return None


def _followed(reading: Reading, reference: Reference, rule: Rule) -> Iterator[Finding]:
    """Yield a finding (``before``) for a day behind a norm's making known that is earlier: 印发后,…于10月20日学习."""
    folded, block = reading.document.folded, reading.block_of(reference.span).span
    match = rule.pattern("followed").match(folded, reference.span.end, block.end)
    days = _days(reading.catalog, reference.title.of(reading.document.text)) if match else None
    year = match.group("year") or reading.identity.report_year if match else None
    if match is None or days is None or year is None or reading.in_plan(reference.span):
        return
    first = days.effective if match.group("act") in rule.strings("starts") else days.promulgated
    if first and not days.revised and _written(match, str(year)) < first:
        values = {
            "text": match.group("claim"),
            "title": reference.span.of(reading.document.text),
            "right": written_day(first),
            "act": match.group("act"),
        }
        yield Finding(Span(*match.span("claim")), values, "before")


def _successor(reading: Reading, claim: Match, reference: Reference, rule: Rule) -> list[Finding]:
    """Return a finding (``successor``) if a norm is said to start on the day on which another one replaced it."""
    title = reference.title.of(reading.document.text)
    ended = reading.catalog.superseded(title)
    year = claim.group("year") or str(reading.identity.report_year or "")
    starts = claim.group("act") in rule.strings("starts")
    if ended is None or not ended.replaced_by or not starts or _written(claim, year) != ended.since.isoformat():
        return []
    values = {
        "text": reference.span.of(reading.document.text),
        "title": f"《{title}》",
        "right": f"《{ended.replaced_by}》",
        "act": written_day(ended.since),
    }
    return [Finding(reference.span, values, "successor")]


def _day(reading: Reading, claim: Match, title: Span, rule: Rule) -> Iterator[Finding]:
    days = _days(reading.catalog, title.of(reading.document.text))
    if days is None:
        return
    year = claim.group("year") or ("" if reading.in_plan(title) else str(reading.identity.report_year or ""))
    if not year:  # only in the plan it is unclear which year is meant
        return
    written = _written(claim, year)
    starts = claim.group("act") in rule.strings("starts")
    right = (days.effective, days.revised_effective) if starts else (days.promulgated, days.revised)
    other = (days.promulgated, days.revised) if starts else (days.effective, days.revised_effective)
    if not any(right) or any(day.startswith(written) for day in right if day):
        return
    latest = right[1] or right[0]
    whole = len(written) > len("2024-01")
    confused = whole and (any(day == written for day in other if day) or _is_year_beside(written, days, starts=starts))
    # Of a norm revised several times only the first and the latest edition are known.
    impossible = days.only_edition or (starts and (_before_the_first(days, written) or _of_the_latest(days, written)))
    if not confused and not impossible and not (latest and latest[:4] == written[:4]):
        return
    day = _edition(written, right, other)
    values = {
        "text": claim.group("claim"),
        "title": f"《{title.of(reading.document.text)}》",
        "right": written_day(day),
        "act": claim.group("act"),
    }
    yield Finding(Span(*claim.span("claim")), values, "confused" if confused else "")


def _is_year_beside(written: str, days: _Days, *, starts: bool) -> bool:
    """Return True if a day is that on which the latest edition starts, one year before or behind it."""
    latest = days.revised_effective or days.effective
    return starts and latest[4:] == written[4:] and abs(int(latest[:4] or 0) - int(written[:4])) == 1


def _before_the_first(days: _Days, written: str) -> bool:
    return bool(days.effective) and written < days.effective[: len(written)]


def _of_the_latest(days: _Days, written: str) -> bool:
    """Return True for a day between the passing of the latest edition and its start: no other edition starts there."""
    return bool(days.revised) and days.revised[: len(written)] < written <= days.revised_effective


def _edition(written: str, right: tuple[str, str], other: tuple[str, str]) -> str:
    """Return the right day of the edition that the written one belongs to."""
    for day, counterpart in zip(right, other, strict=True):
        if day and (counterpart == written or day[:4] == written[:4]):
            return day
    return right[1] or right[0]


def _claim(reading: Reading, reference: Reference, rule: Rule) -> Match | None:
    folded, block = reading.document.folded, reading.block_of(reference.span).span
    behind = search(rule.pattern("behind"), folded, reference.span.end, min(block.end, reference.span.end + _CONTEXT))
    if behind and behind.start() == reference.span.end:
        return behind
    start = max(block.start, reference.span.start - _CONTEXT)
    before = search(rule.pattern("before"), folded, start, reference.span.start)
    if before and before.end() == reference.span.start:
        return before
    around = finditer(rule.pattern("around"), folded, start, min(block.end, reference.span.end + _CONTEXT))
    return next((one for one in around if Span(*one.span("title")) == reference.span), None)


def _written(claim: Match, year: str) -> str:
    groups = claim.groupdict()
    month = f"-{int(groups['month']):02}" if groups.get("month") else ""
    return f"{year}{month}" + (f"-{int(groups['day']):02}" if groups.get("day") else "")


def _days(catalog: Catalog, title: str) -> _Days | None:
    """Return the days of a norm that are reliable enough for a check, or None."""
    entry, known, revision = catalog.title(title), catalog.known(title), catalog.revision(title)
    if entry is None and (known is None or not known.certain):
        return None
    dated = entry is not None and entry.dated
    promulgated = entry.promulgated.isoformat() if entry and dated and entry.promulgated else ""
    effective = entry.effective.isoformat() if entry and dated and entry.effective else ""
    revised = revised_effective = ""
    if known and known.certain:
        promulgated, effective = promulgated or known.promulgated, effective or known.effective
        revised, revised_effective = known.revised, known.revised_effective
    if revision:
        revised, revised_effective = revision.promulgated.isoformat(), revision.effective.isoformat()
    only = known is not None and known.never_revised and revision is None
    return _Days(promulgated, effective, revised, revised_effective, only)


KIND = Kind(
    "norm-claim",
    "所说的施行日期、通过日期、文号与该文件不符",
    check,
    (
        Option("fault", "string", "day 或 number", choices=("day", "number")),
        Option("behind", "pattern", "名称后的说法，以 year、month、day、act、claim 分组", (), prefiltered=True),
        Option("before", "pattern", "书名号前的说法，分组同上", ()),
        Option("before-bare", "pattern", "没有书名号的名称前的说法，分组同上", (), prefiltered=True),
        Option("around", "pattern", "日期在书名号前、说法在后，分组同上，另有 title", ()),
        Option("followed", "pattern", "书名号后说印发、施行以后哪一天做了什么，分组同上", ()),
        Option("bare", "strings", "没有书名号的名称的末尾", ()),
        Option("longest-name", "integer", "没有书名号的名称至多多少字", 24),
        Option("orders", "pattern", "书名号后的令号", ()),
        Option("other-issuers", "table", "标题以某机关起头的，不是它的字号的开头，以 | 分开", {}),
        Option("starts", "strings", "说的是施行而不是通过、公布的词", ()),
    ),
    ("text", "title", "right", "act"),
    ("confused", "other", "issuer", "successor", "before", "title"),
)
