"""Sentences as reports write them: where all figures are right nothing is told, and one wrong figure alone is told."""

from __future__ import annotations

import pytest
from helpers import ROOT, linter, report

RULES = tuple(rule.name for rule in linter().all_rules if rule.id.startswith("FIG"))
RIGHT, WRONG = (
    part.splitlines()[1:]
    for part in (ROOT / "tests" / "data" / "frames" / "readings.txt").read_text(encoding="utf-8").split("\n\n")
)


def told(text: str) -> set[tuple[int, str]]:
    """The place and the text of what is told."""
    found = report(text, *RULES).diagnostics
    return {(one.span.start, one.text) for one in found if one.span and one.severity.name != "INFO"}


@pytest.mark.parametrize("case", RIGHT)
def test_right_figures_say_nothing(case: str) -> None:
    assert told(case.replace("@", "\n\n")) == set()


@pytest.mark.parametrize("case", WRONG)
def test_the_wrong_figure_alone_is_told(case: str) -> None:
    before, _, behind = case.replace("@", "\n\n").partition("⟦")
    figure, _, rest = behind.partition("⟧")
    assert told(before + figure + rest) == {(len(before), figure)}
