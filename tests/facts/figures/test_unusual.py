"""Sentences in unusual words: what is right says nothing, and one figure that does not follow is told where it stands."""

from __future__ import annotations

import pytest
from helpers import ROOT, linter, report

RULES = tuple(rule.name for rule in linter().all_rules if rule.id.startswith("FIG"))
RIGHT, WRONG = (
    part.splitlines()[1:]
    for part in (ROOT / "tests" / "data" / "frames" / "unusual.txt").read_text(encoding="utf-8").split("\n\n")
)


def told(text: str) -> list[str]:
    return [one.text for one in report(text, *RULES).diagnostics if one.severity.name != "INFO"]


@pytest.mark.parametrize("text", RIGHT)
def test_right_figures_say_nothing(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize("case", WRONG)
def test_the_figure_that_does_not_follow_is_told(case: str) -> None:
    text, figure = case.split("|")
    assert figure in told(text)
