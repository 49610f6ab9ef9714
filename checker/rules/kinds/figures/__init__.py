"""Kinds that look at figures: relations, bounds, units, approximation."""

from __future__ import annotations

from checker.rules.kinds.figures import (
    announced_count,
    approximation,
    claimed_change,
    conflicting_figures,
    figure_bound,
    figure_limit,
    figure_relation,
    implausible_area,
    implausible_money,
    indicator_bound,
    measure_range,
    mixed_counter,
    mixed_money,
    unchanged_figure,
)

KINDS = (
    announced_count.KIND,
    approximation.KIND,
    claimed_change.KIND,
    conflicting_figures.KIND,
    figure_bound.KIND,
    figure_limit.KIND,
    figure_relation.KIND,
    implausible_area.KIND,
    implausible_money.KIND,
    indicator_bound.KIND,
    measure_range.KIND,
    mixed_counter.KIND,
    mixed_money.KIND,
    unchanged_figure.KIND,
)
