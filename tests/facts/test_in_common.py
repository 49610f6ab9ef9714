"""Shared substrings, compared with a search by brute force."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from checker.facts.sentences import share_substring
from checker.search.multi_search import present_words

FEW = st.text("甲乙丙", max_size=24)


@given(FEW, FEW, st.integers(1, 9))
@example("甲乙丙甲乙", "乙丙甲", 3)
@example("甲甲乙", "甲乙乙", 2)
def test_a_shared_substring_is_found_anywhere(first: str, second: str, length: int) -> None:
    substrings = {first[start : start + length] for start in range(len(first) - length + 1)}
    assert share_substring(first, second, length) == any(substring in second for substring in substrings)


@given(st.lists(st.text("甲乙丙", min_size=1, max_size=4), max_size=6), FEW)
def test_present_words_are_found_in_one_pass(words: list[str], text: str) -> None:
    assert present_words(words, text) == {word for word in words if word in text}
