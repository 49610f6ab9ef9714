"""Writings that are seldom seen and right all the same: coined in a row, or meant to stand twice."""

from __future__ import annotations

from collections.abc import Callable

from checker.knowledge.dictionary import word_class
from checker.knowledge.language_model.symbols import is_han
from checker.search.patterns import Pattern, finditer
from checker.text.span import Span

_JOINT = "、"
_PARTICLES = "的地"
_OF, _ONE = "的", "一"
_LONGEST_ITEM, _LONGEST_WORD = 8, 4
_LONGEST_CLAUSE = 80
"""Characters on each side of a place in which the ends of its item are sought; a text may have no marks at all."""
_REACH = 16
"""Characters on each side of a place in which a form that it belongs to may begin and end."""
_FRAME, _USUAL = 2, 5
"""A run of four characters counted more often is a phrase."""


def is_parallel(folded: str, changed: Span) -> bool:
    """True when an item beside is formed as this one is.

    It has the same characters in the same place (赋 in 赋权、赋能、赋责),
    or others behind the same two (不出组、不出村). Where something is missing, an item beside lacks it too: it is as
    long and begins or ends alike (选址关、审批关).
    """
    start, end = _item(folded, changed.start, changed.end)
    written, offset, behind = changed.of(folded), changed.start - start, end - changed.end
    before, after = _item_before(folded, start), _item_behind(folded, end)
    if not written:
        item = folded[start:end]
        return any(len(one) == len(item) > 1 and (one[0] == item[0] or one[-1] == item[-1]) for one in (before, after))
    place = len(after) - behind - len(written)
    if before.startswith(written, offset) or (place >= 0 and after.startswith(written, place)):
        return True
    frame = folded[max(start, changed.start - _FRAME) : changed.start]
    ends = [item[: len(item) - behind - len(written)] for item in (before, after) if len(item) > behind + len(written)]
    return len(frame) == _FRAME and any(item.endswith(frame) for item in ends)


def is_formed(folded: str, changed: Span, forms: Pattern) -> bool:
    """True inside one of the forms that are filled in at will: 边养边捕, 围着群众转."""
    found = finditer(forms, folded, max(0, changed.start - _REACH), min(len(folded), changed.end + _REACH))
    return any(changed in Span(*form.span()) for form in found)


def is_reduplicated(folded: str, second: Span, counted: Callable[[str], int]) -> bool:
    """True when a character stands twice by right.

    Two words meet (先行先试|试点), both characters of a word are doubled (团团伙伙), an adjective ends in two (活跃跃),
    a measure word is told of each (一张张名片), a clause beside doubles another one (案案有记录、件件可查), or what
    stands on both sides was never seen with one of them between (有话好好说, 积案|案结事了).
    ``counted`` tells how often a run of characters was (powers of two).
    """
    place = second.start
    if len(second) > 1:
        # 构建|共建|共治: what stands twice (建共) is cut out of words. 落实|规定|规定的期限: a noun, and a verb.
        if word_class(second.of(folded)):
            return folded[second.end : second.end + 1] == _OF
        return bool(word_class(folded[place - 1 : place + 1]))
    phrase = folded[max(0, place - _LONGEST_WORD) : place]
    apart = (counted(phrase) >= _USUAL or _ends_word(folded, place)) and _begins_word(folded, place)
    if apart and not counted(phrase[1:] + folded[second.end : second.end + 1]):
        return True
    return (
        _is_doubled(folded[max(0, place - 3) : place - 1])
        or _is_doubled(folded[place + 1 : place + 3])
        or folded[second.end : second.end + 1] in tuple(_PARTICLES)
        or folded[max(0, place - 2) : place - 1] == _ONE
        or _is_distributive(folded, place)
        or not joins_once(folded, place - 1, counted)
    )


def joins_once(folded: str, first: int, counted: Callable[[str], int]) -> bool:
    """True when one of two equal characters was seen between what is on both sides, or a mark is on one of them.

    ``first`` is the place of the first one. Where two words meet (车站|站厅, 主任|任某), one character joins nothing.
    """
    before, behind = folded[max(0, first - 1) : first], folded[first + 2 : first + 3]
    if not (before and behind and is_han(before) and is_han(behind)):
        return True
    return counted(before + folded[first] + behind) > 0


def _is_distributive(folded: str, place: int) -> bool:
    start, end = _item(folded, place, place)
    offset = place - 1 - start
    items = [_item(folded, start - 1, start - 1)] if start else []
    if end < len(folded):
        items.append(_item(folded, end + 1, end + 1))
    beside = [folded[first:last] for first, last in items]
    return offset < _LONGEST_WORD and any(_is_doubled(item[at : at + 2]) for item in beside for at in {0, offset})


def _item(folded: str, start: int, end: int) -> tuple[int, int]:
    """The Han characters around a place, so many on each side as a clause has."""
    low, high = max(0, start - _LONGEST_CLAUSE), min(len(folded), end + _LONGEST_CLAUSE)
    while start > low and is_han(folded[start - 1]):
        start -= 1
    while end < high and is_han(folded[end]):
        end += 1
    return start, end


def _item_before(folded: str, start: int) -> str:
    """The short item that a mark of enumeration joins to the one that begins in a place, or nothing."""
    return _short(folded, _item(folded, start - 1, start - 1)) if folded[max(0, start - 1) : start] == _JOINT else ""


def _item_behind(folded: str, end: int) -> str:
    return _short(folded, _item(folded, end + 1, end + 1)) if folded[end : end + 1] == _JOINT else ""


def _short(folded: str, item: tuple[int, int]) -> str:
    return folded[slice(*item)] if 1 < item[1] - item[0] <= _LONGEST_ITEM else ""


def _is_doubled(pair: str) -> bool:
    return len(pair) == 2 and pair[0] == pair[1] and is_han(pair[0])


def _ends_word(folded: str, place: int) -> bool:
    return any(word_class(folded[place - size : place]) for size in range(2, _LONGEST_WORD + 1) if place >= size)


def _begins_word(folded: str, place: int) -> bool:
    return any(word_class(folded[place : place + size]) for size in range(2, _LONGEST_WORD + 1))
