from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checker.facts.figures.arithmetic import Rounding, bases, compare, growth, rounded, share, truncated

COUNTS = st.integers(1, 400)
DECIMALS = st.integers(1, 2)


@given(COUNTS, COUNTS, DECIMALS)
def test_a_growth_that_is_computed_is_possible(before: int, after: int, decimals: int) -> None:
    percent = rounded(growth(Decimal(before), Decimal(after)), decimals)
    assert bases(after, percent, decimals)[0]


@given(COUNTS, st.integers(-9999, 30000), DECIMALS)
def test_the_granularity_test_agrees_with_brute_force(after: int, hundredths: int, decimals: int) -> None:
    percent = rounded(Decimal(hundredths) / 100, decimals)
    half = Decimal(1).scaleb(-decimals) / 2
    if percent <= -100 + half:
        return
    highest = int(Decimal(after) / (1 + (percent - half) / 100)) + 2
    possible = any(
        abs(growth(Decimal(base), Decimal(after)) - percent) <= half for base in range(1, min(highest, 200_000) + 1)
    )
    feasible, near = bases(after, percent, decimals)
    assert feasible == possible or highest > 200_000
    assert all(abs(base.percent - percent) > 0 for base in near)


@given(COUNTS, COUNTS, DECIMALS)
def test_a_rounded_share_is_valid_and_a_truncated_one_is_recognised(part: int, whole: int, decimals: int) -> None:
    exact = share(Decimal(part), Decimal(whole))
    assert compare(exact, rounded(exact, decimals), decimals) is Rounding.RIGHT
    cut = truncated(exact, decimals)
    assert compare(exact, cut, decimals) in (Rounding.RIGHT, Rounding.TRUNCATED)
    assert compare(exact, rounded(exact, decimals) + 3 * Decimal(1).scaleb(-decimals), decimals) is Rounding.WRONG


def test_the_named_example() -> None:
    feasible, near = bases(173, Decimal("-37.27"), 2)
    assert not feasible
    assert [(base.value, str(base.percent)) for base in near] == [(275, "-37.09"), (276, "-37.32")]
