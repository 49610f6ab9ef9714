"""Which of many short texts stand in a long one."""

from __future__ import annotations

from collections.abc import Iterable

from ahocorasick_rs import AhoCorasick, Implementation


def standing(wanted: Iterable[str], text: str) -> frozenset[str]:
    """Those of the wanted texts, none of them empty, that stand somewhere in the text; it is gone through once."""
    names = list(dict.fromkeys(wanted))
    if not names:
        return frozenset()
    # Of the ways to look, the one that is ready soonest: it is used once.
    automaton = AhoCorasick(names, implementation=Implementation.ContiguousNFA)
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    return frozenset(names[number] for number in {number for number, _, _ in found})
