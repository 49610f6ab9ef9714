"""Which tests run: ``make test`` the quick ones and small forms, ``make test-slow`` also what takes minutes."""

from __future__ import annotations

import os

import pytest

SLOW = bool(os.environ.get("FAZHI_SLOW"))
"""Whether everything is tried, and in its full size."""
slow = pytest.mark.skipif(not SLOW, reason="takes long: set FAZHI_SLOW")
"""The mark of tests that only ``make test-slow`` runs."""
