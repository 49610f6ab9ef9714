"""Kinds that find residue of a web page."""

from __future__ import annotations

from checker.rules.kinds.residue import metadata_field, page_button, page_furniture

KINDS = (metadata_field.KIND, page_button.KIND, page_furniture.KIND)
