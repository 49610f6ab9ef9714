"""Faults of paired marks, quotation marks and brackets: missing partners, reversed and nested marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct

from checker.search.patterns import compile_pattern
from checker.text.document import Block
from checker.text.span import Span, occurrences

QUOTED_LENGTH = 60
"""Characters of the longest quotation in which a reversed mark is assumed."""
NEXT_BLOCKS = 10
"""Paragraphs over which a quotation may continue."""
_SENTENCE_END = compile_pattern("[。!?;]")


class Fault(Enum):
    """What is wrong with a mark."""

    UNOPENED = "unopened"
    UNCLOSED = "unclosed"
    REVERSED = "reversed"
    NESTED = "nested"
    MIXED = "mixed"
    """A straight mark stands for the other half."""


class MarkFault(Struct, frozen=True):
    """A faulty mark.

    ``partner`` is the other mark of its pair, to be added or to replace it; ``near`` is the adjacent text.
    """

    fault: Fault
    span: Span
    partner: str
    near: Span


class _Mark(Struct, frozen=True):
    offset: int
    opens: bool


def read_marks(folded: str, blocks: Sequence[Block], pairs: Iterable[str], skipped: Sequence[Span]) -> list[MarkFault]:
    """Return the faults of every pair (``“”``) in order; marks in ``skipped`` are not paired marks."""
    ignored = {offset for span in skipped for offset in range(span.start, span.end)}
    faults = [fault for pair in pairs for fault in _faults(folded, blocks, pair, ignored)]
    return sorted(faults, key=lambda fault: fault.span)


def _faults(folded: str, blocks: Sequence[Block], pair: str, ignored: set[int]) -> list[MarkFault]:
    marks = _marks(folded, blocks, pair, ignored)
    if not marks:
        return []
    block_faults = [_faults_of_block(folded, block, pair, marks.get(index, [])) for index, block in enumerate(blocks)]
    opens = [folded[block.span.start] == pair[0] for block in blocks]
    closes = [pair[1] in folded[block.span.end - 2 : block.span.end] for block in blocks]
    _remove_continued(block_faults, opens, closes)
    return [fault for faults in block_faults for fault in faults]


def _marks(folded: str, blocks: Sequence[Block], pair: str, ignored: set[int]) -> dict[int, list[_Mark]]:
    """Return the marks of a pair in order, by the index of the block."""
    starts = [block.span.start for block in blocks]
    marks: dict[int, list[_Mark]] = {}
    for offset, opens in sorted(
        (offset, mark == pair[0]) for mark in dict.fromkeys(pair) for offset in occurrences(folded, mark)
    ):
        index = bisect_right(starts, offset) - 1
        if index >= 0 and offset < blocks[index].span.end and offset not in ignored:
            marks.setdefault(index, []).append(_Mark(offset, opens))
    return marks


def _faults_of_block(folded: str, block: Block, pair: str, marks: list[_Mark]) -> list[MarkFault]:
    open_marks: list[_Mark] = []
    stray: list[_Mark] = []
    nested: list[_Mark] = []
    for mark in marks:
        if mark.opens:
            if open_marks:
                nested.append(mark)
            open_marks.append(mark)
        elif open_marks:
            open_marks.pop()
        else:
            stray.append(mark)
    if not open_marks and not stray:
        return [_fault(folded, block, pair, Fault.NESTED, mark) for mark in nested]
    reversed_marks = _reversed(folded, marks)
    if reversed_marks:
        return [_fault(folded, block, pair, Fault.REVERSED, mark) for mark in reversed_marks]
    unopened = [_fault(folded, block, pair, Fault.UNOPENED, mark) for mark in stray]
    return unopened + [_fault(folded, block, pair, Fault.UNCLOSED, mark) for mark in open_marks]


def _reversed(folded: str, marks: list[_Mark]) -> list[_Mark]:
    """Return the marks to reverse so that all marks pair up; empty if that gives no plausible quotations."""
    if len(marks) % 2:
        return []
    reversed_marks = []
    for first, second in zip(marks[::2], marks[1::2], strict=True):
        inner = folded[first.offset + 1 : second.offset]
        wrong = [mark for mark, opens in ((first, True), (second, False)) if mark.opens is not opens]
        if wrong and (not 0 < len(inner) <= QUOTED_LENGTH or _SENTENCE_END.search(inner)):
            return []
        reversed_marks.extend(wrong)
    return reversed_marks


_REACH = 400
"""Characters within which the text beside a mark ends; a longer clause is none."""


def _fault(folded: str, block: Block, pair: str, fault: Fault, mark: _Mark) -> MarkFault:
    span = Span(mark.offset, mark.offset + 1)
    partner = pair[1] if mark.opens else pair[0]
    first, last = max(block.span.start, mark.offset - _REACH), min(block.span.end, mark.offset + _REACH)
    before = max((folded.rfind(stop, first, mark.offset) + 1 for stop in ",。;:!?“”‘’、\n"), default=block.span.start)
    after = min(
        (offset for stop in ",。;:!?“”‘’、" if (offset := folded.find(stop, mark.offset + 1, last)) >= 0),
        default=last,
    )
    near = Span(mark.offset + 1, after) if mark.opens else Span(max(before, first), mark.offset)
    return MarkFault(fault, span, partner, near)


def stand_in(folded: str, block: Span, fault: MarkFault, straight: str) -> int | None:
    """Return the place of the straight mark that stands for the missing partner of a mark; None when there is none.

    It is one without a straight partner of its own, in the same sentence. Behind a digit it stands for inches.
    """
    place = fault.span.start
    ends = [match.start() for match in _SENTENCE_END.finditer(folded, block.start, block.end)]
    start = max((end for end in ends if end < place), default=block.start)
    marks = [
        offset
        for offset in occurrences(folded, straight, start, min((end for end in ends if end > place), default=block.end))
        if not folded[max(block.start, offset - 1) : offset].isdigit()
    ]
    if len(marks) % 2 == 0:
        return None
    if fault.fault is Fault.UNCLOSED:
        found = next((mark for mark in marks if mark > place), None)
    else:
        found = next((mark for mark in reversed(marks) if mark < place), None)
    if found is None:
        return None
    inner = folded[min(found, place) + 1 : max(found, place)]
    return found if 0 < len(inner) <= QUOTED_LENGTH else None


def _remove_continued(block_faults: list[list[MarkFault]], opens: list[bool], closes: list[bool]) -> None:
    """Remove the faults of quotations that continue over several paragraphs.

    Each paragraph of such a quotation may start with an opening mark. A paragraph that starts with a pair that is
    closed at once, (三) or “双随机”, does not continue a quotation.
    """
    for index, faults in enumerate(block_faults):
        unclosed = [fault for fault in faults if fault.fault is Fault.UNCLOSED]
        if not unclosed:
            continue
        for later in range(index + 1, min(index + 1 + NEXT_BLOCKS, len(block_faults))):
            closing = [fault for fault in block_faults[later] if fault.fault is Fault.UNOPENED]
            if closing:
                faults.remove(unclosed[-1])
                block_faults[later].remove(closing[0])
                break
            if not (opens[later] or later == index + 1):
                break
            if opens[later] and not block_faults[later]:
                if closes[later]:  # the last paragraph of the quotation, which opens and closes
                    faults.remove(unclosed[-1])
                break
