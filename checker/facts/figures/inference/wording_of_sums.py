"""How a total and its parts, or a remainder and its whole, are worded: features as in ``wording``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import (
    Hypothesis,
    Reach,
    clauses_between,
    mark_between,
    parts_alike,
    unit_feature,
)
from checker.facts.figures.inference.sums import told_again
from checker.facts.figures.inference.wording import holding
from checker.knowledge.figure_words import FigureWords

_CHANGED = frozenset(("up", "down"))
_LISTED = 1
_NAME = 4
_TWO = 2
_NOUN = 2
"""Characters of the noun behind a figure."""
_END = 4
"""The mark behind which no more parts can stand."""


def sum_features(total: Figure, hypothesis: Hypothesis, reach: Reach, alike: Sequence[Figure]) -> tuple[str, ...]:
    """How a total and its parts are worded."""
    parts, form, words = hypothesis.inputs, hypothesis.form, reach.words
    first, last = parts[0], parts[-1]
    marks = [mark_between(one, other) for one, other in pairwise(parts)]
    strongest = max(marks)
    names = {part.lead[-2:] for part in parts}
    outside = _mark_outside(total, hypothesis, alike)
    of_which = leads_to_parts(total, first, words)
    cued = "total" in total.cues
    units = {unit_feature(total, part, words) for part in parts}
    unit = "unlike" if "unlike" in units else "alike" if "alike" in units else "unit"
    goes_on = outside <= strongest
    found = [
        f"sum.{form}-{'total' if cued else 'which' if form == 'behind' and of_which else 'bare'}",
        f"sum.{form}-marks{strongest}",
        f"sum.{form}-parts{min(len(parts), 5)}",
        f"sum.{unit}",
    ]
    if form == "behind":
        found.extend((f"sum.skip{hypothesis.divisor}", f"sum.gap{mark_between(total, first)}"))
        if outside == _END and all(part.unit == first.unit for part in parts):
            found.append(f"sum.to-the-end-{'which' if of_which else 'bare'}")
    else:
        found.append(f"sum.after{mark_between(last, total)}")
    whole = unit == "unit" and not goes_on
    behind = form == "behind" and not hypothesis.divisor
    closed = whole and behind and mark_between(total, first) > strongest and outside > strongest
    alike_named = names == {total.lead[-2:]} or parts_alike(first, last)
    partition = partitions(total, parts, reach)
    facts = {
        "total-which": form == "behind" and cued and of_which,
        "total-based": total.based,
        "total-joined": form == "behind" and _joined(total, alike),
        "total-listed": total.listed,
        "uneven": strongest != min(marks),
        f"{form}-goes-on": goes_on,
        "alike-parts": len(parts) == 2 and parts_alike(first, last),
        "closed-list": closed and len(parts) > 2,
        "closed-pair": closed and len(parts) == 2 and alike_named,
        "partition": partition,
        "partition-whole": partition and outside > strongest and len(parts) > 2,
        "standard-which": whole and form == "behind" and not hypothesis.divisor and of_which,
        "standard-total": whole and form == "before" and cued,
        "other": closes_list(last, words),
        "bracketed": form == "behind" and brackets(total, first),
        "named-alike": len(last.lead) > 1 and len({name for name in names if len(name) > 1}) == 1,
        "named-as-total": named_alike(total, parts),
        "mixed": len({part.unit for part in parts}) > 1 and unit != "unit" and form == "behind",
        "running": form == "before" and total.reached and any(map(words.increment.search, (one.lead for one in parts))),
        "another-thing": form == "before" and cued and _of_another_thing(total, parts, words),
        "counts-others": form == "behind" and _counting_others(total, parts, words),
        "apart": clauses_between(first, last, reach) > 1,
        "all-of-them": form == "before" and not cued and _left_none(hypothesis, total, alike, words),
        "before-bare-end": form == "before" and not cued and outside == _END,
    }
    found.extend(holding("sum", facts))
    opened = form == "before" and cued and strongest == min(marks) <= _LISTED
    found.extend(_of_parts(parts, reach, opened=opened))
    return tuple(found)


def leads_to_parts(total: Figure, first: Figure, words: FigureWords) -> bool:
    """其中, 236件中: the words behind a total lead to its parts."""
    return (
        first.which > total.which
        or total.tail.startswith(words.inside_word)
        or words.among.search(total.tail) is not None
    )


def partitions(total: Figure, parts: Sequence[Figure], reach: Reach) -> bool:
    """保留、修改、废止: the names of the parts divide a whole, and the total has no such name itself."""
    found = {match.group() for part in parts if (match := reach.words.partition.search(part.lead))}
    if len(found) == 1 and all(map(reach.partitions, parts)):
        return False  # 调解结案11件,调解成功8件: both have one name
    if not all(map(reach.partitions, parts)):
        others = [part for part in parts if not reach.partitions(part)]
        if len(others) == len(parts) or not _negated(others, reach.words):
            return False
    return not reach.words.partition.search(total.lead[-_NAME:])


def _negated(parts: Sequence[Figure], words: FigureWords) -> bool:
    """认定、不予认定: two parts, one of which is named as the other one is not."""
    if len(parts) != _TWO:
        return False
    return any(
        match and one.lead.endswith(match.group("stem"))
        for one, other in (parts, reversed(parts))
        if (match := words.negated.search(other.lead))
    )


def named_alike(total: Figure, parts: Sequence[Figure]) -> bool:
    """All parts are named as their total is."""
    name = total.lead[-2:]
    return bool(total.lead[1:]) and all(part.lead[-2:] == name for part in parts)


def _of_another_thing(total: Figure, parts: Sequence[Figure], words: FigureWords) -> bool:
    """15个村、3个社区,共划分网格62个: the parts have their names behind them, and no character of the total's own."""
    own = words.total_words.sub("", total.lead)
    if len(own) < _TWO or not all(part.tail for part in parts):
        return False
    return set(own).isdisjoint("".join(part.lead + part.tail for part in parts))


def all_of_them(total: Figure, parts: Sequence[Figure], words: FigureWords) -> bool:
    """13个股室、8个基层所,21个单位全部签订: what is said of all that was just counted."""
    if total.lead.strip() or not names_again(total, parts, words) or any(part.value == total.value for part in parts):
        return False
    return words.looks.all_of_them.match(total.tail, _NOUN) is not None


def _left_none(way: Hypothesis, total: Figure, alike: Sequence[Figure], words: FigureWords) -> bool:
    """What is said of all, unless some are left behind it: 86家、24家,108家均符合要求,另2家已关停."""
    following = next((one for one in alike if one.index > total.index and one.sentence == total.sentence), None)
    more = following is not None and way.low <= total.high + following.high and total.low + following.low <= way.high
    return not more and all_of_them(total, way.inputs, words)


def names_again(total: Figure, parts: Sequence[Figure], words: FigureWords) -> bool:
    """22个单位, 132份协议 of 乡镇协议58份、部门协议74份: the noun behind a figure means what was just counted."""
    noun = total.tail[:_NOUN]
    named = len(noun) == _NOUN and all(noun in part.lead or part.tail.startswith(noun) for part in parts)
    return named or words.definite.match(total.tail) is not None


def _counting_others(total: Figure, parts: Sequence[Figure], words: FigureWords) -> bool:
    """112件案件中,71件集中在3个镇,其余9个镇: parts in another unit, of what has another name."""
    others = [part for part in parts if part.unit != total.unit]
    own = set(total.tail.removesuffix(words.inside_word) or total.lead)
    return bool(others) and all(len(part.tail) >= _TWO and own.isdisjoint(part.tail) for part in others)


def closes_list(last: Figure, words: FigureWords) -> bool:
    """其他5件: the last part says that no more are left."""
    return words.other_part.search(last.lead) is not None


def brackets(total: Figure, first: Figure) -> bool:
    """20件(甲12件、乙8件): the parts stand in a bracket behind their total."""
    return first.quantity.bracketed and not total.quantity.bracketed


def _joined(total: Figure, alike: Sequence[Figure]) -> bool:
    """教师申诉11件、学生申诉6件,其中…: the whole is the sum of two counts."""
    at = next((place for place, figure in enumerate(alike) if figure is total), 0)
    earlier = alike[at - 1] if at else None
    if earlier is None or earlier.unit != total.unit:
        return False
    return mark_between(earlier, total) <= _LISTED


def _mark_outside(total: Figure, hypothesis: Hypothesis, alike: Sequence[Figure]) -> int:
    """The mark between the last part and what follows it, or the first and what stands before it."""
    parts = hypothesis.inputs
    start = alike.index(parts[0])
    end = alike.index(parts[-1]) + 1
    if hypothesis.form == "behind":
        following = alike[end] if end < len(alike) and alike[end] is not total else None
        return _END if following is None or told_again(parts[-1], following) else mark_between(parts[-1], following)
    return mark_between(alike[start - 1], parts[0]) if start and alike[start - 1] is not total else _END


def _of_parts(parts: Sequence[Figure], reach: Reach, *, opened: bool) -> list[str]:
    """What parts should not be: planned, changes, totals themselves.

    ``opened`` tells of an even list with its total behind it: a 共 before the first part is said of the whole list
    (共审查合同57份、文件6件、事项9项,合计72件).
    """
    found: set[str] = set()
    apart = {_NO_PARTS["of_which"], _NO_PARTS["total"]} if opened else {_NO_PARTS["of_which"]}
    for at, part in enumerate(parts):
        features = reach.part_features.get(part.index)
        if features is None:
            features = reach.part_features[part.index] = tuple(_of_part(part, reach.words))
        found.update(features if at else (feature for feature in features if feature not in apart))
    return sorted(found)


def _of_part(part: Figure, words: FigureWords) -> Iterator[str]:
    cues = part.cues
    for cue, feature in _NO_PARTS.items():
        if cue in cues:
            yield feature
    if "carry" in part.earlier:
        yield "sum.carry"
    facts = {
        "part-planned": part.planned,
        "part-based": part.based,
        "approximate": part.quantity.approximate,
        "part-each": words.distributive.search(part.lead),
        "overlapping": words.overlapping.search(part.lead),
        "part-change": cues & _CHANGED and words.change_end.search(part.lead),
    }
    yield from holding("sum", facts)


_NO_PARTS = {"total": "sum.part-total", "of_which": "sum.part-which", "carry": "sum.carry", "rest": "sum.part-rest"}
"""By cue, what it says of a part."""


def rest_features(figure: Figure, hypothesis: Hypothesis, reach: Reach) -> tuple[str, ...]:
    """How a remainder, its whole and the parts are worded."""
    whole, last, form = hypothesis.inputs[0], hypothesis.inputs[-1], hypothesis.form
    words = reach.words
    found = [
        f"rest.{form}",
        f"rest.{form}{len(hypothesis.inputs)}",
        f"rest.near{max(-1, min(_rank(figure, last, reach), 3))}",
        f"rest.sentence{min(abs(figure.sentence - whole.sentence), 2)}",
        f"rest.clause{min(abs(figure.clause - last.clause), 3)}",
        f"rest.{unit_feature(whole, last, words)}",
        f"rest.own-{unit_feature(figure, whole, words)}",
        "rest.cued" if "rest" in figure.cues else "rest.closing",
    ]
    cues = {cue for one in hypothesis.inputs for cue in (*one.cues, *one.earlier)}
    carried, flow = "carry" in cues, form == "flow"
    facts = {
        "flow-carry": flow and carried,
        "flow-bare": flow and not carried,
        "carry": carried and not flow,
        "carry-left-out": not carried and not flow and _carried_before(figure, reach),
        "known-pair": form == "whole" and len(hypothesis.inputs) == _TWO and _of_rate(whole, last, reach),
        "part": "of_which" in cues,
        "listed": whole.listed,
        "semicolon": figure.semicolons != whole.semicolons,
        "bracket": figure.quantity.bracketed != whole.quantity.bracketed,
    }
    found.extend(holding("rest", facts))
    return tuple(found)


def _rank(figure: Figure, last: Figure, reach: Reach) -> int:
    """How many figures stand between a remainder and the last part before it; its own parts do not count."""
    rank = reach.rank(figure, last)
    if rank < 1 or not last.total_of:
        return rank
    between = reach.families.get(figure.family, ())
    return rank - sum(one.listed_in == last.index for one in between if last.index < one.index < figure.index)


def _of_rate(whole: Figure, part: Figure, reach: Reach) -> bool:
    """发现隐患37栋,已整治35栋,整治率94.6%,剩余: a rate right behind two neighbours says what is part of what."""
    rate = reach.figures[int(part.index) + 1 : int(part.index) + 2]
    told = bool(rate) and reach.rated.get(rate[0].index) is part and whole.index == part.index - 1
    return told and whole.whole_of and part.part_of


def _carried_before(figure: Figure, reach: Reach) -> bool:
    return any(
        "carry" in one.cues and one.sentence == figure.sentence and one.index < figure.index
        for one in reach.families.get(figure.family, ())
    )
