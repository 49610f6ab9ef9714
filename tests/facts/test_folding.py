"""Folding to half-width text keeps the length and folds texts of any length alike."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.text.document import fold

WIDE = st.text(st.sampled_from("（２０２４年）！～　\xa0甲a，\uff00\uff5f、"), max_size=40)


@given(WIDE, st.integers(0, 60))
def test_long_and_short_texts_are_folded_alike(text: str, times: int) -> None:
    once = fold(text)
    assert len(once) == len(text)
    assert fold(text * times) == once * times


def test_what_is_folded() -> None:
    text = "（２０２４年）！～　\xa0甲a，\uff00\uff5f、"
    assert fold(text) == "(2024年)!~  甲a,\uff00\uff5f、"
    assert fold(text * 100) == "(2024年)!~  甲a,\uff00\uff5f、" * 100
