"""What texts have in common, tried the long way round."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from checker.facts.sentences import share_substring
from checker.search.multi_search import present_words

FEW = st.text("甲乙丙", max_size=24)


@given(FEW, FEW, st.integers(1, 9))
@example("甲乙丙甲乙", "乙丙甲", 3)
@example("甲甲乙", "甲乙乙", 2)
def test_a_common_stretch_is_found_wherever_it_stands(one: str, other: str, length: int) -> None:
    stretches = {one[start : start + length] for start in range(len(one) - length + 1)}
    assert share_substring(one, other, length) == any(stretch in other for stretch in stretches)


@given(st.lists(st.text("甲乙丙", min_size=1, max_size=4), max_size=6), FEW)
def test_what_stands_in_a_text_is_found_in_one_pass(wanted: list[str], text: str) -> None:
    assert present_words(wanted, text) == {one for one in wanted if one in text}
