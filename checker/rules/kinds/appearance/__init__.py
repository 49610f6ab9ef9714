"""Kinds that check properties of Word documents: layout, hidden text, tracked changes."""

from __future__ import annotations

from checker.rules.kinds.appearance import hidden_text, open_revisions, page_number_look, page_setup, paragraph_look

KINDS = (hidden_text.KIND, open_revisions.KIND, page_number_look.KIND, page_setup.KIND, paragraph_look.KIND)
