"""Repeated clauses and sentences: with other figures, word for word, or with the same meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from checker.facts.outline.ordinals import without_ordinal
from checker.facts.reading import Reading
from checker.facts.sentences import (
    clauses_in,
    sentences_in,
    share_substring,
    stripped,
    stripped_clauses_in,
)
from checker.knowledge.segmentation import splits_word
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern, search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_FIGURE = compile_pattern(r"(?:约|近|超)?\d[\d,.]*(?:万|亿)?(?:余|多)?")
_COUNT = compile_pattern(r"(?<![\d.])\d[\d.]*(?=\p{Han})(?![年月日号条])")
_DIGIT = compile_pattern(r"\d")
_FINAL = compile_pattern(r"[,;。，；]+$")
_MARKS = "。;,:!?\n"
_ORDINAL_ENDS = "是、.)要"
_CORE = 3
"""Characters that two clauses that say one thing share, at least."""
_SUBJECT = 4
"""Characters of the subject that only the second of them names, at most."""
_QUOTED_LENGTH = 40
"""Characters of a clause that the message quotes."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every repetition of the kind that the option ``fault`` names.

    ``figures`` are clauses of one paragraph that differ in figures only, ``sentence`` are equal sentences anywhere in
    the body, ``meaning`` are adjacent clauses with the same meaning, ``clause`` are equal clauses of one paragraph, and
    ``restated`` are adjacent clauses that say the same with the same figures.
    """
    fault = rule.string("fault")
    if fault == "figures":
        folded = reading.document.folded
        for block in reading.body:
            if _DIGIT.search(folded, block.span.start, block.span.end):
                yield from _twice(reading, stripped_clauses_in(folded, block.span), rule, figures=True)
    elif fault == "sentence":
        folded = reading.document.folded
        spans = [sentence for block in reading.body for sentence in sentences_in(folded, block.span)]
        told = list(_twice(reading, [(span, stripped(span.of(folded))) for span in spans], rule, figures=False))
        yield from told
        yield from _inside_another(reading, spans, rule, [finding.span for finding in told if finding.span])
    elif fault == "clause":
        yield from _clauses_again(reading, rule)
    elif fault == "restated":
        for block in reading.body:
            yield from _restated(reading, block.span, rule)
            yield from _reworded(reading, block.span, rule)
    else:
        for block in reading.body:
            yield from _same_meaning(reading, block.span, rule)


def _twice(reading: Reading, parts: Sequence[tuple[Span, str]], rule: Rule, *, figures: bool) -> Iterator[Finding]:
    """Yield a finding for two equal parts; with ``figures``, for the earlier of two that differ in figures only."""
    first: dict[str, Span] = {}
    folded, least = reading.document.folded, rule.integer("minimum-length")
    for span, key in parts:
        # Replacing figures only shortens the key, and a key of letters alone contains no figure.
        if (len(key) < least and not _is_figured(key, rule, figures=figures)) or (figures and key.isalpha()):
            continue
        plain = _FIGURE.sub("#", key) if figures else key
        if figures and (len(plain) < least or "#" not in plain):
            continue
        other = first.setdefault(plain, span)
        if other is span or (figures and search(rule.pattern("except"), plain)):
            continue
        if (stripped(other.of(folded)) != key) == figures:
            yield _finding(reading, other, span) if figures else _finding(reading, span, other)


def _inside_another(reading: Reading, spans: list[Span], rule: Rule, told: list[Span]) -> Iterator[Finding]:
    """Yield a finding for a sentence that is part of another one, from mark to mark; told from the later place."""
    folded = reading.document.folded
    keys = []
    for span in spans:
        inner = without_ordinal(folded, span)
        key = stripped(inner.of(folded))
        long_enough = len(key) >= rule.integer("minimum-length") or _is_figured(key, rule, figures=False)
        if _is_one_clause(key, rule) or ("," in key and long_enough):
            keys.append((span, inner, key))
    openings = _openings(reading, {key.partition(",")[0] for _, _, key in keys}, rule.integer("places"))
    for span, inner, key in keys:
        candidates = openings.get(key.partition(",")[0], ())
        at = next((at for at in candidates if not span.start <= at < span.end and folded.startswith(key, at)), -1)
        if at < 0 or not _is_bounded(folded, at, at + len(key)):
            continue
        one, other = sorted((Span(at, at + len(key)), inner), key=lambda place: place.start)
        if not any(other.overlaps(place) or one.overlaps(place) for place in told):
            told.append(other)
            yield _finding(reading, other, one)


def _is_one_clause(key: str, rule: Rule) -> bool:
    """Return True for a sentence of one clause that counts something: 对首次违法且及时改正的23起不予处罚."""
    return "," not in key and len(key) >= rule.integer("one-clause") and search(_COUNT, key) is not None


def _openings(reading: Reading, wanted: set[str], most: int) -> dict[str, list[int]]:
    """Return where the wanted clauses of the body begin, by their words; of one that recurs, the first few places.

    A text that consists of one clause would be compared with itself else.
    """
    folded = reading.document.folded
    found: dict[str, list[int]] = {}
    for block in reading.body:
        for clause, whole in stripped_clauses_in(folded, block.span):
            inner = without_ordinal(folded, clause)
            words = whole if inner is clause else stripped(inner.of(folded))
            if words in wanted:
                places = found.setdefault(words, [])
                if len(places) < most:
                    places.append(folded.find(words, inner.start))
    return found


def _is_bounded(folded: str, start: int, end: int) -> bool:
    """Return True if a mark, or the ordinal of a heading or an item, stands before the text and a mark behind it."""
    before = folded[max(0, start - 1) : start]
    return (before in _MARKS or before in _ORDINAL_ENDS) and folded[end : end + 1] in _MARKS


def _clauses_again(reading: Reading, rule: Rule) -> Iterator[Finding]:
    told: list[Span] = []
    for block in reading.body:
        for finding in _clause_again(reading, block.span, rule):
            told.extend([finding.span] if finding.span else [])
            yield finding
    yield from _pairs_again(reading, told, rule)


def _clause_again(reading: Reading, block: Span, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a clause of a paragraph that stands in it before, word for word.

    A clause without a figure must be longer, unless it follows at once: short ones are refrains.
    """
    folded, reach = reading.document.folded, rule.integer("reach")
    first: dict[str, tuple[int, Span]] = {}
    clauses = [_without_ordinal(folded, span, key) for span, key in stripped_clauses_in(folded, block)]
    shift = 0
    for number, (span, key) in enumerate(clauses):
        if len(key) < rule.integer("minimum-length"):
            continue
        before, other = first.setdefault(key, (number, span))
        if other is span and number and _ends_alike(clauses[number - 1][1], key):
            before, other = number - 1, clauses[number - 1][0]
        if other is span and (_DIGIT.search(key) or len(key) >= rule.integer("without-figure")):
            earlier = (n for n in range(max(0, number - reach), number) if clauses[n][1].endswith(key))
            before = next(earlier, number)
            before = before if _DIGIT.search(key) or _in_one_sentence(folded, clauses[before][0], span) else number
            other = clauses[before][0]
        if other is span or search(rule.pattern("except"), key):
            continue
        if before < number - 1 and _is_of_another(folded, other, span) and search(rule.pattern("of-each"), key):
            continue
        longer = len(key) >= rule.integer("without-figure") or before == number - 1 or number - before == shift
        longer = longer or (_ends_sentence(folded, span) and _in_one_sentence(folded, other, span))
        shift = number - before  # two clauses that stand again in their order are no refrain
        if longer or (_DIGIT.search(key) and number - before <= reach):
            yield _finding(reading, span, other)


def _without_ordinal(folded: str, span: Span, key: str) -> tuple[Span, str]:
    """Return a clause and its words without the ordinal of an item: 一是力量不足."""
    inner = without_ordinal(folded, span)
    return (span, key) if inner is span else (inner, stripped(inner.of(folded)))


def _ends_sentence(folded: str, span: Span) -> bool:
    return folded[span.end - 1] in ";。"


def _in_one_sentence(folded: str, first: Span, second: Span) -> bool:
    return not _is_of_another(folded, first, second)


def _ends_alike(before: str, key: str) -> bool:
    """Return True if the clause before ends as this one, a word before it: 法治建设取得新的进展。取得新的进展。"""
    return before.endswith(key) and before != key and not splits_word(before, Span(len(before) - len(key), len(before)))


def _is_of_another(folded: str, first: Span, second: Span) -> bool:
    """Return True if a semicolon or a full stop stands between two clauses, so that the second speaks of another."""
    return any(mark in folded[first.start : second.start] for mark in ";。")


def _pairs_again(reading: Reading, told: list[Span], rule: Rule) -> Iterator[Finding]:
    """Yield a finding for two clauses with figures that stand side by side in an earlier paragraph too."""
    folded = reading.document.folded
    first: dict[tuple[str, str], Span] = {}
    for block in reading.body:
        if not _DIGIT.search(folded, block.span.start, block.span.end):
            continue
        for (one, one_key), (other, other_key) in pairwise(stripped_clauses_in(folded, block.span)):
            # What stands before may be a subject that only one of the two names.
            keys = (one_key[-rule.integer("tail") :], other_key)
            if min(map(len, keys)) < rule.integer("minimum-length") or not all(map(_DIGIT.search, keys)):
                continue
            span = Span(one.start, other.end)
            before = first.setdefault(keys, span)
            if before is not span and before.end <= block.span.start and not any(span.overlaps(t) for t in told):
                told.append(span)
                yield _finding(reading, span, before, "elsewhere")


def _restated(reading: Reading, block: Span, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a clause that says what the clause before it says, with the same figures."""
    folded = reading.document.folded
    if not _DIGIT.search(folded, block.start, block.end):
        return
    for (first_span, first), (second_span, second) in pairwise(stripped_clauses_in(folded, block)):
        figures = _FIGURE.findall(first)
        if first == second or not figures or figures != _FIGURE.findall(second):
            continue
        shorter, longer = sorted((first, second), key=len)
        shared = sum((Counter(shorter) & Counter(longer)).values())
        alike = len(shorter) >= rule.integer("minimum-length") and shared >= rule.number("alike") * len(shorter)
        alike = alike and len(longer) <= rule.number("longer") * len(shorter)
        if alike and not _of_another(first, second):
            yield _finding(reading, second_span, first_span)


def _of_another(first: str, second: str) -> bool:
    """Return True if two texts differ only in their first characters, of which both have some: 县政府…, 乡镇政府….

    Then one thing is said of two.
    """
    same = 0
    while same < min(len(first), len(second)) and first[-1 - same] == second[-1 - same]:
        same += 1
    one, other = len(first) - same, len(second) - same
    return 0 < min(one, other) <= max(one, other) <= _SUBJECT and same > _CORE


def _reworded(reading: Reading, block: Span, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for a clause without figures that says what the clause before it says in hardly other words.

    What they do not share are the characters ``weak``, and a subject that the second one names.
    """
    folded, weak, least = reading.document.folded, rule.string("weak"), rule.integer("shortest")
    clauses = clauses_in(folded, block) if weak else ()
    ignored = frozenset(weak + _MARKS + "、“”")
    for first_span, second_span in pairwise(clauses):
        shorter, longer = sorted((len(first_span), len(second_span)))
        if not least <= shorter <= longer < 2 * shorter:
            continue
        first, second = first_span.of(folded), second_span.of(folded)
        if (
            all(character in second or character in ignored for character in first)
            and not _DIGIT.search(first)
            and not _DIGIT.search(second)
        ):
            one, other = ("".join(filter(str.isalnum, clause)) for clause in (first, second))
            if one != other and _differ_in(one, other, weak):
                yield _finding(reading, second_span, first_span)


def _differ_in(first: str, second: str, weak: str) -> bool:
    """Return True if two texts have the same characters in the same order but for weak ones, and for a longer start."""
    one = "".join(character for character in first if character not in weak)
    other = "".join(character for character in second if character not in weak)
    return len(one) > _CORE and (one == other or (other.endswith(one) and len(other) - len(one) <= _SUBJECT))


def _is_figured(key: str, rule: Rule, *, figures: bool) -> bool:
    """Return True for a shorter sentence with a figure, which is no formula either."""
    return not figures and len(key) >= rule.integer("figured") and _DIGIT.search(key) is not None


def _same_meaning(reading: Reading, block: Span, rule: Rule) -> Iterator[Finding]:
    folded = reading.document.folded
    least, headline = rule.integer("minimum-length"), rule.integer("headline")
    for (first_span, first), (second_span, second) in pairwise(stripped_clauses_in(folded, block)):
        if first == second:
            continue
        if (share_substring(first, second, least) and _differ_in_empty_words(first, second, rule)) or (
            headline <= len(first) <= 2 * headline and _repeats_headline(first, second, rule)
        ):
            yield _finding(reading, Span(first_span.start, second_span.end), first_span)


def _differ_in_empty_words(first: str, second: str, rule: Rule) -> bool:
    """Return True if the words that the clauses do not share are empty: 推进法治政府建设,积极开展法治政府建设工作."""
    shared = _longest_common(first, second)
    remainders = (first.replace(shared, "", 1), second.replace(shared, "", 1))
    return all(rule.pattern("empty").fullmatch(words) for words in remainders)


def _repeats_headline(first: str, second: str, rule: Rule) -> bool:
    """Return True if a headline is repeated at the end of the next clause: 培训体系不完善。…的法治培训体系不够完善."""
    if len(second) <= len(first) or not search(rule.pattern("headline-ends"), first):
        return False
    tail = iter(second[-len(first) - 2 :])
    return all(character in tail for character in first)


def _longest_common(first: str, second: str) -> str:
    """Return the longest common substring of two texts, the first one if there are several."""
    longest = ""
    for start in range(len(first)):
        end = start + len(longest) + 1
        while end <= len(first) and first[start:end] in second:
            longest, end = first[start:end], end + 1
    return longest


def _finding(reading: Reading, span: Span, other: Span, variant: str = "") -> Finding:
    text = reading.document.text
    place = reading.document.line_label(other.start)
    trimmed = Span(span.start, span.start + len(_FINAL.sub("", span.of(text))))
    values = {
        "text": trimmed.of(text)[:_QUOTED_LENGTH],
        "place": place,
        "other": _FINAL.sub("", other.of(text))[:_QUOTED_LENGTH],
    }
    return Finding(trimmed, values, variant, related=(Related(other, "另一处"),))


KIND = Kind(
    "repeated-clause",
    "同一句话、同一意思说两遍",
    check,
    (
        Option(
            "fault",
            "string",
            "figures 只有数字不同的分句、sentence 整句、meaning 相邻两句同义、clause 分句、restated 相邻两句同数",
        ),
        Option("minimum-length", "integer", "至少多少字"),
        Option("empty", "pattern", "相同部分之外只有这些，才算意思重复", ()),
        Option("headline", "integer", "小标题式的短句至少几个字；其两倍以内才算", 0),
        Option("figured", "integer", "有数字的整句至少多少字", 14),
        Option("one-clause", "integer", "别处有的一个分句，自成一句、数着什么的，至少多少字", 16),
        Option("without-figure", "integer", "没有数字的分句至少多少字才算", 12),
        Option("places", "integer", "同一分句至多记几处", 8),
        Option("reach", "integer", "有数字的分句隔几个分句之内才算", 6),
        Option("tail", "integer", "别的段落里的两个相连分句，前一句只比末尾这么多字", 8),
        Option("alike", "number", "两句至少多大比例的字相同", Decimal("0.9")),
        Option("longer", "number", "长的一句至多是短的几倍", Decimal("1.6")),
        Option("shortest", "integer", "没有数字的相邻两句至少几个字", 6),
        Option("weak", "string", "相邻两句只差这些字，就是一个意思", ""),
        Option("except", "pattern", "这样的分句可以重复", ()),
        Option("of-each", "pattern", "隔着分号、句号的这种分句各说各的，可以相同", ()),
        Option("headline-ends", "pattern", "小标题式短句的结尾", ()),
    ),
    ("text", "place", "other"),
    ("elsewhere",),
)
