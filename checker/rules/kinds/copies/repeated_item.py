"""An item that stands twice in one list: 水堰、竹湾、上梁、水堰3个村."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_LIST = compile_pattern(r"[^、。;,:!?()《》“”\n]{1,20}(?:、[^、。;,:!?()《》“”\n]{1,20}){2,}")
_BEHIND = compile_pattern(r"(?:等|共)?\d.*$|等.*$|共.*$")
"""What may follow the last item in its place."""
_LONGEST = 10
"""Characters of the longest item."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every repeated item; the first item of a list may have words before it."""
    folded = reading.document.folded
    for block in reading.body:
        if block.kind == "cell" or folded.find("、", block.span.start, block.span.end) < 0:
            continue
        for match in _LIST.finditer(folded, block.span.start, block.span.end):
            yield from _repeated(reading, Span(*match.span()), rule)


def _repeated(reading: Reading, listed: Span, rule: Rule) -> Iterator[Finding]:
    folded = reading.document.folded
    items: list[Span] = []
    start = listed.start
    for text in listed.of(folded).split("、"):
        items.append(Span(start, start + len(text)))
        start += len(text) + 1
    last = items[-1].of(folded)
    items[-1] = Span(items[-1].start, items[-1].end - len(last) + len(_BEHIND.sub("", last)))
    lead = items[0].of(folded)
    for number, item in enumerate(items[1:], 1):
        text = item.of(folded)
        if not rule.integer("minimum-length") <= len(text) <= _LONGEST or rule.pattern("except").fullmatch(text):
            continue
        other = next((before for before in items[1:number] if before.of(folded) == text), None)
        if other is None and number > 1 and lead.endswith(text):
            other = Span(items[0].end - len(text), items[0].end)
        if other:
            related = (Related(other, f"此处已有“{text}”"),)
            yield Finding(item, {"text": item.of(reading.document.text)}, related=related)


KIND = Kind(
    "repeated-item",
    "并列的几项里有重复",
    check,
    (
        Option("minimum-length", "integer", "一项至少几个字"),
        Option("except", "pattern", "这些不算", ()),
    ),
    ("text",),
)
