"""Kinds that check headings and lists: numbers, levels, marks."""

from __future__ import annotations

from checker.rules.kinds.headings import (
    empty_section,
    heading_mark,
    heading_run_in,
    item_numbering,
    level_order,
    numbering,
    ordinal_mark,
    repeated_heading,
)

KINDS = (
    empty_section.KIND,
    heading_mark.KIND,
    heading_run_in.KIND,
    item_numbering.KIND,
    level_order.KIND,
    numbering.KIND,
    ordinal_mark.KIND,
    repeated_heading.KIND,
)
