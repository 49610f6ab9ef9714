"""Kinds that check punctuation, spaces and notation."""

from __future__ import annotations

from checker.rules.kinds.marks import (
    blank_line,
    broken_line,
    dash_style,
    item_separator,
    minority_spacing,
    mixed_style,
    paired_marks,
    paragraph_end,
    punctuation_width,
    straight_quotes,
    unmarked_item,
)

KINDS = (
    blank_line.KIND,
    broken_line.KIND,
    dash_style.KIND,
    item_separator.KIND,
    minority_spacing.KIND,
    mixed_style.KIND,
    paired_marks.KIND,
    paragraph_end.KIND,
    punctuation_width.KIND,
    straight_quotes.KIND,
    unmarked_item.KIND,
)
