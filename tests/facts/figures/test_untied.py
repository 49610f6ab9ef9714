"""A way that is ruled out before it is described is one that its description would not let accuse either."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from frames import draft
from helpers import linter, reading

from checker.facts.figures.inference.accusing import NEVER, may_accuse
from checker.facts.figures.inference.dependents import Dependent, others, totals
from checker.facts.figures.inference.figure import read_figures
from checker.facts.figures.inference.hypotheses import Hypothesis, reach_of

WORDS = linter().knowledge.lexicon.figures


def ruled_out(text: str) -> Iterator[tuple[Dependent, Hypothesis]]:
    read = reading(text)
    for figures in read_figures(read.document.folded, read.quantities, WORDS):
        reach = reach_of(figures, WORDS)
        for dependent in (*totals(reach), *others(reach)):
            for way in dependent.hypotheses if dependent.untied else ():
                if dependent.untied and dependent.untied(way):
                    yield dependent, way


@pytest.mark.parametrize("seed", range(4))
def test_what_is_ruled_out_could_not_accuse(seed: int) -> None:
    found = list(ruled_out(draft(seed)))
    assert len(found) > 20
    for dependent, way in found:
        way.features = dependent.describe(way)
        assert may_accuse(dependent, way) == NEVER, (dependent.figure.lead, way.features)
