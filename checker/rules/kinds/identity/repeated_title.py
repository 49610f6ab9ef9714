"""A repeated title: in full, or as the title of the page in addition to that of the body."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding, Related
from checker.text.document import Block
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every repetition.

    The first of two titles above the body is the title of the page: its variant is ``page``, or ``reworded`` if the two
    differ.
    """
    titles = titles_of(reading)
    head = reading.body[0].span.start if reading.body else 0
    for index, (key, span) in enumerate(titles):
        equal = next((other for known, other in titles[:index] if known == key), None)
        if equal is not None and span.start > head:
            yield _finding(reading, span, equal, "")
        elif index == 1:
            yield _finding(reading, titles[0][1], span, "page" if equal is not None else "reworded")


def titles_of(reading: Reading) -> list[tuple[str, Span]]:
    """Return (key, span) of every title; the lines of one title are joined, and the key has no spaces."""
    words, folded = reading.lexicon.report, reading.document.folded
    joined: list[list[Block]] = []
    for block in reading.title_blocks:
        ends_before = joined and words.title_endings.search(joined[-1][-1].span.of(folded))
        if joined and not ends_before:
            joined[-1].append(block)
        else:
            joined.append([block])
    titles = []
    for blocks in joined:
        key = "".join("".join(block.span.of(folded).split()) for block in blocks)
        if words.subject.search(key):
            titles.append((key, Span(blocks[0].span.start, blocks[-1].span.end)))
    return titles


def _finding(reading: Reading, span: Span, other: Span, variant: str) -> Finding:
    text = reading.document.text
    place = reading.document.line_label(other.start)
    values = {"text": span.of(text), "other": other.of(text), "place": place}
    return Finding(span, values, variant, (Related(other, "另一处标题"),))


KIND = Kind("repeated-title", "标题重复", check, (), ("text", "other", "place"), ("page", "reworded"))
