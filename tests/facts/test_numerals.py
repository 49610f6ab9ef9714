import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.numerals import chinese_to_int, int_to_chinese


@given(st.integers(0, 10**12 - 1))
def test_numerals_round_trip(value: int) -> None:
    assert chinese_to_int(int_to_chinese(value)) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十二", 12),
        ("二〇二五", 2025),
        ("一百零三", 103),
        ("两万三千", 23000),
        ("三亿零五十", 300_000_050),
        ("一十", 10),
    ],
)
def test_ways_of_writing(text: str, value: int) -> None:
    assert chinese_to_int(text) == value


def test_written_as_it_is_read() -> None:
    assert [int_to_chinese(n) for n in (10, 15, 20, 103, 110, 1010, 10_003)] == [
        "十",
        "十五",
        "二十",
        "一百零三",
        "一百一十",
        "一千零一十",
        "一万零三",
    ]


@pytest.mark.parametrize("text", ["", "甲", "一甲"])
def test_no_numeral(text: str) -> None:
    with pytest.raises(ValueError, match="not a Chinese numeral"):
        chinese_to_int(text)
