"""How a way to compute a figure is worded, as features: names that stand in the table of weights.

Features never look at values. Those of a kind of relation begin with its name. Shares have their own module, and sums
and remainders.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from checker.facts.figures.inference.averages import days_of
from checker.facts.figures.inference.figure import Figure, grams
from checker.facts.figures.inference.hypotheses import (
    GROWTH,
    POINTS,
    Hypothesis,
    Reach,
    mark_between,
    unit_feature,
)
from checker.knowledge.figure_words import FigureWords

_CHANGED = frozenset(("up", "down"))
_LISTED = 1
_BEFORE = 12
_NOUN = 5
_PLAIN = frozenset(("share", "average"))
_END = 4
"""The mark behind which no more parts can stand."""


def holding(kind: str, facts: Mapping[str, object]) -> list[str]:
    """The names of those facts that hold, as features of a kind."""
    return [f"{kind}.{name}" for name, holds in facts.items() if holds]


def place_features(kind: str, figure: Figure, pair: tuple[Figure, Figure], reach: Reach) -> list[str]:
    """How far two figures stand from the one that they give, and from each other."""
    plain = kind in _PLAIN
    first, second = pair
    one, other = reach.rank(figure, first, plain=plain), reach.rank(figure, second, plain=plain)
    near, nearer, farther = (one, first, second) if abs(one) <= abs(other) else (other, second, first)
    places = (near, one - other, figure.sentence - farther.sentence, figure.clause - nearer.clause)
    order = (
        first.index < second.index,
        (first.index < figure.index) != (second.index < figure.index),
        figure.semicolons != farther.semicolons,
        figure.semicolons != nearer.semicolons,
    )
    return list(_placed(kind, places, order))


@lru_cache(4096)
def _placed(kind: str, places: tuple[int, int, int, int], order: tuple[bool, bool, bool, bool]) -> tuple[str, ...]:
    """The names of places; there are few, and they are asked for again and again."""
    near, gap, sentence, clause = places
    first, around, semicolon, semicolons = order
    found = [
        f"{kind}.near{max(-3, min(near, 4))}",
        f"{kind}.gap{min(abs(gap), 4)}",
        f"{kind}.sentence{min(abs(sentence), 3)}",
        f"{kind}.clause{min(abs(clause), 4)}",
    ]
    facts = {
        "order": first,
        "reverse": not first,
        "around": around,
        "semicolon": semicolon,
        "semicolons": semicolons,
    }
    found.extend(holding(kind, facts))
    return tuple(found)


def common(one: frozenset[str], other: frozenset[str]) -> int:
    """How many pairs of characters two names share, two at most."""
    return min(len(one & other), 2)


def _abbreviates(short: str, full: str) -> bool:
    """调委会, 人民调解委员会: all characters of a short name stand in the full one, in order."""
    at = -1
    for letter in short:
        at = full.find(letter, at + 1)
        if at < 0:
            return False
    return True


def shared_by(each: str, count: Figure, words: FigureWords) -> int:
    """2 where a count is of what “每…” names, 1 where its unit goes with it, 0 where it does not."""
    if not each:
        return 0
    # 司法所18个,所均3名
    before = count.lead.endswith(each) and count.unit not in words.counted_by.get(each, ())
    if len(each) == 1 and (each in count.unit or each in count.tail[:_NOUN] or before):
        return 2
    if count.tail[:1] == each[:1] and (len(each) == 1 or count.tail[:2] == each[:2] or len(count.tail) == 1):
        return 2
    if each.startswith(count.unit):
        rest = each[len(count.unit) :]
        return 2 if not rest or rest[:2] in (count.tail[:2], count.lead[-2:]) or rest[:1] == count.tail[:1] else 1
    short = words.average_end.sub("", each.removeprefix(count.unit))
    if len(short) > 1 and (_abbreviates(short, count.tail) or short in count.lead[-_BEFORE:]):
        return 2
    fits = count.unit in words.counted_by.get(each[:2], ()) or count.unit in words.counted_by.get(each[:1], ())
    return 1 if fits else 0


def _days(divisor: int, days: tuple[int, ...]) -> str:
    """The number of days is stated, or the usual one of several, or another."""
    if len(days) == 1:
        return "average.days-stated"
    return "average.days-usual" if divisor == days[0] else "average.days-guessed"


def average_features(figure: Figure, hypothesis: Hypothesis, reach: Reach, each: str) -> tuple[str, ...]:
    """How an average, its total and its count are worded."""
    words = reach.words
    total = hypothesis.inputs[0]
    if hypothesis.divisor:
        return (
            f"average.days{min(abs(reach.rank(figure, total)), 2)}",
            f"average.days-{unit_feature(figure, total, words)}",
            _days(hypothesis.divisor, days_of(figure, each, reach)),
            f"average.days-sentence{min(abs(figure.sentence - total.sentence), 1)}",
        )
    count = hypothesis.inputs[1]
    found = place_features("average", figure, (total, count), reach)
    unit = unit_feature(figure, total, words) if figure.family == "count" else "family"
    if each and total.unit == each + figure.unit:
        unit = "unit"  # 252人次 shared among 人 are 次
    shared = 2 if hypothesis.form == "both" else shared_by(each, count, words)
    found.extend((f"average.{unit}", f"average.each{shared}" if each else "average.eachless"))
    pair = shared > 0 and unit != "unlike" and "average.sentence0" in found
    named = _named_counts(figure, reach)
    facts = {
        "joined": hypothesis.form,
        "named": count.index in named,
        "another-named": named and count.index not in named,
        "pair": pair,
        "standard": pair and "average.near0" in found and "average.gap1" in found,
        "total": "total" in total.cues,
        "count-listed": count.listed,
        "count-part": "of_which" in count.cues,
        "count-total": count.total_of,
        "total-part": total.listed or "of_which" in total.cues,
        "based": total.based or count.based,
        "same": total.family == count.family and total.unit == count.unit,
        "bracket": count.quantity.bracketed or total.quantity.bracketed,
        "planned": count.planned or total.planned,
        "count-whole": count.whole_of,
        "count-rated": count.part_of,
    }
    found.extend(holding("average", facts))
    return tuple(found)


def _named_counts(figure: Figure, reach: Reach) -> frozenset[float]:
    """调解成功83件,……调解成功案件件均: the counts that are called as what the mean is told of."""
    found = reach.named_counts.get(figure.index)
    if found is None:
        lead = figure.lead
        found = reach.named_counts[figure.index] = frozenset(
            other.index
            for other in reach.families.get("count", ())
            if other.sentence == figure.sentence
            and other.index < figure.index
            and len(lead) > len(name := other.lead.strip("、")) > 1
            and lead.startswith(name)
        )
    return found


def growth_features(figure: Figure, hypothesis: Hypothesis, reach: Reach) -> tuple[str, ...]:
    """How a growth and its two figures are worded."""
    base, after = hypothesis.inputs
    form = hypothesis.form
    found = place_features("growth", figure, (base, after), reach)
    found.append(f"growth.{form}")
    found.append(f"growth.{unit_feature(base, after, reach.words)}")
    found.append(f"growth.{form}-based" if base.based else f"growth.{form}-baseless")
    found.append(f"growth.name{common(reach.name(base), reach.name(after))}")
    facts = {
        "after-based": after.based,
        "reaching": after.reached,
        "base-reaching": base.reached,
        "pair-to-change": form == "pair" and bool(after.cues & _CHANGED) and not after.reached,
        "base-bracketed": base.based and base.quantity.bracketed and base.index > figure.index,
        "another-topic": base.based and _another_topic(figure, base, after, reach),
        "listed": base.listed or after.listed,
        "compared": "change" in base.cues or "change" in after.cues,
        "planned": base.planned or after.planned,
    }
    found.extend(holding("growth", facts))
    return tuple(found)


def _another_topic(figure: Figure, base: Figure, after: Figure, reach: Reach) -> bool:
    """受理量较上年的247件下降: what is compared is named, and the other figure is not called so.

    总量下降12.5%,重复信访由45件降到38件: so is what the two figures behind a change are told of.
    """
    behind = base.index > figure.index and base.clause != figure.clause
    if not behind and (after.reached or after.index > base.index):
        return False
    match = reach.words.base.search(base.lead)
    topic = grams(base.lead[: match.start()]) if match else frozenset()
    if behind:
        return not topic <= reach.name(figure)
    return bool(topic) and not topic & _name_with_joined(after, reach)


def _name_with_joined(figure: Figure, reach: Reach) -> frozenset[str]:
    """拆除187处、4.26万平方米: a figure without words of its own is told of what the one before it is told of."""
    name = reach.name(figure)
    if figure.index and not figure.lead.strip("、"):
        name |= reach.name(reach.figures[int(figure.index) - 1])
    return name


def difference_features(figure: Figure, hypothesis: Hypothesis, reach: Reach) -> tuple[str, ...]:
    """How a change and the two figures around it are worded."""
    base, after = hypothesis.inputs
    found = place_features("difference", figure, (base, after), reach)
    found.append(f"difference.{unit_feature(base, after, reach.words)}")
    found.append("difference.based" if base.based else "difference.baseless")
    found.append(f"difference.name{common(reach.name(base), reach.name(after))}")
    facts = {
        "at-once": reach.words.change_end.search(figure.lead),
        "base-bracketed": base.based and base.quantity.bracketed and base.index > figure.index,
        "after-based": after.based,
        "reaching": after.reached,
        "listed": base.listed or after.listed,
        "several": _one_of_several(figure, base, after, reach),
    }
    found.extend(holding("difference", facts))
    return tuple(found)


def _one_of_several(figure: Figure, base: Figure, after: Figure, reach: Reach) -> bool:
    """由84项精简至51项,取消14项、合并减少19项: the change is told in parts."""
    taken = max(base.index, after.index)
    return any(
        other is not figure
        and other.index > taken
        and other.unit == figure.unit
        and mark_between(*sorted((other, figure), key=lambda one: one.index)) <= _LISTED
        for other in reach.families.get(figure.family, ())
    )


def point_features(figure: Figure, hypothesis: Hypothesis, reach: Reach) -> tuple[str, ...]:
    """How a change in points and the two rates around it are worded."""
    base, after = hypothesis.inputs
    kind = "points" if hypothesis.kind == POINTS else "points-growth"
    found = place_features(kind, figure, (base, after), reach)
    found.append(f"{kind}.based" if base.based else f"{kind}.baseless")
    bracketed = base.based and base.quantity.bracketed and base.index > figure.index
    found.extend(holding(kind, {"after-based": after.based, "reaching": after.reached, "base-bracketed": bracketed}))
    if hypothesis.kind == GROWTH:
        found.append(f"{kind}.{unit_feature(base, after, reach.words)}")
    return tuple(found)
