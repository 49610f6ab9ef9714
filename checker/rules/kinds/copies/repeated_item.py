"""An item that stands twice in one list: 水堰、竹湾、上梁、水堰3个村."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span

_LIST = compile_pattern(r"[^、。;,:!?()《》“”\n]{1,20}(?:、[^、。;,:!?()《》“”\n]{1,20}){2,}")
_BEHIND = compile_pattern(r"(?:等|共)?\d.*$|等.*$|共.*$")
"""What may follow the last item in its place."""
_SHARED = 2
"""Characters by which the neighbours of two equal items are told to be equal too."""
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
    for number, item in enumerate(items[1:], 1):
        text = item.of(folded)
        if not rule.integer("minimum-length") <= len(text) <= _LONGEST or rule.pattern("except").fullmatch(text):
            continue
        other = _earlier(folded, items, number, rule)
        if other:
            related = (Related(other, f"此处已有“{text}”"),)
            yield Finding(item, {"text": item.of(reading.document.text)}, related=related)


def _earlier(folded: str, items: Sequence[Span], number: int, rule: Rule) -> Span | None:
    """Return where an item stands before in its list; the item before it, or the first one, may only end with it."""
    text, before = items[number].of(folded), items[number - 1]
    if len(text) >= rule.integer("side-by-side") and before.of(folded).endswith(text):
        return Span(before.end - len(text), before.end)
    first = next((at for at, item in enumerate(items[1:number], 1) if item.of(folded) == text), None)
    if first is None and number > 1 and items[0].of(folded).endswith(text):
        first = 0
    if first is None or _is_of_two_lists(folded, items, first, number, rule.strings("joining")):
        return None
    return Span(items[first].end - len(text), items[first].end)


def _is_of_two_lists(folded: str, items: Sequence[Span], first: int, second: int, joining: Sequence[str]) -> bool:
    """Return True if the neighbours recur too, or the item ends another one: 副主任委员、委员."""
    texts = [item.of(folded) for item in items]
    text = texts[second]
    if any(other.endswith(text) and other != text for other in texts[1:second]):
        return True
    before, behind = texts[second - 1], texts[second + 1] if second + 1 < len(texts) else ""
    preceding = texts[first - 1] if first else ""
    following = texts[first + 1]
    if any(_begins_again(inner, joining) for inner in texts[max(first, 1) : second]):
        return True
    recurs = bool(preceding) and before[-_SHARED:] == preceding[-_SHARED:]
    return recurs or (first + 1 < second and bool(behind) and behind[:_SHARED] == following[:_SHARED])


def _begins_again(text: str, joining: Sequence[str]) -> bool:
    """Return True if a new list begins inside an item: 种子 of 化肥、种子冒充合格的农药、兽药、化肥."""
    return any(text.find(word, 1) > 0 for word in joining)


KIND = Kind(
    "repeated-item",
    "并列的几项里有重复",
    check,
    (
        Option("minimum-length", "integer", "一项至少几个字"),
        Option("except", "pattern", "这些不算", ()),
        Option("side-by-side", "integer", "至少这么长的一项，前一项的末尾就是它的，也算", 6),
        Option("joining", "strings", "一项之中有这些词，就是另一串的开头", ()),
    ),
    ("text",),
)
