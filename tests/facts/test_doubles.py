"""Words typed twice are found where they stand, and nowhere else."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from checker.facts.copies.doubles import doubled


@given(st.text("甲乙丙1\0Ā㐀🀀", max_size=24), st.integers(1, 6))
@example("甲乙甲乙", 2)
@example("Ā甲Ā甲\0", 3)
@example("🀀甲乙甲乙", 2)
def test_every_word_that_stands_twice_is_found(text: str, longest: int) -> None:
    expected = {
        place
        for length in range(1, longest + 1)
        for place in range(len(text) - 2 * length + 1)
        if text[place].isalpha() and text[place : place + length] == text[place + length : place + 2 * length]
    }
    assert set(doubled(text, range(1, longest + 1))) == expected


def test_numbers_and_marks_do_not_count() -> None:
    assert list(doubled("2200件……,,——", range(1, 5))) == []
    assert list(doubled("学习宣传宣传贯彻", range(2, 9))) == [2]
    assert list(doubled("天天学习宣传宣传贯彻", range(1, 2))) == [0]
