"""A plan that says again what was said to be achieved."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.facts.sentences import sentences_in
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.multi_search import present_words
from checker.search.patterns import search
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every sentence of the plan that holds a long stretch of the rest, word for word."""
    folded, length = reading.document.folded, rule.integer("minimum-length")
    planned = [block.span for block in reading.body if reading.in_plan(block.span)]
    others = [block.span for block in reading.body if not reading.in_plan(block.span)]
    rest = "\n".join(span.of(folded) for span in others)
    sentences = [sentence for span in planned for sentence in sentences_in(folded, span)]
    suspected = _sharing(folded, sentences, rest, length)
    if not suspected:
        return
    wanted = {folded[at : at + length] for sentence in suspected for at in _offsets(sentence, length)}
    earlier: dict[str, int] = {}
    for span in others:
        for offset in [at for at in _offsets(span, length) if folded[at : at + length] in wanted]:
            earlier.setdefault(folded[offset : offset + length], offset)
    for sentence in suspected:
        finding = _repeated(reading, sentence, earlier, rule)
        if finding:
            yield finding


def _offsets(span: Span, length: int) -> range:
    """Where the pieces of a length in a stretch of the text begin."""
    return range(span.start, span.end - length + 1)


def _sharing(folded: str, sentences: list[Span], rest: str, length: int) -> list[Span]:
    """The sentences that hold a piece of half the length that stands in the rest: no others can hold all of it."""
    piece = (length + 1) // 2
    pieces: dict[str, list[Span]] = {}
    for sentence in sentences:
        for start in range(sentence.start, sentence.end - piece + 1, piece):
            pieces.setdefault(folded[start : start + piece], []).append(sentence)
    return sorted({sentence for found in present_words(pieces, rest) for sentence in pieces[found]})


def _repeated(reading: Reading, sentence: Span, earlier: dict[str, int], rule: Rule) -> Finding | None:
    folded, length = reading.document.folded, rule.integer("minimum-length")
    for offset in _offsets(sentence, length):
        piece = folded[offset : offset + length]
        if piece in earlier and not search(rule.pattern("except"), piece):
            origin = earlier[piece]
            text = reading.document.text
            end = offset + length
            while (
                end < sentence.end
                and origin + end - offset < len(folded)
                and folded[end] == folded[origin + end - offset]
            ):
                end += 1
            values = {"text": text[offset:end], "place": reading.document.line_label(origin)}
            return Finding(sentence, values, related=(Related(Span(origin, origin + end - offset), "成效部分在此"),))
    return None


KIND = Kind(
    "repeated-plan",
    "安排照抄成效",
    check,
    (
        Option("minimum-length", "integer", "至少连续多少字相同"),
        Option("except", "pattern", "套语,不算照抄", ()),
    ),
    ("text", "place"),
)
