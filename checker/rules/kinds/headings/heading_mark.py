"""A heading on its own line that ends with a mark although others of its level do not, or the reverse."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.headings import Heading
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.kinds.headings.heading_run_in import is_paragraph
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span

_MARKS = "。;,、:.!"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each heading of the minority, unless the minority of the level is too large."""
    own_line = [heading for heading in reading.outline.headings if heading.own_line and heading.ordinal]
    for group in _siblings(reading, own_line):
        marked = [heading for heading in group if _mark(reading, heading)]
        plain = [heading for heading in group if not _mark(reading, heading)]
        few = marked if len(marked) < len(plain) else plain
        if len(group) < rule.integer("minimum-siblings") or len(few) > rule.number("share") * len(group):
            continue
        for heading in few:
            if few is marked and is_paragraph(reading, heading, plain):
                continue  # told as a heading that runs into its text
            yield _finding(reading, heading, len(group) - len(few))


def _siblings(reading: Reading, headings: list[Heading]) -> list[list[Heading]]:
    """Return the headings of each level under each first-level section: the parts of a report may differ."""
    groups: dict[tuple[int, int], list[Heading]] = {}
    for heading in headings:
        path = reading.outline.path(heading.span.start)
        parent = path[0].span.start if path and path[0] is not heading else -1
        groups.setdefault((heading.level, parent), []).append(heading)
    return list(groups.values())


def _mark(reading: Reading, heading: Heading) -> str:
    last = reading.document.folded[heading.block.span.end - 1]
    return reading.document.text[heading.block.span.end - 1] if last in _MARKS else ""


def _finding(reading: Reading, heading: Heading, others: int) -> Finding:
    mark = _mark(reading, heading)
    values = {"text": heading.title.of(reading.document.text), "mark": mark, "others": str(others)}
    end = heading.block.span.end
    start = max(heading.block.span.start, end - (9 if mark else 8))
    return Finding(Span(start, end), values, "" if mark else "missing")


KIND = Kind(
    "heading-mark",
    "同级标题末尾标点不一致",
    check,
    (
        Option("minimum-siblings", "integer", "同级标题至少几个才比较", 3),
        Option("share", "number", "少数派至多占多大比例"),
    ),
    ("text", "mark", "others"),
    ("missing",),
)
