"""Faults in the numbering of headings and list items: gaps, repeats, reversals, nested lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import Enum

from msgspec import Struct, structs

from checker.facts.numerals import int_to_chinese
from checker.facts.outline.headings import Heading, Outline
from checker.facts.outline.ordinals import INNER, Level, Ordinal


class FaultKind(Enum):
    """What is wrong with an ordinal, given the one before it."""

    GAP = "gap"
    REPEAT = "repeat"
    REVERSAL = "reversal"
    NESTED = "nested"
    SWAPPED = "swapped"
    """The ordinal has changed places with the next one."""


class Fault(Struct, frozen=True):
    """An ordinal that does not follow the preceding one, ``before``; ``expected`` is the number that would.

    ``partner`` is the ordinal with which it has changed places.
    """

    kind: FaultKind
    ordinal: Ordinal
    before: Ordinal | None
    expected: int
    partner: Ordinal | None = None


def sibling_groups(outline: Outline) -> list[tuple[Heading, ...]]:
    """Return the groups of headings of one level under one parent, in order, with and without ordinals."""
    groups: dict[tuple[int, int], list[Heading]] = {}
    parents: list[tuple[int, int]] = []
    for index, heading in enumerate(outline.headings):
        while parents and parents[-1][0] >= heading.level:
            parents.pop()
        parent = parents[-1][1] if parents else -1
        groups.setdefault((parent, heading.level), []).append(heading)
        parents.append((heading.level, index))
    return [tuple(group) for group in groups.values()]


def heading_faults(outline: Outline) -> Iterator[Fault]:
    """Yield the faults in the numbering of headings, each slip once.

    The numbering of a level may restart under every parent or continue across parents. From the third level on, a
    second list may start at 1 under the same heading. Where the next ordinal is right again, only this one is wrong.
    """
    last_of_level: dict[int, Ordinal] = {}
    for group in sibling_groups(outline):
        numbered = [heading for heading in group if heading.ordinal and heading.block.kind != "item"]
        ordinals = [heading.ordinal for heading in numbered if heading.ordinal]
        before: Ordinal | None = None
        skipped = False
        for index, ordinal in enumerate(ordinals):
            level = numbered[index].level
            fault = None if skipped else _fault(ordinal, before, last_of_level.get(level))
            read = ordinal
            if skipped:
                read = structs.replace(ordinal, number=ordinal.number + 1)
                skipped = False
            elif fault and _is_swapped(ordinals[index : index + 3], fault.expected):
                fault = structs.replace(fault, kind=FaultKind.SWAPPED, partner=ordinals[index + 1])
                skipped = True
            elif fault and (
                _is_lone_slip(ordinals[index + 1 :], fault) or (before and ordinal.prefix != before.prefix)
            ):
                prefix = before.prefix if before else ordinal.prefix
                read = structs.replace(ordinal, number=fault.expected, prefix=prefix)
            if fault:
                yield fault
            before = last_of_level[level] = read


def _is_swapped(ordinals: list[Ordinal], expected: int) -> bool:
    """Return True for 三, 二, 四 where 二 is expected."""
    numbers = [ordinal.number for ordinal in ordinals]
    return numbers[:2] == [expected + 1, expected] and numbers[2:] in ([], [expected + 2])


def _is_lone_slip(following: list[Ordinal], fault: Fault) -> bool:
    """Return True if the next ordinal is what it would be if this one were right."""
    return (
        bool(following)
        and following[0].number == fault.expected + 1
        and following[0].number != fault.ordinal.number + 1
    )


def _fault(ordinal: Ordinal, before: Ordinal | None, last_of_level: Ordinal | None) -> Fault | None:
    expected = before.number + 1 if before else 1
    if before and ordinal.prefix != before.prefix:
        return Fault(FaultKind.REVERSAL, ordinal, before, expected)
    if ordinal.number == expected:
        return None
    if before is None:
        continues = last_of_level is not None and ordinal.number == last_of_level.number + 1 and not ordinal.prefix
        return None if continues else Fault(FaultKind.GAP, ordinal, None, 1)
    return _fault_behind(ordinal, before, expected)


def _fault_behind(ordinal: Ordinal, before: Ordinal, expected: int) -> Fault | None:
    if ordinal.number > expected:
        return Fault(FaultKind.GAP, ordinal, before, expected)
    if ordinal.number == before.number:
        return Fault(FaultKind.REPEAT, ordinal, before, expected)
    if ordinal.number == 1 and ordinal.level >= Level.THIRD:
        return None
    return Fault(FaultKind.REVERSAL, ordinal, before, expected)


def item_faults(items: Iterable[Ordinal]) -> Iterator[Fault]:
    """Yield the faults in the items 一是 … 二是 … of one section.

    Every 一是 opens a list. If a list continues after a later list, the later one is nested in it:
    一是…二是…(一是…二是…)三是….
    """
    open_lists: dict[str, list[list[Ordinal]]] = {}
    ordered = list(items)
    for index, item in enumerate(ordered):
        lists = open_lists.setdefault(item.series, [])
        if item.number == 1:
            if lists and _stands_for_two(lists[-1], ordered[index + 1 :]):
                yield Fault(FaultKind.REPEAT, item, lists[-1][-1], 2)
                lists[-1].append(structs.replace(item, number=2))
            else:
                lists.append([item])
            continue
        if not lists:
            if item.series != INNER:  # the first (一) may begin the paragraph, where it is a heading
                yield Fault(FaultKind.GAP, item, None, 1)
            lists.append([item])
            continue
        depth = _continued(lists, item)
        if depth is None:
            yield _item_fault(item, lists[-1][-1])
            lists[-1].append(item)
            continue
        if depth < len(lists) - 1:
            inner = lists[depth + 1]
            yield Fault(FaultKind.NESTED, inner[0], lists[depth][-1], item.number)
            del lists[depth + 1 :]
        lists[depth].append(item)


def _stands_for_two(last: list[Ordinal], following: list[Ordinal]) -> bool:
    """Return True if 一是 stands where 二是 belongs: right behind another 一是, and 三是 follows."""
    return len(last) == 1 and bool(following) and following[0].number == 3 and following[0].series == last[0].series


def _continued(lists: list[list[Ordinal]], item: Ordinal) -> int | None:
    """Return the index of the open list that an item continues: the innermost one whose next number it is.

    Lists whose last item is at the same place of its block, at the start or inside, are preferred.
    """
    candidates = [depth for depth, entries in enumerate(lists) if entries[-1].number + 1 == item.number]
    preferred = [depth for depth in candidates if lists[depth][-1].leads == item.leads]
    return max(preferred or candidates, default=None)


def _item_fault(item: Ordinal, before: Ordinal) -> Fault:
    if item.number > before.number:
        return Fault(FaultKind.GAP, item, before, before.number + 1)
    kind = FaultKind.REPEAT if item.number == before.number else FaultKind.REVERSAL
    return Fault(kind, item, before, before.number + 1)


_FORMS = {
    Level.CHAPTER: "第{han}部分",
    Level.FIRST: "{han}、",
    Level.SECOND: "({han})",
    Level.THIRD: "{number}.",
    Level.DECIMAL: "{prefix}{number}",
    Level.FOURTH: "({number})",
}


def format_ordinal(ordinal: Ordinal, number: int) -> str:
    """Return ``number`` written in the form of ``ordinal``."""
    han = int_to_chinese(number)
    if ordinal.level is Level.ITEM:
        series = {"第一": f"第{han}", "其一": f"其{han}", INNER: f"({han})"}
        return series.get(ordinal.series, f"{han}{ordinal.series[1:]}")
    if ordinal.level is Level.FIFTH:
        return chr(ord("①") + number - 1)
    return _FORMS[ordinal.level].format(han=han, number=number, prefix=ordinal.prefix)
