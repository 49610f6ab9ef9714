"""Kinds that tell what a reader has to say about the pages of a file."""

from __future__ import annotations

from checker.rules.kinds.pages import reading_note

KINDS = (reading_note.KIND,)
