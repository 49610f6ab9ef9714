"""The issuer's place with another type behind it: 云浦高新区 in the report of 云浦经济技术开发区."""

from __future__ import annotations

from collections.abc import Iterator
from re import escape

from checker.facts.names.variants import near_places
from checker.facts.reading import Reading
from checker.facts.sentences import enclosing, sentences_in
from checker.knowledge.dictionary import lookup
from checker.knowledge.language_model.symbols import is_han
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern, finditer, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_LONG = 3
"""Characters of a name of which a wrong one sounds or looks alike; in a longer one it may be any."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every such place, and for the place's name in the wrong order (variant ``order``).

    A longer name of the issuer's place with one wrong character is one too (variant ``near``). More of them than
    ``maximum`` are another place. Types of one list of ``classes`` exclude each other. A type that
    stands in the issuer's name is right: 青石县青石镇.
    """
    issuer = reading.identity.issuer
    if issuer is None or not reading.identity.is_report:
        return
    types, name = rule.pattern_table("types"), "".join(issuer.value.split())
    # The last of the issuer's places is its own: 青石镇 of 青石县青石镇.
    typed = ((place, key) for place in reversed(reading.own_names) for key in types if search(types[key], place))
    place, own = next(typed, ("", ""))
    group = next((entry.split() for entry in rule.strings("classes") if own in entry.split()), [])
    stem = types[own].sub("", place) if own else ""
    yield from _reversed(reading, stem, issuer.value)
    others = [types[key].pattern.replace("$", "") for key in group if key != own and not search(types[key], name)]
    if len(stem) < 2:
        return
    yield from _untyped(reading, rule, stem, issuer.value)
    yield from _near(reading, rule, place, len(stem))
    if not others:
        return
    wrong = compile_pattern(f"{escape(stem)}(?:{'|'.join(others)})(?!{rule.string('longer')})")
    folded, text = reading.document.folded, reading.document.text
    if stem not in folded:
        return
    spans = [
        Span(*match.span())
        for block in reading.body
        for match in finditer(wrong, folded, block.span.start, block.span.end)
    ]
    # Some cities have a county of their own name; whether this one has is known of the places of the table only.
    unsure = [types[key] for key in rule.strings("known-only")]
    spans = [
        span
        for span in spans
        if not any(search(kind, name) for kind in unsure for name in (place, span.of(folded)))
        or (reading.places.known(place) and not reading.places.known(span.of(folded)))
    ]
    if len(spans) <= rule.integer("maximum") and not any(_is_former(reading, rule, span) for span in spans):
        for span in spans:
            yield Finding(span, {"text": span.of(text), "issuer": issuer.value})


def _near(reading: Reading, rule: Rule, place: str, length: int) -> Iterator[Finding]:
    """Yield the places where one character of a stem of so many characters is another one: 乌兰淖尔布苏木.

    The first one is no matter of this: what stands before a shorter name is another word.
    """
    issuer, folded = reading.identity.issuer, reading.document.folded
    if issuer is None or length < _LONG:
        return
    found: dict[str, list[Span]] = {}
    for block in reading.body:
        for span in near_places(folded, place, block.span):
            written = span.of(folded)
            at = next(at for at in range(len(place)) if written[at] != place[at])
            told_apart = search(rule.pattern("telling"), written[at] + place[at])
            likely = length > _LONG or reading.taken_for(written[at], place[at])
            if not likely or told_apart or not 0 < at < length or not is_han(written[at]):
                continue
            if not reading.places.known(written):
                found.setdefault(written, []).append(span)
    for spans in found.values():
        if len(spans) <= rule.integer("maximum") and not any(_is_former(reading, rule, span) for span in spans):
            for span in spans:
                yield Finding(span, {"text": span.of(reading.document.text), "issuer": issuer.value}, "near")


def _untyped(reading: Reading, rule: Rule, stem: str, issuer: str) -> Iterator[Finding]:
    """Yield the places where the type of the issuer's place is lost: 青石人民政府."""
    folded, text = reading.document.folded, reading.document.text
    if stem not in folded:
        return
    for name in (stem + word for word in rule.strings("untyped")):
        at = folded.find(name)
        while at >= 0:
            span = Span(at, at + len(name))
            if span in reading.block_of(span).span:
                yield Finding(span, {"text": span.of(text), "issuer": issuer}, "untyped")
            at = folded.find(name, span.end)


def _is_former(reading: Reading, rule: Rule, span: Span) -> bool:
    """Return True if the sentence says that the place was called so before: 撤镇设街道, 原柳河镇."""
    folded, block = reading.document.folded, reading.block_of(span).span
    sentence = enclosing(sentences_in(folded, block), span.start) or block
    return search(rule.pattern("former"), folded, sentence.start, sentence.end) is not None


def _reversed(reading: Reading, stem: str, issuer: str) -> Iterator[Finding]:
    """Yield the places where the two characters of the issuer's place stand in the wrong order: 霁竹说法 in 竹霁."""
    wrong = stem[::-1]
    folded, text = reading.document.folded, reading.document.text
    if len(stem) != 2 or wrong == stem or wrong not in folded or lookup(wrong) is not None:
        return
    for block in reading.body:
        at = folded.find(wrong, block.span.start, block.span.end)
        while at >= 0:
            # In 竹霁竹韵 the place itself begins before it, and in 门店和 a word crosses its edge.
            own = folded[at - 1] == stem[0] or folded[at + 2 : at + 3] == stem[1]
            crossed = lookup(folded[at - 1 : at + 1]) is not None or lookup(folded[at + 1 : at + 3]) is not None
            if not own and not crossed:
                yield Finding(Span(at, at + 2), {"text": text[at : at + 2], "issuer": issuer}, "order")
            at = folded.find(wrong, at + 2, block.span.end)


KIND = Kind(
    "issuer-type",
    "本地的名称后面是别的类别",
    check,
    (
        Option("types", "pattern-table", "类别 → 写法，到名称的末尾"),
        Option("classes", "strings", "不能相混的类别，以空格分开"),
        Option("longer", "string", "后面是这些字的，是更长的名称（正则）"),
        Option("known-only", "strings", "这几类只比 catalog/places.csv 里有的地方", ()),
        Option("untyped", "strings", "地名后面紧接这些，是漏了镇、县、市"),
        Option("telling", "pattern", "差在这些字上的是另一个地方", ()),
        Option("maximum", "integer", "多于几处，就是有这个地方"),
        Option("former", "pattern", "句中有这些，写的是从前的名称", ()),
    ),
    ("text", "issuer"),
    ("order", "untyped", "near"),
)
