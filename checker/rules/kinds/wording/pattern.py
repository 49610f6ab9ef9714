"""A wording that must not occur, told by regular expressions on half-width text."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from operator import itemgetter

from checker.facts.copies.doubles import doubled
from checker.facts.marks.width import widened
from checker.facts.outline.zones import ZONES
from checker.facts.reading import Reading
from checker.facts.words.listed import confirmed
from checker.knowledge.dictionary import word_class
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import replacement
from checker.rules.kinds.wording.context import CONTEXT, likelier
from checker.rules.rule import Option, Rule
from checker.search.patterns import Match, Pattern, expand_template, free_matches, match_span
from checker.text.diagnostic import Edit, Finding, Fix
from checker.text.document import Block
from checker.text.span import Span, SpanSet

_EMPTY = ("case", "unit", "word", "right")
_BEHIND = 3
"""Characters behind ``(?P<free>…)`` that may make a word with it."""
_MARKS = frozenset(",;:?!()")
_WORD = 2
"""Characters of the shortest word that is looked for twice; single ones are doubled rightly all the time (天天)."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every match in the rule's zones that no exception covers.

    A group named ``here`` narrows the finding to a part of the match. Prompts of content controls need not match.
    """
    prompts = reading.document.prompts if rule.boolean("prompts") else ()
    for prompt in prompts:
        yield Finding(prompt, {"text": prompt.of(reading.document.text), **dict.fromkeys(_EMPTY, "")})
    shown = SpanSet(prompts)
    cases = {"": rule.pattern("patterns"), **rule.pattern_table("cases")}
    possible = _possible(reading, cases, rule.strings("zones"))
    if not possible:
        return
    text, exceptions = _looked_at(reading, rule.string("text")), rule.pattern("except")
    if rule.integer("doubled"):
        # What is not masked stands in the half-width text too, and that has no long runs of one character.
        possible = _holding_doubles(reading.document.folded, possible, rule.integer("doubled"))
    for block, case in possible:
        span = block.span
        for match in free_matches(cases[case], exceptions, text, span.start, span.end):
            where = _where(match)
            if not shown.overlaps(where) and _believed(reading, rule, match, block):
                values = {
                    "text": where.of(reading.document.text),
                    "case": case,
                    **_groups(match, reading.document.text),
                }
                yield Finding(where, values, fixes=_fixes(reading, rule, match, where))


def _possible(reading: Reading, cases: Mapping[str, Pattern], zones: tuple[str, ...]) -> list[tuple[Block, str]]:
    """The blocks that a case may be in, with that case: block by block, the cases in the order of the rule."""
    if len(cases) == 1:
        return [(block, "") for block in reading.candidate_blocks(cases[""], zones)]
    found = [
        (block.span.start, number, block, case)
        for number, (case, pattern) in enumerate(cases.items())
        for block in reading.candidate_blocks(pattern, zones)
    ]
    found.sort(key=itemgetter(0, 1))
    return [(block, case) for _, _, block, case in found]


def _holding_doubles(folded: str, blocks: list[tuple[Block, str]], longest: int) -> list[tuple[Block, str]]:
    """The blocks of cases, and of the others those in which a word of so many characters stands twice, side by side."""
    places = sorted(set(doubled(folded, range(_WORD, longest + 1)))) if any(not case for _, case in blocks) else []

    def holds(span: Span) -> bool:
        index = bisect_left(places, span.start)
        return index < len(places) and places[index] < span.end

    return [(block, case) for block, case in blocks if case or holds(block.span)]


def _believed(reading: Reading, rule: Rule, match: Match, block: Block) -> bool:
    """True when the word is of a wanted class, and no word reaches over the ends of the match."""
    classes = rule.strings("word-class")
    if classes and word_class(match.group("word")) not in classes:
        return False
    others = rule.strings("other-class")
    if others and _other(match.group("word"), others):
        return False
    if rule.boolean("confirm") and not confirmed(reading.document.folded, _where(match), block):
        return False
    if _begins_word(reading.document.folded, match) or _divides_word(reading.document.folded, match):
        return False
    if rule.boolean("confirm-word") and not _ends_word(reading, match, block):
        return False
    return likelier(reading, rule, _where(match), (expand_template(match, rule.string("replace")),))


def _begins_word(text: str, match: Match) -> bool:
    """True when ``(?P<free>…)`` begins a word with what follows: the second 对 of 对对账, however it is cut."""
    if "free" not in match.groupdict():
        return False
    start, end = match.span("free")
    return start >= 0 and any(word_class(text[start : end + more]) for more in range(1, _BEHIND + 1))


def _divides_word(text: str, match: Match) -> bool:
    """True when ``(?P<blank>…)`` stands within a word: 负责 人."""
    if "blank" not in match.groupdict():
        return False
    start, end = match.span("blank")
    around = ((before, behind) for before in range(1, _BEHIND) for behind in range(1, _BEHIND))
    return start >= 0 and any(word_class(text[start - one : start] + text[end : end + other]) for one, other in around)


def _ends_word(reading: Reading, match: Match, block: Block) -> bool:
    """True unless ``(?P<word>…)`` ends within a word: 共 of 共青团, 加强 of 更加强化, and not of 切实加强."""
    _, end = match.span("word")
    return end < 0 or confirmed(reading.document.folded, Span(end, end), block)


def _other(word: str, classes: tuple[str, ...]) -> bool:
    """True for a word of the classes, and for a pair of characters that is no word."""
    found = word_class(word)
    return found in classes or (not found and len(word) == _WORD)


def _fixes(reading: Reading, rule: Rule, match: Match, where: Span) -> tuple[Fix, ...]:
    if rule.boolean("remove"):
        return (Fix("删去", "unsafe", (Edit(where, ""),)),)
    template = rule.string("replace")
    return replacement(where, _in_width(reading, expand_template(match, template))) if template else ()


def _in_width(reading: Reading, text: str) -> str:
    """Return a text with marks of the width that the report's own have; patterns and templates are half-width."""
    if _MARKS.isdisjoint(text) or reading.width.half > reading.width.full:
        return text
    return "".join(widened(character) if character in _MARKS else character for character in text)


def _looked_at(reading: Reading, name: str) -> str:
    if name == "masked":
        return reading.masks.text
    return reading.document.folded if name == "folded" else reading.document.text


def _where(match: Match) -> Span:
    return Span(*match_span(match))


def _groups(match: Match, text: str) -> dict[str, str]:
    """The groups that messages quote, as the report writes them: a mark in its own width."""
    groups = match.groupdict()
    return {name: text[slice(*match.span(name))] if groups.get(name) else "" for name in ("unit", "word", "right")}


KIND = Kind(
    "pattern",
    "不应出现的写法（正则）",
    check,
    (
        Option(
            "patterns",
            "pattern",
            "要找的写法；(?P<here>…) 缩小标出的范围，(?P<free>…) 与后面的字连成词的、(?P<blank>…) 隔开一个词的不算",
            (),
            prefiltered=True,
        ),
        Option("cases", "pattern-table", "分几种情形的写法：情形（如改法）= 写法，{case} 引情形", {}, prefiltered=True),
        Option("except", "pattern", "与这些写法重叠的不算", ()),
        Option("replace", "string", "改成什么；\\g<name> 取正则中的组", ""),
        Option("remove", "boolean", "改法是删去", default=False),
        Option("zones", "strings", "在哪些区域找", ("body",), ZONES),
        Option("text", "string", "半角化的文字、遮蔽引文和书名的文字，或原文", "folded", ("folded", "masked", "raw")),
        Option("word-class", "strings", "(?P<word>…) 须属于的词类(jieba 词典),如 ns", ()),
        Option("other-class", "strings", "(?P<word>…) 不属于这些词类的才算,词典里没有的两个字也不算", ()),
        Option("doubled", "integer", "patterns 只在有词语连写两遍的段落里找，词为两个至这么多个字；0 为不限", 0),
        CONTEXT,
        Option("prompts", "boolean", "Word 内容控件里没有填的提示也算", default=False),
        Option("confirm", "boolean", "切词证实：不是从别的词里截出来的", default=False),
        Option("confirm-word", "boolean", "切词证实：(?P<word>…) 没有断在别的词中间", default=False),
    ),
    ("text", "unit", "word", "right", "case"),
)
