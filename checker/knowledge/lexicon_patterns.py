"""Expressions in the tables of the lexicon, read and validated."""

from __future__ import annotations

from re import escape

import regex

from checker.resources import toml
from checker.search.patterns import Pattern, alternatives, compile_pattern


def read_patterns(table: toml.Table, key: str) -> Pattern:
    """Return the list of expressions under ``key`` as one pattern, which matches nothing if the key is missing."""
    return combine_patterns(table, key, table.strings(key, ()))


def combine_patterns(table: toml.Table, key: str, sources: tuple[str, ...]) -> Pattern:
    """Return a pattern that matches any of the expressions.

    Expressions of a user's file are validated here, with :func:`check_pattern`; those of shipped files by the tests.
    """
    pattern = alternatives(sources)
    if not table.trusted:
        check_pattern(table, key, sources)
    return pattern


def check_pattern(table: toml.Table, key: str, sources: tuple[str, ...]) -> None:
    """Raise :class:`~checker.text.errors.RulesetError` with the first invalid expression, if there is one.

    The expressions are compiled together, and one by one only to find the invalid one.
    """
    try:
        alternatives(sources).check()
    except regex.error as error:
        for source in sources:
            try:
                compile_pattern(source).check()
            except regex.error as wrong:
                raise table.error(key, f"正则“{source}”有误：{wrong}") from None
        raise table.error(key, f"几个正则不能并用：{error}") from None


def any_of(words: tuple[str, ...]) -> str:
    """Return an expression for one of several literal words."""
    return "|".join(sorted(map(escape, words), key=len, reverse=True))
