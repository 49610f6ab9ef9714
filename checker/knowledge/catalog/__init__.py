"""The catalogue: norms with their periods of validity, and events with their first days.

A citation is checked against the year that the report covers, so every row holds dates instead of a flag.
"""

from __future__ import annotations

from checker.knowledge.catalog.keys import in_order, may_be_near, shared_start, title_key
from checker.knowledge.catalog.rows import Alias, Event, Revision, Superseded, Title, Validity
from checker.knowledge.catalog.store import Catalog, load_catalog

__all__ = [
    "Alias",
    "Catalog",
    "Event",
    "Revision",
    "Superseded",
    "Title",
    "Validity",
    "in_order",
    "load_catalog",
    "may_be_near",
    "shared_start",
    "title_key",
]
