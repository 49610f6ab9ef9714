"""What a kind is: a way of looking, with the options and message values that rules may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from checker.facts.reading import Reading
from checker.knowledge.base import Knowledge
from checker.rules.rule import Option, Rule
from checker.search.patterns import Pattern
from checker.text.diagnostic import Finding

Check = Callable[[Reading, Rule], Iterator[Finding]]


Listed = Callable[[Knowledge, Rule], Iterable[Pattern]]


def no_list(_knowledge: Knowledge, _rule: Rule) -> Iterable[Pattern]:
    """Of a kind that looks for nothing but what its rules say."""
    return ()


class Kind(Struct, frozen=True):
    """``values`` names what a message may quote as ``{name}``; ``variants`` the cases told apart.

    A kind that ``compares`` looks at two reports and finds nothing in one alone; one that ``judges`` looks at
    what was made of the other rules' findings, and runs when they are done. ``listed`` are the expressions that it
    makes of lists and of the catalogue, and asks for only where words stand that they need.
    """

    name: str
    summary: str
    check: Check
    options: tuple[Option, ...] = ()
    values: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    compares: bool = False
    runs_last: bool = False
    listed: Listed = no_list
