"""Quotation marks and brackets: those that pair, those that do not, those turned the wrong way."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from enum import Enum

from msgspec import Struct

from checker.search.patterns import compile_pattern
from checker.text.document import Block
from checker.text.span import Span, occurrences

QUOTED_LENGTH = 60
"""A quotation longer than this is not taken for one whose mark is only turned round."""
NEXT_BLOCKS = 10
"""A quotation may go on over so many paragraphs."""
_SENTENCE_END = compile_pattern("[。!?;]")


class Fault(Enum):
    """What is wrong with a mark."""

    UNOPENED = "unopened"
    UNCLOSED = "unclosed"
    REVERSED = "reversed"
    NESTED = "nested"


class MarkFault(Struct, frozen=True):
    """A faulty mark; ``partner`` is the mark to stand there or to be added, ``near`` the wording beside it."""

    fault: Fault
    span: Span
    partner: str
    near: Span


class _Mark(Struct, frozen=True):
    offset: int
    opens: bool


def read_marks(folded: str, blocks: Sequence[Block], pairs: Iterable[str], skipped: Sequence[Span]) -> list[MarkFault]:
    """The faults of every pair (``“”``), paragraph by paragraph; marks in ``skipped`` are something else."""
    ignored = {offset for span in skipped for offset in range(span.start, span.end)}
    faults = [fault for pair in pairs for fault in _faults(folded, blocks, pair, ignored)]
    return sorted(faults, key=lambda fault: fault.span)


def _faults(folded: str, blocks: Sequence[Block], pair: str, ignored: set[int]) -> list[MarkFault]:
    marks = _marks(folded, blocks, pair, ignored)
    if not marks:
        return []
    found = [_of_block(folded, block, pair, marks.get(index, [])) for index, block in enumerate(blocks)]
    opens = [folded[block.span.start] == pair[0] for block in blocks]
    wraps = [pair[1] in folded[block.span.end - 2 : block.span.end] for block in blocks]
    _join(found, opens, wraps)
    return [fault for faults in found for fault in faults]


def _marks(folded: str, blocks: Sequence[Block], pair: str, ignored: set[int]) -> dict[int, list[_Mark]]:
    """The marks of a pair in their order, by the number of the block."""
    starts = [block.span.start for block in blocks]
    marks: dict[int, list[_Mark]] = {}
    for place, opens in sorted(
        (place, sign == pair[0]) for sign in dict.fromkeys(pair) for place in occurrences(folded, sign)
    ):
        index = bisect_right(starts, place) - 1
        if index >= 0 and place < blocks[index].span.end and place not in ignored:
            marks.setdefault(index, []).append(_Mark(place, opens))
    return marks


def _of_block(folded: str, block: Block, pair: str, marks: list[_Mark]) -> list[MarkFault]:
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
    turned = _turned(folded, marks)
    if turned:
        return [_fault(folded, block, pair, Fault.REVERSED, mark) for mark in turned]
    unopened = [_fault(folded, block, pair, Fault.UNOPENED, mark) for mark in stray]
    return unopened + [_fault(folded, block, pair, Fault.UNCLOSED, mark) for mark in open_marks]


def _turned(folded: str, marks: list[_Mark]) -> list[_Mark]:
    """The marks to turn so that all pair one by one; none when that makes no plausible quotations."""
    if len(marks) % 2:
        return []
    turned = []
    for first, second in zip(marks[::2], marks[1::2], strict=True):
        inner = folded[first.offset + 1 : second.offset]
        wrong = [mark for mark, opens in ((first, True), (second, False)) if mark.opens is not opens]
        if wrong and (not 0 < len(inner) <= QUOTED_LENGTH or _SENTENCE_END.search(inner)):
            return []
        turned.extend(wrong)
    return turned


def _fault(folded: str, block: Block, pair: str, fault: Fault, mark: _Mark) -> MarkFault:
    span = Span(mark.offset, mark.offset + 1)
    partner = pair[1] if mark.opens else pair[0]
    before = max(
        (folded.rfind(stop, block.span.start, mark.offset) + 1 for stop in ",。;:!?“”‘’、\n"), default=block.span.start
    )
    after = min(
        (place for stop in ",。;:!?“”‘’、" if (place := folded.find(stop, mark.offset + 1, block.span.end)) >= 0),
        default=block.span.end,
    )
    near = Span(mark.offset + 1, after) if mark.opens else Span(max(before, block.span.start), mark.offset)
    return MarkFault(fault, span, partner, near)


def _join(found: list[list[MarkFault]], opens: list[bool], wraps: list[bool]) -> None:
    """Take out the quotations that go on over paragraphs, each of which may open with a mark of its own.

    A paragraph that opens with a pair closed at once, (三) or “双随机”, goes on with nothing.
    """
    for index, faults in enumerate(found):
        unclosed = [fault for fault in faults if fault.fault is Fault.UNCLOSED]
        if not unclosed:
            continue
        for later in range(index + 1, min(index + 1 + NEXT_BLOCKS, len(found))):
            closing = [fault for fault in found[later] if fault.fault is Fault.UNOPENED]
            if closing:
                faults.remove(unclosed[-1])
                found[later].remove(closing[0])
                break
            if not (opens[later] or later == index + 1):
                break
            if opens[later] and not found[later]:
                if wraps[later]:  # the last paragraph of the quotation, which opens and closes
                    faults.remove(unclosed[-1])
                break
