"""The text of a report with its findings marked in place.

Findings may overlap, be nested and extend over several blocks. A mark is one element unless another one crosses it.
Where two cross, the later one is closed and reopened, so that every character of a finding is inside a mark of it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from checker.i18n.language import CHINESE, Say
from checker.outputs.page.markup import Markup, element, join, lines, start_tag
from checker.outputs.severities import SEVERITIES
from checker.text.diagnostic import Diagnostic
from checker.text.document import Block
from checker.text.span import Span


class Note(Struct, frozen=True):
    """A finding with its number in the report, and a key that is unique on the page."""

    key: str
    number: int
    item: Diagnostic

    @property
    def classes(self) -> str:
        """The classes by which the style sheet colours and filters."""
        return f"severity-{self.item.severity} family-{self.item.rule[:3]}"


class Fragment(Struct, frozen=True):
    """The part of a finding in one block; the first one has the anchor, the last one the reference to the note."""

    span: Span
    note: Note
    first: bool
    last: bool


class Layout(Struct, frozen=True):
    """For each block, by its index: fragments, the notes that begin there, and anchor names by offset."""

    fragments: Mapping[int, Sequence[Fragment]]
    notes: Mapping[int, Sequence[Note]]
    anchors: Mapping[int, Mapping[int, Sequence[str]]]


def build_layout(blocks: Sequence[Block], notes: Iterable[Note]) -> Layout:
    """Assign findings and their related places to blocks; there must be at least one block."""
    ends = [block.span.end for block in blocks]
    fragments: dict[int, list[Fragment]] = defaultdict(list)
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
            fragments[index].append(Fragment(span, note, (index, span) == parts[0], (index, span) == parts[-1]))
    return Layout(fragments, beside, anchors)


def place_anchor(note: Note, number: int) -> str:
    """Return the name of the anchor of a related place; ``number`` is its index."""
    return f"p{note.key}-{number}"


def _parts(blocks: Sequence[Block], ends: Sequence[int], span: Span) -> list[tuple[int, Span]]:
    """Split a span by blocks; a span between blocks becomes a point in the nearest one."""
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


def mark_block(
    text: str,
    block: Span,
    fragments: Iterable[Fragment],
    anchors: Mapping[int, Sequence[str]],
    say: Say = CHINESE.say,
) -> Markup:
    """Render the text of a block with its marks and anchors; only tags are added."""
    writer = _Writer(say)
    starting: dict[int, list[Fragment]] = defaultdict(list)
    for fragment in fragments:
        starting[fragment.span.start].append(fragment)
    cuts = {block.start, block.end, *anchors, *starting}
    cuts.update(fragment.span.end for group in starting.values() for fragment in group)
    before = block.start
    for cut in sorted(cuts):
        writer.parts.append(lines(text[before:cut]))
        writer.close(cut)
        writer.parts.extend(_anchor(name) for name in anchors.get(cut, ()))
        writer.open(starting.get(cut, ()))
        before = cut
    return join(writer.parts)


class _Writer(Struct, frozen=True):
    """The markup written so far, and the open marks, the outermost first. Mutable."""

    say: Say
    parts: list[Markup] = field(default_factory=list)
    stack: list[Fragment] = field(default_factory=list)

    def open(self, fragments: Iterable[Fragment]) -> None:
        """Open marks, the longest outermost; an empty mark is closed at once."""
        for fragment in sorted(fragments, key=lambda item: -item.span.end):
            self.parts.append(_opening(fragment, anchor=fragment.first))
            if len(fragment.span):
                self.stack.append(fragment)
            else:
                self.parts.extend((Markup("</mark>"), _reference(fragment.note, self.say)))

    def close(self, cut: int) -> None:
        """Close the marks that end at an offset; marks inside them that continue are reopened."""
        reopened: list[Fragment] = []
        lowest = next((index for index, item in enumerate(self.stack) if item.span.end == cut), len(self.stack))
        while len(self.stack) > lowest:
            item = self.stack.pop()
            self.parts.append(Markup("</mark>"))
            if item.span.end > cut:
                reopened.append(item)
            elif item.last:
                self.parts.append(_reference(item.note, self.say))
        for item in sorted(reopened, key=lambda item: -item.span.end):
            self.parts.append(_opening(item, anchor=False))
            self.stack.append(item)


def _opening(fragment: Fragment, *, anchor: bool) -> Markup:
    note = fragment.note
    point = "" if len(fragment.span) else " point"
    attributes = {"class": f"{note.classes}{point}", "data-note": note.key}
    return start_tag("mark", attributes | ({"id": f"m{note.key}", "tabindex": "-1"} if anchor else {}))


def _reference(note: Note, say: Say) -> Markup:
    """The link to a note; the style sheet displays its number, so that it is not copied with the text."""
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
