"""A plan that repeats sentences about the achievements of the report year."""

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
    """Yield a finding for every sentence of the plan that shares a long substring with the rest of the body."""
    folded, length = reading.document.folded, rule.integer("minimum-length")
    planned = [block.span for block in reading.body if reading.in_plan(block.span)]
    # A heading names a subject, which a plan takes up: it achieves nothing.
    headings = {heading.block.span for heading in reading.outline.headings if heading.own_line}
    others = [block.span for block in reading.body if not reading.in_plan(block.span) and block.span not in headings]
    rest = "\n".join(span.of(folded) for span in others)
    sentences = [sentence for span in planned for sentence in sentences_in(folded, span)]
    candidates = _candidates(folded, sentences, rest, length)
    if not candidates:
        return
    substrings = {folded[offset : offset + length] for sentence in candidates for offset in _offsets(sentence, length)}
    earlier: dict[str, int] = {}
    for span in others:
        for offset in _offsets(span, length):
            if folded[offset : offset + length] in substrings:
                earlier.setdefault(folded[offset : offset + length], offset)
    for sentence in candidates:
        finding = _repeated(reading, sentence, earlier, rule)
        if finding:
            yield finding


def _offsets(span: Span, length: int) -> range:
    """Return the start offsets of all substrings of a length in a span."""
    return range(span.start, span.end - length + 1)


def _candidates(folded: str, sentences: list[Span], rest: str, length: int) -> list[Span]:
    """Return the sentences of which a chunk of half the length occurs in the rest.

    A sentence is cut into chunks; every shared substring of the full length contains one of them.
    """
    size = (length + 1) // 2
    chunks: dict[str, list[Span]] = {}
    for sentence in sentences:
        for start in range(sentence.start, sentence.end - size + 1, size):
            chunks.setdefault(folded[start : start + size], []).append(sentence)
    return sorted({sentence for found in present_words(chunks, rest) for sentence in chunks[found]})


def _repeated(reading: Reading, sentence: Span, earlier: dict[str, int], rule: Rule) -> Finding | None:
    folded, length = reading.document.folded, rule.integer("minimum-length")
    for offset in _offsets(sentence, length):
        substring = folded[offset : offset + length]
        if (
            substring in earlier
            and not search(rule.pattern("except"), substring)
            and not _is_title(reading, offset, length)
        ):
            origin = earlier[substring]
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


def _is_title(reading: Reading, offset: int, length: int) -> bool:
    """Return True if the shared text lies in a title, or holds little more."""
    return reading.in_title(Span(offset, offset + length))


KIND = Kind(
    "repeated-plan",
    "安排照抄成效",
    check,
    (
        Option("minimum-length", "integer", "至少连续多少字相同"),
        Option("except", "pattern", "套语，不算照抄", ()),
    ),
    ("text", "place"),
)
