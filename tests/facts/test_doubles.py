"""Doubled words are found at their offsets and nowhere else."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from checker.facts.copies.doubles import doubled


@given(st.text("甲乙丙1\0Ā㐀🀀", max_size=24), st.integers(1, 6))
@example("甲乙甲乙", 2)
@example("Ā甲Ā甲\0", 3)
@example("🀀甲乙甲乙", 2)
def test_every_doubled_word_is_found(text: str, longest: int) -> None:
    expected = {
        start
        for length in range(1, longest + 1)
        for start in range(len(text) - 2 * length + 1)
        if text[start].isalpha() and text[start : start + length] == text[start + length : start + 2 * length]
    }
    assert set(doubled(text, range(1, longest + 1))) == expected


def test_numbers_and_marks_do_not_count() -> None:
    assert list(doubled("2200件……,,——", range(1, 5))) == []
    assert list(doubled("学习宣传宣传贯彻", range(2, 9))) == [2]
    assert list(doubled("天天学习宣传宣传贯彻", range(1, 2))) == [0]
