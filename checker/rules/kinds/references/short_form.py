"""A short form that the text defines and later writes otherwise, or defines again otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from checker.facts.names.variants import near_places
from checker.facts.reading import Reading
from checker.facts.references.abbreviations import Abbreviation
from checker.facts.words.listed import confirmed
from checker.knowledge.language_model.symbols import is_han
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every later writing that differs from a defined short form in one character.

    Variants: ``twice`` for a second short form of one full name, ``shared`` for one short form of two titles.
    """
    defined = reading.abbreviations
    for first, second in combinations(defined, 2):
        variant = _conflict(first, second, rule)
        if variant:
            yield _finding(reading, second.span, first, variant)
    shorts = {abbreviation.short for abbreviation in defined}
    for abbreviation in defined:
        if len(abbreviation.short) >= rule.integer("minimum-length"):
            for span in _deviating(reading, rule, abbreviation):
                if span.of(reading.document.folded) not in shorts:
                    yield _finding(reading, span, abbreviation, "")


def _conflict(first: Abbreviation, second: Abbreviation, rule: Rule) -> str:
    """Return how two definitions contradict each other, or an empty text."""
    titles = first.full.endswith("》"), second.full.endswith("》")
    if first.short == second.short:
        return "shared" if all(titles) and first.full != second.full else ""
    least = rule.integer("full-length")
    shorter, longer = sorted((first.full, second.full), key=len)
    return "twice" if len(shorter) >= least and longer.endswith(shorter) else ""


def _deviating(reading: Reading, rule: Rule, abbreviation: Abbreviation) -> Iterator[Span]:
    """Yield the places behind the definition that differ from the short form in one character.

    Another level (市局, 县局) and another known body (税务局, 商务局) are others, and so is what is written often.
    """
    folded, short = reading.document.folded, abbreviation.short
    places = [
        span
        for block in reading.body
        if block.span.end > abbreviation.span.end
        for span in near_places(folded, short, block.span)
        if span.start > abbreviation.span.end and not any(span.overlaps(use) for use in abbreviation.uses)
    ]
    for span in places:
        text = span.of(folded)
        changed = next(a for a, b in zip(text, short, strict=True) if a != b)
        if text[-1] == changed and not {changed, short[-1]} <= set(rule.string("organs")):
            continue  # 市交通运输系统 goes on otherwise than 市交通运输局
        if text[0] == changed and not reading.confusable(changed, short[0]):
            continue  # in 向绿化管理部门缴纳 another word stands before
        often = sum(other.of(folded) == text for other in places) > rule.integer("maximum")
        # 县卫健局 is no other body than 县卫健委: a field of work has one.
        retyped = text[:-1] == short[:-1] and {changed, short[-1]} <= set(rule.string("types"))
        other_body = not retyped and search(rule.pattern("others"), text) is not None
        known = changed in rule.string("levels") or other_body
        told = is_han(changed) and not known and not often and not reading.in_title(span)
        if told and confirmed(folded, span, reading.block_of(span)):
            yield span


def _finding(reading: Reading, span: Span, abbreviation: Abbreviation, variant: str) -> Finding:
    values = {"text": span.of(reading.document.text), "short": abbreviation.short, "full": abbreviation.full}
    return Finding(span, values, variant, (Related(abbreviation.span, f"此处定义了简称“{abbreviation.short}”"),))


KIND = Kind(
    "short-form",
    "简称定义以后写成别的样子，或另有定义",
    check,
    (
        Option("minimum-length", "integer", "简称至少几个字才与后文比"),
        Option("full-length", "integer", "全称至少几个字才比是否同一个"),
        Option("levels", "string", "差在这些字上的是别的层级"),
        Option("organs", "string", "差在最后一个字的，两个字都须在其中"),
        Option("types", "string", "差在这些字上的是同一机关写错了类别", ""),
        Option("others", "pattern", "这些是另外的机关、名称", ()),
        Option("maximum", "integer", "同一写法多于几处，就不是笔误"),
    ),
    ("text", "short", "full"),
    ("twice", "shared"),
)
