"""The text of a report with its findings marked in place.

Findings overlap, lie inside one another and run over several blocks. A mark is one element as long
as nothing crosses it; where two cross, the later is closed and opened again, so that every
character of a finding stands inside a mark of that finding.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from checker.i18n.language import CHINESE, Say
from checker.outputs.page.markup import Markup, element, joined, lines, opened
from checker.outputs.severities import SEVERITIES
from checker.text.diagnostic import Diagnostic
from checker.text.document import Block
from checker.text.span import Span


class Note(Struct, frozen=True):
    """A finding with its number in the report, and a key that no other finding of the page has."""

    key: str
    number: int
    item: Diagnostic

    @property
    def classes(self) -> str:
        """The classes by which the page colours and filters."""
        return f"severity-{self.item.severity} family-{self.item.rule[:3]}"


class Stretch(Struct, frozen=True):
    """The part of a finding that lies in one block; its first has the anchor, its last the number."""

    span: Span
    note: Note
    first: bool
    last: bool


class Layout(Struct, frozen=True):
    """What lies in each block, by the block's index: stretches, notes that begin there, anchors by offset."""

    stretches: Mapping[int, Sequence[Stretch]]
    notes: Mapping[int, Sequence[Note]]
    anchors: Mapping[int, Mapping[int, Sequence[str]]]


def laid_out(blocks: Sequence[Block], notes: Iterable[Note]) -> Layout:
    """Findings, and the other places that belong to them, given to blocks; there must be a block."""
    ends = [block.span.end for block in blocks]
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    beside: dict[int, list[Note]] = defaultdict(list)
    anchors: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for note in notes:
        for number, related in enumerate(note.item.related):
            index, span = _parts(blocks, ends, Span(related.span.start, related.span.start))[0]
            anchors[index][span.start].append(place_anchor(note, number))
        if note.item.scope == "document":
            continue
        parts = _parts(blocks, ends, note.item.span)
        beside[parts[0][0]].append(note)
        for index, span in parts:
            stretches[index].append(Stretch(span, note, (index, span) == parts[0], (index, span) == parts[-1]))
    return Layout(stretches, beside, anchors)


def place_anchor(note: Note, number: int) -> str:
    """The anchor of another place that belongs to a finding."""
    return f"p{note.key}-{number}"


def _parts(blocks: Sequence[Block], ends: Sequence[int], span: Span) -> list[tuple[int, Span]]:
    """The parts of a span in the blocks; what lies between blocks is a point in the nearest."""
    index = bisect_right(ends, span.start) if len(span) else bisect_left(ends, span.start)
    nearest = min(index, len(blocks) - 1)
    parts = []
    while index < len(blocks) and blocks[index].span.start < span.end:
        block = blocks[index].span
        parts.append((index, Span(max(span.start, block.start), min(span.end, block.end))))
        index += 1
    if parts:
        return parts
    block = blocks[nearest].span
    point = min(max(span.start, block.start), block.end)
    return [(nearest, Span(point, point))]


def marked(
    text: str,
    block: Span,
    stretches: Iterable[Stretch],
    anchors: Mapping[int, Sequence[str]],
    say: Say = CHINESE.say,
) -> Markup:
    """The characters of a block with its marks; without the tags it is the text of the block."""
    writer = _Writer(say)
    starting: dict[int, list[Stretch]] = defaultdict(list)
    for stretch in stretches:
        starting[stretch.span.start].append(stretch)
    cuts = {block.start, block.end, *anchors, *starting}
    cuts.update(stretch.span.end for group in starting.values() for stretch in group)
    before = block.start
    for cut in sorted(cuts):
        writer.parts.append(lines(text[before:cut]))
        writer.close(cut)
        writer.parts.extend(_anchor(name) for name in anchors.get(cut, ()))
        writer.open(starting.get(cut, ()))
        before = cut
    return joined(writer.parts)


class _Writer(Struct, frozen=True):
    """The markup so far, and the marks that are open, outermost first."""

    say: Say
    parts: list[Markup] = field(default_factory=list)
    stack: list[Stretch] = field(default_factory=list)

    def open(self, stretches: Iterable[Stretch]) -> None:
        """Open marks, the longest outermost; what is empty is closed at once."""
        for stretch in sorted(stretches, key=lambda item: -item.span.end):
            self.parts.append(_opening(stretch, anchor=stretch.first))
            if len(stretch.span):
                self.stack.append(stretch)
            else:
                self.parts.extend((Markup("</mark>"), _reference(stretch.note, self.say)))

    def close(self, cut: int) -> None:
        """Close the marks that end here; marks inside them that go on are opened again."""
        again: list[Stretch] = []
        lowest = next((place for place, item in enumerate(self.stack) if item.span.end == cut), len(self.stack))
        while len(self.stack) > lowest:
            item = self.stack.pop()
            self.parts.append(Markup("</mark>"))
            if item.span.end > cut:
                again.append(item)
            elif item.last:
                self.parts.append(_reference(item.note, self.say))
        for item in sorted(again, key=lambda item: -item.span.end):
            self.parts.append(_opening(item, anchor=False))
            self.stack.append(item)


def _opening(stretch: Stretch, *, anchor: bool) -> Markup:
    note = stretch.note
    point = "" if len(stretch.span) else " point"
    attributes = {"class": f"{note.classes}{point}", "data-note": note.key}
    return opened("mark", attributes | ({"id": f"m{note.key}", "tabindex": "-1"} if anchor else {}))


def _reference(note: Note, say: Say) -> Markup:
    """The link to the note; its number is drawn by the style, so that copied text stays the report's."""
    label = say(
        "说明 {number}:{severity} {rule}",
        number=note.number, severity=say(SEVERITIES[note.item.severity]), rule=note.item.rule,
    )  # fmt: skip
    attributes = {
        "class": f"ref {note.classes}", "href": f"#n{note.key}", "data-number": str(note.number), "aria-label": label,
    }  # fmt: skip
    return element("a", attributes)


def _anchor(name: str) -> Markup:
    return element("span", {"class": "anchor", "id": name, "tabindex": "-1"})
