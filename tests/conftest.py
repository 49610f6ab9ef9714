"""Settings of all tests."""

from __future__ import annotations

from hypothesis import settings

# Machines are noisy: speed is measured by the benchmark, not by tests that run out of time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
