"""Tests of the fixed formulas of each period: the text that is told."""

from __future__ import annotations

import pytest
from helpers import findings

HEAD = "青石镇2024年法治政府建设年度报告\n\n一、主要举措\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("构建人人有责、人人负责、人人享有的共同体。", ["人人有责、人人负责、人人享有"]),
        ("坚持简政放权、优化服务。", ["简政放权、优化服务"]),
        ("坚持简政放权、放管结合。", []),
        ("推进治理体系和治理能力现代化。", []),
    ],
)
def test_changed_formula(text: str, told: list[str]) -> None:
    assert [one for _, one in findings(HEAD + text + "\n", "misquoted-formula")] == told
