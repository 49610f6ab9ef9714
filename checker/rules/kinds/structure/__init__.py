"""Kinds that check the parts of a report."""

from __future__ import annotations

from checker.rules.kinds.structure import (
    addressee,
    hollow_part,
    part_order,
    part_without_action,
    promised_count,
    required_mention,
    required_part,
    unanswered_shortcoming,
    unheaded_part,
)

KINDS = (
    addressee.KIND,
    hollow_part.KIND,
    part_order.KIND,
    part_without_action.KIND,
    promised_count.KIND,
    required_mention.KIND,
    required_part.KIND,
    unanswered_shortcoming.KIND,
    unheaded_part.KIND,
)
