"""Kinds that look at the parts, headings, lists and numbering of a report."""

from __future__ import annotations

from checker.rules.kinds.structure import (
    addressee,
    empty_section,
    heading_mark,
    heading_run_in,
    hollow_part,
    item_numbering,
    level_order,
    numbering,
    ordinal_mark,
    part_order,
    part_without_action,
    repeated_heading,
    required_mention,
    required_part,
    unanswered_shortcoming,
    unheaded_part,
)

KINDS = (
    addressee.KIND,
    empty_section.KIND,
    heading_mark.KIND,
    heading_run_in.KIND,
    hollow_part.KIND,
    item_numbering.KIND,
    level_order.KIND,
    numbering.KIND,
    ordinal_mark.KIND,
    part_order.KIND,
    part_without_action.KIND,
    repeated_heading.KIND,
    required_mention.KIND,
    required_part.KIND,
    unanswered_shortcoming.KIND,
    unheaded_part.KIND,
)
