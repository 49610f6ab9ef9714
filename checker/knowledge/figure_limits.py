"""How surely a figure must be wrong, and how it must be worded, before that is said.

They are data: the tables ``accusing`` and ``thresholds`` of ``rulesets/reading/figures.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, convert

from checker.resources.toml import Table


class Limits(Struct, frozen=True):
    """What an accusation needs; probabilities lie between 0 and 1.

    ``enough``, ``plain`` and ``divided`` are pairs: the least probability of the wording, and the least probability
    that the value is wrong. ``enough`` holds in general, ``plain`` for parts that are more than their total,
    ``long_swap`` for two digits that changed places in a figure of ``long`` digits or more,
    ``divided`` for parts whose names divide the whole. ``cut_off`` is the least probability of the wording of a
    figure that was cut off: with many digits, and with few. ``directly`` is that of a change from A to B, ``certain``
    that of a figure which is only near the right one. Parts that make less than ``most`` of their total are not all
    of it. ``wordings`` are sets of features by name (see :mod:`checker.facts.figures.inference.wording`).
    """

    enough: tuple[tuple[float, float], ...]
    plain: tuple[float, float]
    long_swap: tuple[float, float]
    long: int
    again: tuple[float, float]
    divided: tuple[float, float]
    cut_off: tuple[float, float]
    directly: float
    certain: float
    most: float
    wrong_beforehand: float
    weakest: float
    likely: Mapping[str, float]
    chance: tuple[float, ...]
    all_of_it: float
    plausible_mean: float
    wordings: Mapping[str, frozenset[str]]


def read_limits(table: Table) -> Limits:
    """The table ``accusing``."""
    values = table.values

    def pair(key: str) -> tuple[float, float]:
        low, high = values[key]
        return float(low), float(high)

    wordings, likely = table.table("wordings"), table.table("likely")
    return Limits(
        enough=tuple((float(worded), float(wrong)) for worded, wrong in values["enough"]),
        plain=pair("plain"),
        long_swap=pair("long-swap"),
        long=table.integer("long"),
        again=pair("again"),
        divided=pair("divided"),
        cut_off=pair("cut-off"),
        directly=float(values["directly"]),
        certain=float(values["certain"]),
        most=float(values["most"]),
        wrong_beforehand=float(values["wrong-beforehand"]),
        weakest=float(values["weakest"]),
        likely={name: float(likely.values[name]) for name in likely.values},
        chance=tuple(float(value) for value in values["chance"]),
        all_of_it=float(values["all-of-it"]),
        plausible_mean=float(values["plausible-mean"]),
        wordings={name: frozenset(wordings.strings(name)) for name in wordings.values},
    )


class Thresholds(Struct, frozen=True):
    """From where on figures and their wordings count; probabilities lie between 0 and 1.

    ``plainly``: by how much, in logarithms, a way must be worded better than “none of these” to verify without a look
    at the others.
    ``leaving_no_doubt``: the least probability of a wording that leaves no doubt which base is meant.
    ``worded``: the least probability of a wording by which a sum explains its list.
    ``many_parts``: so many parts make a total by no chance.
    ``large_total``: from this value on.
    ``precise``: digits that chance does not make.
    ``mixed``: the least probability of the wording by which a unit is mixed up (points for percent).
    ``name_length``: characters that name a thing well enough to find it again.
    ``name_covered``: the share of these characters that the other mention must have.
    ``name_around``: characters around a figure that must share a pair with another mention.
    ``claimed``: the least probability of the wording of a claim that is accused.
    ``claim_margin``: points by which a bare 六成 may differ from its figure.
    ``claim_fine``: points by which 八成五 may differ.
    ``part_from``: from this total on a part may be told instead of it.
    ``part_candidates``: parts of a table that one slip each would mend, at most; elsewhere one.
    ``close``: the relative difference of a figure that is near the right one.
    ``few``: the difference of a common figure that is near.
    ``far_points``: points by which a rate differs that is another one. ``least_level``: points that are a rate itself.
    """

    plainly: float
    leaving_no_doubt: float
    worded: float
    many_parts: int
    large_total: int
    precise: int
    mixed: float
    name_length: int
    name_covered: float
    name_around: int
    claimed: float
    claim_margin: float
    claim_fine: float
    part_from: int
    part_candidates: int
    close: float
    few: int
    far_points: int
    least_level: int


def read_thresholds(table: Table) -> Thresholds:
    """The table ``thresholds``; raises :class:`msgspec.ValidationError` where a number is missing or none."""
    return convert({name.replace("-", "_"): value for name, value in table.values.items()}, Thresholds)
