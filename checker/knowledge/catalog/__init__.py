"""Norms and the dates between which they were valid; events and the days from which they could be named.

A citation is judged as of the year that a report covers, so every row carries days, not a flag.
"""

from __future__ import annotations

from checker.knowledge.catalog.keys import may_be_near, title_key
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
    "load_catalog",
    "may_be_near",
    "title_key",
]
