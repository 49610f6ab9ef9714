"""How long the editor server waits before it lints a changed text."""

from __future__ import annotations

import pytest

from checker.server.session import pause_for


@pytest.mark.parametrize(("length", "seconds"), [(0, 0), (10_000, 0), (20_000, 0.1), (40_000, 0.2), (4_000_000, 0.2)])
def test_the_longer_the_text_the_longer_the_pause(length: int, seconds: float) -> None:
    assert pause_for("字" * length) == pytest.approx(seconds)
