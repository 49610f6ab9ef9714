"""The type of a kind: a check, with the options and message values that its rules may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from checker.facts.reading import Reading
from checker.knowledge.base import Knowledge
from checker.rules.rule import Option, Rule
from checker.search.patterns import Pattern
from checker.text.diagnostic import Finding

Check = Callable[[Reading, Rule], Iterator[Finding]]


DerivedPatterns = Callable[[Knowledge, Rule], Iterable[Pattern]]


def no_derived_patterns(_knowledge: Knowledge, _rule: Rule) -> Iterable[Pattern]:
    """Return no patterns, for a kind that uses only the patterns in the options of its rules."""
    return ()


class Kind(Struct, frozen=True):
    """A check that rules configure by options.

    ``values`` are the names that a message may quote as ``{name}``; ``variants`` are the cases that may have their own
    severity and message. A kind that ``compares`` needs a second report and finds nothing without one. A kind that
    ``runs_last`` checks the suppression requests, after the findings of the other rules are known.
    What overlaps a finding of a kind that ``covers`` is no text that others could judge: their findings are dropped.
    ``derived_patterns`` returns the patterns that the kind builds from word lists or the catalogue, and that it
    searches with :meth:`Reading.candidate_blocks`.
    """

    name: str
    summary: str
    check: Check
    options: tuple[Option, ...] = ()
    values: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    compares: bool = False
    runs_last: bool = False
    covers: bool = False
    derived_patterns: DerivedPatterns = no_derived_patterns
