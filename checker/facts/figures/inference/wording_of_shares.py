"""How a share, its part and its whole are worded: features as in ``wording``.

One of them looks at values: two parts that are told of one after the other and make a whole together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.facts.figures.inference.figure import Figure, grams
from checker.facts.figures.inference.hypotheses import Hypothesis, Reach, unit_feature
from checker.facts.figures.inference.wording import common, holding, place_features
from checker.knowledge.figure_words import FigureWords

_PAIR = 2
"""How many figures a share and the one that it is told of are."""
_SUBJECT = 4


Memory = dict[tuple[str, float], tuple[str, ...]]
"""What was found out about the parts and the wholes of one share, which come again in many pairs."""


def share_features(
    figure: Figure, hypothesis: Hypothesis, reach: Reach, named: tuple[str, str, str], memory: Memory
) -> tuple[str, ...]:
    """How a rate, its part and its whole are worded."""
    whole, part = hypothesis.inputs
    found = place_features("share", figure, (whole, part), reach)
    found.append(f"share.{unit_feature(part, whole, reach.words)}")
    of_part = memory.get(("part", part.index))
    if of_part is None:
        of_part = memory["part", part.index] = tuple(_of_part(part, reach, named))
    of_whole = memory.get(("whole", whole.index))
    if of_whole is None:
        of_whole = memory["whole", whole.index] = tuple(_of_whole(figure, whole, reach, named[1]))
    found += of_part
    found += of_whole
    own = part.listed_in == whole.index
    bracketed = figure.quantity.bracketed
    facts = {
        "in-bracket": in_bracket(figure, whole, part),
        "part-names-whole": whole in _names_in(part, reach),
        "part-names-another": _called_after_another(part, whole, reach),
        "sibling": whole.whole_of and _is_sibling(figure, whole, part, reach),
        "exhausting": _exhausts(figure, whole, part, reach),
        "part-of-whole": part.listed and own,
        "part-listed": part.listed and not own,
        "based": whole.based or part.based,
        "rest": "rest" in part.cues or "rest" in whole.cues,
        "planned": whole.planned or part.planned,
        "bracket": part.quantity.bracketed != bracketed or whole.quantity.bracketed != bracketed,
        "together": part.clause == whole.clause and part.sentence == whole.sentence,
    }
    found.extend(holding("share", facts))
    if "share.unit" in found and figure.sentence == whole.sentence == part.sentence:
        found.extend(f"{each}-pair" for each in _PAIRED if each in found)
        found.extend(holding("share", _known(found, whole)))
    return tuple(found)


def _of_part(part: Figure, reach: Reach, named: tuple[str, str, str]) -> list[str]:
    """What the wording says of a figure as the part, whatever the whole."""
    name, _, subject = named
    found = []
    if name:
        found.append(f"share.name{_named(name, part, reach)}")
    if subject:
        found.append("share.subject" if of_subject(subject, part, reach) else "share.another-subject")
    facts = {
        "name-letters": name and spelled_in(name, part),
        "name-part": name and _lettered_once(name, part, reach.words),
        "part-due": reach.is_due(part),
        "part": "of_which" in part.cues or "of_which" in part.earlier,
        "part-again": part.whole_of or part.part_of,
    }
    return found + holding("share", facts)


def _of_whole(figure: Figure, whole: Figure, reach: Reach, of: str) -> list[str]:
    """What the wording says of a figure as the whole, whatever the part."""
    found = []
    if of:
        shared = common(grams(of), reach.name(whole))
        found.append(f"share.of{shared}")
        if not shared and _named_elsewhere(grams(of), figure, whole, reach):
            found.append("share.of-elsewhere")
    facts = {
        "total": "total" in whole.cues,
        "whole-part": "of_which" in whole.cues,
        "whole-inside": whole_inside(figure, whole, reach.words),
        "whole-total": whole.total_of,
        "whole-behind": "total" in whole.cues and whole.index == figure.index + 1,
        "whole-listed": whole.listed,
        "whole-again": whole.whole_of,
        "whole-was-part": whole.part_of and not whole.whole_of,
        "among": told_among(whole, reach.words),
    }
    return found + holding("share", facts)


_PAIRED = ("share.name2", "share.of1", "share.of2", "share.total")


def _known(found: Sequence[str], whole: Figure) -> Mapping[str, bool]:
    near = "share.near0" in found
    return {
        "standard": near and "share.gap1" in found and "share.order" in found,
        "known-pair": near and (whole.whole_of or whole.total_of) and "share.of-elsewhere" not in found,
    }


def _is_sibling(figure: Figure, whole: Figure, part: Figure, reach: Reach) -> bool:
    """适用简易程序2772件,占71.4%;适用普通程序1110件,占26.8%: the second share is of what the first one was of."""
    before = reach.rated.get(part.index - 1)
    told = reach.rated.get(figure.index) is part and before is not None and before is not whole
    return told and "of_which" not in part.cues and "of_which" not in part.earlier


def _exhausts(figure: Figure, whole: Figure, part: Figure, reach: Reach) -> bool:
    """2772件 and 1110件 of 3882件: the parts of two neighbouring shares are all of the whole before them."""
    if reach.rated.get(figure.index) is not part or whole.index > part.index:
        return False
    beside = (reach.rated.get(figure.index - _PAIR), reach.rated.get(figure.index + _PAIR))
    return any(
        other is not None
        and other is not whole
        and other.unit == part.unit == whole.unit
        and other.value + part.value == whole.value
        for other in beside
    )


def _named_elsewhere(of: frozenset[str], figure: Figure, whole: Figure, reach: Reach) -> bool:
    """占办结总数的61.5%: another figure of the sentence is what it is a share of."""
    return any(
        other is not whole
        and other.sentence == figure.sentence
        and other.index < figure.index
        and of & reach.name(other)
        for other in reach.families.get(whole.family, ())
    )


def _named(name: str, part: Figure, reach: Reach) -> int:
    """2 where the part is named as its rate is (成功率, 调解成功8件), 1 where something of the name stands there."""
    return 2 if named_part(name, part) else min(len(grams(name) & reach.name(part)), 1)


def named_part(name: str, part: Figure) -> bool:
    """成功率, 调解成功8件: the name of a rate stands beside its part."""
    return name[-2:] in part.opening or name[-2:] in part.tail


def in_bracket(figure: Figure, whole: Figure, part: Figure) -> bool:
    """87.2%(34/39件): both stand in a bracket right behind the rate."""
    both = part.quantity.bracketed and whole.quantity.bracketed and not figure.quantity.bracketed
    return both and min(part.index, whole.index) == figure.index + 1


def told_among(whole: Figure, words: FigureWords) -> bool:
    """236件案件中: the words behind a whole lead to its part."""
    return words.inside_word in whole.tail[-4:]


def whole_inside(figure: Figure, whole: Figure, words: FigureWords) -> bool:
    """占236件案件的87.2%: the whole stands between 占 and its rate."""
    of = whole.tail[-1:] == words.possessive or whole.tail[:1] == words.possessive
    return of and "share" in whole.cues and whole.clause == figure.clause


def of_subject(subject: str, part: Figure, reach: Reach) -> bool:
    """专职的占62%: what the rate is said of is the part."""
    if part.lead.endswith(subject[-_SUBJECT:]):
        return True
    core = reach.core(part)
    return len(core) > 1 and subject.startswith(core)


def spelled_in(name: str, part: Figure) -> bool:
    """网办率 of what is 网上办理: both characters stand there, one behind the other."""
    words = part.lead + part.tail
    at = words.find(name[-2:-1])
    return at >= 0 and words.find(name[-1:], at + 1) > at + 1


def _names_in(part: Figure, reach: Reach) -> tuple[Figure, ...]:
    """投诉20184件、举报5126件;投诉按期办结19700件: the figures before a part with whose names it begins or ends."""
    found = reach.namesakes.get(part.index)
    if found is None:
        lead = part.lead
        found = tuple(
            other
            for other in reach.families.get(part.family, ())
            if other is not part and len(lead) > len(name := reach.core(other)) > 1 and lead.startswith(name)
        ) or _ends_with_names(part, reach)
        reach.namesakes[part.index] = found
    return found


def _ends_with_names(part: Figure, reach: Reach) -> tuple[Figure, ...]:
    """投诉21.7万件、举报6.4万件;办结投诉21.4万件: the figures of the sentence with whose names a part ends."""
    return tuple(
        other
        for other in reach.families.get(part.family, ())
        if part.family != "time"
        and other.index < part.index
        and other.sentence == part.sentence
        and other.clause < part.clause
        and len(part.lead) > len(name := reach.core(other)) > 1
        and part.lead.endswith(name)
    )


def _called_after_another(part: Figure, whole: Figure, reach: Reach) -> bool:
    """The part begins with the name of another figure before it, and not with that of this whole."""
    names = _names_in(part, reach)
    return whole not in names and any(
        other.index < part.index and other.sentence == part.sentence and other.unit == part.unit for other in names
    )


def _lettered_once(name: str, part: Figure, words: FigureWords) -> bool:
    """参考率 of 实考3247人: one character of the name stands beside the part, or a word that means the same."""
    around = part.lead + part.tail
    same = words.rate_parts.get(name[-2:]) or words.rate_parts.get(name[:2])
    return any(letter in around for letter in name) or (same is not None and same.search(around) is not None)
