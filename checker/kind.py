"""What a kind is: a way of looking, with the options and message values that rules may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from checker.diagnostic import Finding
from checker.facts.reading import Reading
from checker.rule import Option, Rule

Check = Callable[[Reading, Rule], Iterator[Finding]]


class Kind(Struct, frozen=True):
    """``values`` names what a message may quote as ``{name}``; ``variants`` the cases told apart.

    A kind that ``compares`` looks at two reports and finds nothing in one alone; one that ``judges`` looks at
    what was made of the other rules' findings, and runs when they are done.
    """

    name: str
    summary: str
    check: Check
    options: tuple[Option, ...] = ()
    values: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    compares: bool = False
    judges: bool = False
