"""Figures of running text as they are compared: a value with its bounds, where it stands, what is said around it.

A :class:`Figure` is a :class:`~checker.facts.figures.quantities.Quantity` prepared for arithmetic. Places are
counted in sentences, clauses and marks, so that how far two figures stand apart is a subtraction.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from checker.facts.figures.quantities import Quantity
from checker.knowledge.figure_words import FigureWords
from checker.search.patterns import Pattern, compile_pattern
from checker.text.document import Block

_BEFORE = 30
"""Characters before a figure in which a cue is looked for."""
_BEHIND = 14
_SERIES = 3
_LAST = compile_pattern("(?s).*[,;:。!?]")
"""All up to the last mark that ends a clause."""
_MARK = compile_pattern("[,;:。、)]")
_INSIDE = compile_pattern(r"\([^()]*\)")
"""A bracket that opens and ends between two figures: 6个县(市、区)取消158项."""
_COUNTED = frozenset(("count", "money", "area", "length", "volume", "weight", "time", "score"))


class Figure(Struct, eq=False, gc=False):
    """A figure with its bounds ``low`` and ``high``, its place, and the cues that stand before it.

    ``block`` numbers the paragraph, ``index`` the figure in it; ``sentence``, ``clause``, ``semicolons`` and
    ``stops`` (、) count what stands before it in the paragraph. ``opening`` is the wording since the figure
    before it, at most thirty characters; ``lead`` the part of it that belongs to its own clause; ``tail`` the words
    behind it. ``cues`` are those of the clause, ``earlier`` those of the opening before the clause. ``which`` counts
    the words that lead to parts (其中) up to here. A figure is ``open_ended`` that is only a bound,
    and ``planned`` where it is a target or told of each thousand, or of every so many (平均每3人2台).

    What is found out on the way is noted: ``listed``, a part of a sum that is right (``listed_in`` its total), and
    ``total_of``, its total; ``whole_of`` and ``part_of``, of a rate that is right. A change is ``distributed`` that
    shares its words with others (分别增长3%和5%).

    ``family`` and ``unit`` are those of the quantity. A figure is ``countable`` that can be added up or divided:
    no percentage.
    """

    quantity: Quantity
    value: float
    low: float
    high: float
    block: int
    index: float
    sentence: int
    clause: int
    semicolons: int
    stops: int
    opening: str
    lead: str
    tail: str
    cues: frozenset[str]
    earlier: frozenset[str]
    based: bool
    planned: bool
    open_ended: bool
    reached: bool = False
    which: int = 0
    listed: bool = False
    listed_in: float = -1
    distributed: bool = False
    total_of: bool = False
    whole_of: bool = False
    part_of: bool = False
    family: str = ""
    unit: str = ""
    countable: bool = False

    def __post_init__(self) -> None:
        """Copy what is read again and again from the quantity."""
        self.family, self.unit = self.quantity.family, self.quantity.unit
        self.countable = self.family in _COUNTED

    @property
    def is_rate(self) -> bool:
        """A percentage that is no growth itself."""
        return self.quantity.family == "percent" and (self.based or self.reached or not self.cues & _CHANGES)


_JOINTS = frozenset(("、", "和", "及", "与", ","))
_CHANGES = frozenset(("up", "down"))
_NONE: frozenset[str] = frozenset()
_REST = frozenset(("rest",))


def step_of(quantity: Quantity) -> float:
    """The place value of the last significant digit as written: 12 → 1, 1.2万 → 1000, 约4100 → 100."""
    scale = float(quantity.value) / written if (written := _written(quantity)) else 1.0
    if quantity.decimals:
        return scale * 10.0**-quantity.decimals
    if not (quantity.approximate or quantity.behind):
        return scale
    digits = quantity.number.replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    return float(scale * 10**zeros) if zeros < len(digits) else scale


def _written(quantity: Quantity) -> float:
    try:
        return float(quantity.number.replace(",", ""))
    except ValueError:
        return float(quantity.value)


def bounds(quantity: Quantity, words: FigureWords) -> tuple[float, float]:
    """Between which values the exact figure lies, by how it is written: 1.2万, 约4100, 近三百, 5件有余."""
    value = float(quantity.value)
    exact = not (quantity.scale or quantity.decimals or quantity.approximate or quantity.behind)
    if exact and quantity.family not in ("percent", "points"):
        return value, value
    step = step_of(quantity)
    before, after = quantity.before, quantity.after or quantity.behind
    if before in words.less:
        return value - step, value
    if before in words.more or after in words.more:
        return value, value + step
    if before or after:
        return value - step / 2, value + step / 2
    return value - step / 2, value + step / 2


def _open_ended(quantity: Quantity, words: FigureWords) -> bool:
    """超过, 不足, 以上: a bound, not a value."""
    before, after = quantity.before, quantity.after or quantity.behind
    if before and (before in words.less or before in words.more):
        return True
    return bool(after) and (after in words.less or after in words.more)


def read_figures(
    folded: str, blocks: Iterable[tuple[Block, tuple[Quantity, ...]]], words: FigureWords
) -> tuple[tuple[Figure, ...], ...]:
    """The figures of running text, paragraph by paragraph; a table's cells are none."""
    return tuple(
        _figures(folded, number, block, quantities, words) if quantities and block.kind != "cell" else ()
        for number, (block, quantities) in enumerate(blocks)
    )


def _figures(
    folded: str, number: int, block: Block, quantities: Sequence[Quantity], words: FigureWords
) -> tuple[Figure, ...]:
    found: list[Figure] = []
    sentence = clause = semicolons = stops = which = 0
    left = block.span.start
    last = len(quantities) - 1
    for index, quantity in enumerate(quantities):
        start = quantity.span.start - len(quantity.before)
        gap = folded[left:start]
        clause_end = _LAST.match(gap)
        begin = clause_end.end() if clause_end else 0
        if clause_end:
            ends, halves = gap.count("。"), gap.count(";")
            sentence += ends + gap.count("!") + gap.count("?")
            semicolons += halves
            clause += gap.count(",") + gap.count(":") + halves + ends
        told = _INSIDE.sub("", gap) if "(" in gap else gap
        stops += told.count("、") + (gap.rstrip()[-1:] in words.joints)
        stop = quantities[index + 1].span.start if index < last else block.span.end
        end = quantity.span.end + len(quantity.behind)
        tail = folded[end : min(end + _BEHIND, stop)]
        cut = _MARK.search(tail)
        opening, lead = gap[-_BEFORE:], gap[begin:]
        early = max(0, len(opening) - len(lead))
        cues, earlier = _cues(opening, early, words.cues)
        if not lead.strip("、") and words.looks.under_way.match(tail):
            cues |= _REST
        joined = bool(found) and gap.strip() in _JOINTS and found[-1].quantity.family == quantity.family
        if joined and not cues and found[-1].cues & _CHANGES:
            cues, found[-1].distributed = found[-1].cues, True
        planned = "target" in cues and not quantity.approximate
        # 年度目标5万人 is meant as it stands
        low, high = (float(quantity.value),) * 2 if planned else bounds(quantity, words)
        which += "of_which" in cues or "of_which" in earlier
        told_for = bool(found) and not clause_end and words.looks.each_so_many.search(found[-1].lead) is not None
        found.append(
            Figure(
                quantity, float(quantity.value), low, high, number, index, sentence, clause, semicolons, stops,
                opening, lead, tail[: cut.start()] if cut else tail, cues, earlier,
                words.base.search(lead) is not None, "target" in cues or "per" in cues or told_for,
                _open_ended(quantity, words), words.reaching.search(lead) is not None, which,
                distributed=joined and bool(found) and found[-1].distributed,
            )
        )  # fmt: skip
        left = quantity.span.end
    _free_series(found, words)
    _free_members(found, words)
    _lead_back(found, words)
    return tuple(found)


def _free_members(figures: Sequence[Figure], words: FigureWords) -> None:
    """由13名代办员和4名专员组成: nothing begins with those that a body consists of."""
    for figure in figures:
        if figure.based and words.looks.made_of.search(figure.lead):
            same = (one.tail for one in figures if one.clause == figure.clause and one.index >= figure.index)
            figure.based = not any(map(words.looks.making_up.search, same))


def _lead_back(figures: Sequence[Figure], words: FigureWords) -> None:
    """审结2902件,……。审结案件中调解1625件: the parts of what is called so before, as if 其中 stood there."""
    more = 0
    for figure in figures:
        match = words.inside_named.match(figure.lead) if words.inside_word in figure.lead else None
        if match and "of_which" not in figure.cues:
            named = grams(match.group("whole"))
            earlier = [one for one in figures if one.index < figure.index and one.family == figure.family]
            whole = earlier[-1] if earlier and figure.sentence - earlier[-1].sentence <= 1 else None
            apart = whole is not None and whole.clause < figure.clause
            if whole and apart and whole.unit == figure.unit and named & (grams(whole.lead) | grams(whole.tail)):
                more += 1
        figure.which += more


def _free_series(figures: Sequence[Figure], words: FigureWords) -> None:
    """2021年28件、2022年31件、2023年34件: figures of three years on end are parts, and none of them is a base."""
    if len(figures) < _SERIES:
        return
    based = [figure for figure in figures if words.year.search(figure.lead)]
    if len(based) < _SERIES:
        return
    for first, second, third in zip(based, based[1:], based[2:], strict=False):
        run = (first, second, third)
        joined = third.index - first.index == _SERIES - 1 and third.sentence == first.sentence
        if joined and first.unit == second.unit == third.unit:
            for figure in run:
                figure.based = False


@lru_cache(8192)
def _cues(opening: str, early: int, pattern: Pattern) -> tuple[frozenset[str], frozenset[str]]:
    if len(opening) < 1:
        return _NONE, _NONE
    cues, earlier = [], []
    for match in pattern.finditer(opening):
        if match.start() >= early:
            cues.append(match.lastgroup or "")
        else:
            earlier.append(match.lastgroup or "")
    return frozenset(cues), frozenset(earlier)


@lru_cache(2048)
def grams(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a wording."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))
