"""How surely a figure must be wrong, and how it must be worded, before that is said.

They are data: the table ``accusing`` of ``rulesets/reading/figures.toml``.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from checker.resources.toml import Table


class Limits(Struct, frozen=True):
    """What an accusation needs; probabilities lie between 0 and 1.

    ``enough``, ``plain`` and ``divided`` are pairs: the least probability of the wording, and the least probability
    that the value is wrong. ``enough`` holds in general, ``plain`` for parts that are more than their total,
    ``divided`` for parts whose names divide the whole. ``cut_off`` is the least probability of the wording of a
    figure that was cut off: with many digits, and with few. ``directly`` is that of a change from A to B, ``certain``
    that of a figure which is only near the right one. Parts that make less than ``most`` of their total are not all
    of it. ``wordings`` are sets of features by name (see :mod:`checker.facts.figures.inference.wording`).
    """

    enough: tuple[tuple[float, float], ...]
    plain: tuple[float, float]
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
