"""A writing that the model of the official language hardly knows, beside one that it knows well: 战斗保垒."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.facts.reading import Reading
from checker.facts.words.formation import is_formed
from checker.facts.words.listed import confirmed
from checker.facts.words.typos import Typo
from checker.knowledge.dictionary import word_class
from checker.knowledge.language_model.proposals import DELETION, INSERTION, PAIR, SUBSTITUTION, SWAP
from checker.knowledge.segmentation import MAX_WORD
from checker.rules.kind import Kind
from checker.rules.kinds.replacement import choices
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span, SpanSet

_BRACKET = ")"
_SEEN, _COMMON = 3, 6
"""Powers of two: a writing counted as often is known, is told as common."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding for every likely typo between the bounds of the rule that no list tells."""
    named = SpanSet(near.span for table in rule.strings("tables") for near in reading.near_names(table))
    least = float(rule.number("least"))
    if not reading.identity.is_report:
        least += float(rule.number("elsewhere"))
    for typo in reading.typos:
        score = _score(typo, rule)
        if not least <= score < rule.number("below"):
            continue
        if (
            _idle(typo, rule, reading)
            or _is_listed(typo, reading)
            or named.overlaps(typo.span)
            or reading.own_words.overlaps(typo.span)
        ):
            continue
        yield _finding(reading, typo, rule)


def _is_listed(typo: Typo, reading: Reading) -> bool:
    """True where a list has the wording, unless it was cut out of two words: then the model alone judges it."""
    return any(
        candidate.span.overlaps(typo.span)
        and not candidate.masked
        and (not candidate.wording.confirm or confirmed(reading.document.folded, candidate.span, candidate.block))
        for candidates in reading.candidates.values()
        for candidate in candidates
    )


def _score(typo: Typo, rule: Rule) -> float:
    """The score of a typo less what speaks against it."""
    against = {
        "deletion": typo.kind == DELETION,
        "doubled-word": typo.kind == DELETION and len(typo.written) > 1,
        "insertion": typo.kind == INSERTION,
        "swap": typo.kind == SWAP,
        "two-characters": typo.kind == PAIR,
        "quoted": typo.quoted,
        "titled": typo.titled,
        "in-a-word": typo.word,
        "recurring": typo.recurs,
        "parallel": typo.parallel,
        "reduplicated": typo.reduplicated,
        "unlike": typo.unlike,
        "alone": typo.alone,
        "breaking": typo.breaks,
        "seen": typo.seen > 0 and typo.kind != INSERTION,  # a word without a character of it is seen in the word
        "known": typo.seen >= _SEEN and typo.kind != INSERTION,
    }
    score = typo.score - sum(float(rule.number(name)) for name, holds in against.items() if holds)
    changed = {SUBSTITUTION: typo.written, INSERTION: typo.right}.get(typo.kind)
    if changed and changed in rule.string("light"):
        score -= float(rule.number("light-word"))
    score += float(rule.number("common")) * (typo.frequent - _COMMON)
    if any(sign in typo.behind for sign in rule.string("names")):
        score -= float(rule.number("name"))
    return score


def _idle(typo: Typo, rule: Rule, reading: Reading) -> bool:
    """True when either is right, or numerals and short names of places are changed."""
    written = typo.written
    meeting = rule.string("light") + rule.string("names")
    apart = typo.kind == DELETION and (written in meeting or _stands_apart(typo, rule, reading))
    if apart and _before_a_word(reading, typo.changed):
        return True
    if typo.kind == INSERTION and reading.document.folded[typo.changed.end :].lstrip().startswith(typo.right):
        return True  # a broken line parted it from the rest
    if any(character in rule.string("numerals") for character in written + typo.right):
        return True
    if _is_measure(typo, rule, reading) or _is_new(typo, rule, reading.document.folded):
        return True
    forms = rule.string("forms")
    if any(character in rule.string("places") for character in written) or (
        forms and reading.character_forms(forms).standing(typo.span.of(reading.document.text))
    ):
        return True
    either = [set(pair.split("/")) for pair in rule.strings("either")]
    before = reading.document.folded[typo.changed.start - 1 : typo.changed.start] if typo.kind == INSERTION else ""
    changes = (
        {written, typo.right},
        {before + written, before + typo.right},
        {typo.span.of(reading.document.text), typo.rights[0]},
    )
    return any(change in either for change in changes)


def _stands_apart(typo: Typo, rule: Rule, reading: Reading) -> bool:
    """True when the first of two equal characters counts a figure or stands behind a bracket: 12支|支队."""
    text, first = reading.document.folded, typo.changed.start
    if text[first : first + 1] != text[first + 1 : first + 2]:
        first -= 1
    before = text[first - 1 : first]
    return before == _BRACKET or (typo.written in rule.string("measures") and before.isdecimal())


def _is_measure(typo: Typo, rule: Rule, reading: Reading) -> bool:
    """True for one measure word in the place of another behind a figure: no spelling tells them apart."""
    measures = rule.string("measures")
    return (
        typo.kind == SUBSTITUTION
        and typo.written in measures
        and typo.right in measures
        and reading.document.folded[typo.changed.start - 1 : typo.changed.start].isdecimal()
    )


def _is_new(typo: Typo, rule: Rule, folded: str) -> bool:
    """True inside a word that is newer than what was counted, or formed as others are: 宗数."""
    low = max(0, typo.changed.start - MAX_WORD)
    around = folded[low : typo.changed.end + MAX_WORD]
    for word in rule.strings("words"):
        place = around.find(word)
        while place >= 0:
            if place <= typo.changed.start - low and typo.changed.end - low <= place + len(word):
                return True
            place = around.find(word, place + 1)
    return is_formed(folded, typo.changed, rule.pattern("compounds"))


def _before_a_word(reading: Reading, changed: Span) -> bool:
    """True when the second of two equal characters begins a longer word: 与与会代表, 对对账, 全市市场."""
    text = reading.document.folded
    second = changed.start + (text[changed.start - 1 : changed.start] != text[changed.start])
    return any(word_class(text[second : second + length]) for length in range(2, MAX_WORD + 1))


def _finding(reading: Reading, typo: Typo, rule: Rule) -> Finding:
    written = typo.span.of(reading.document.text)
    values = {
        "text": written,
        "right": "”或“".join(typo.rights),
        "likely": typo.rights[0],
        "often": _often(typo.frequent),
        "seen": "少见" if typo.seen else "未见",
    }
    counts = reading.modelled.model.counts
    candidates = {right: f"（{_often(counts.of(right))}）" for right in typo.rights}
    return Finding(typo.span, values, fixes=choices(typo.span, candidates))


def _often(count: int) -> str:
    return "常见" if count >= _COMMON else "有见"


KIND = Kind(
    "unusual-writing",
    "公文语言模型里少见的写法，旁有音近、形近而常见的写法",
    check,
    (
        Option("least", "number", "从多少分起算（0 分上下，错与不错各半）"),
        Option("below", "number", "低于多少分", Decimal(1000)),
        Option("elsewhere", "number", "不是年度报告的文件，多要多少分：别的公文新造的词多", Decimal(0)),
        Option("deletion", "number", "改法是删去叠字的，减多少分", Decimal(0)),
        Option("doubled-word", "number", "改法是删去重复的词的，再减多少分：可能一是名词一是动词", Decimal(0)),
        Option("insertion", "number", "改法是添字的，减多少分", Decimal(0)),
        Option("swap", "number", "改法是换序的，减多少分", Decimal(0)),
        Option("two-characters", "number", "改法是换相邻两字的，减多少分", Decimal(0)),
        Option("quoted", "number", "在引号里的，减多少分", Decimal(0)),
        Option("titled", "number", "在书名号里的，减多少分", Decimal(0)),
        Option("in-a-word", "number", "所写的字在词典的词里的，减多少分", Decimal(0)),
        Option("recurring", "number", "文中不止一处这样写的，减多少分", Decimal(0)),
        Option("parallel", "number", "并列的相邻一项同一处也这样写的，减多少分", Decimal(0)),
        Option("reduplicated", "number", "叠字本来就对的（两词相接、两两相叠、叠字后接“的”），减多少分", Decimal(0)),
        Option("unlike", "number", "音形都不近的，减多少分", Decimal(0)),
        Option("alone", "number", "改后的字不在任何词里的，减多少分", Decimal(0)),
        Option("breaking", "number", "改后拆散了旁边的词的，减多少分", Decimal(0)),
        Option("seen", "number", "所写的也见过的，减多少分", Decimal(0)),
        Option("known", "number", "所写的常见的，再减多少分", Decimal(0)),
        Option("common", "number", "改后的词每常见一倍（从64次起），加多少分", Decimal(0)),
        Option("light", "string", "连词、介词、助词", ""),
        Option("light-word", "number", "所写的、要补的是这些字的，减多少分", Decimal(0)),
        Option("names", "string", "后面紧接这些字的多是地名、机构名", ""),
        Option("name", "number", "这样的名称，减多少分", Decimal(0)),
        Option("numerals", "string", "改动涉及这些字（数字）的不算", ""),
        Option("places", "string", "所写的是这些字（地名简称）的不算", ""),
        Option("forms", "string", "rulesets/words 中的字形表：有这些字的由别的规则报", ""),
        Option("either", "strings", "两种写法都可以的，以斜线相隔", ()),
        Option("measures", "string", "量词：数字后写的、改成的都是这些字的不算", ""),
        Option("compounds", "pattern", "照格式造的词，不当作错字", ()),
        Option("words", "strings", "公文里新有、模型没有数过的词：在这些词里的不算", ()),
        Option("tables", "strings", "rulesets/words 中的名称表，写错这些名称的由别的规则报", ()),
    ),
    ("text", "right", "likely", "often", "seen"),
)
