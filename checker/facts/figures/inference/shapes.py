"""Which slip makes the stated figure of the right one, way by way."""

from __future__ import annotations

from collections.abc import Callable

from checker.facts.figures.inference.calculation import scale_of
from checker.facts.figures.inference.dependents import Dependent
from checker.facts.figures.inference.figure import Figure, step_of
from checker.facts.figures.inference.hypotheses import AVERAGE, DIFFERENCE, GROWTH, POINTS, REST, SHARE, SUM, Hypothesis
from checker.facts.figures.inference.slips import (
    AMOUNT,
    BASE,
    COMPLEMENT,
    INPUT,
    REVERSED,
    SCALED,
    TRUNCATED,
    Slip,
    digit_slip,
    scaled,
    shapeless,
    significant,
    slip,
    written_as,
)
from checker.knowledge.figure_limits import Limits

_EPSILON = 1e-9
CUT_OFF = 0.999
"""The part of a step by which a mean that is cut off may be more: 3.99 is cut off to 3, and 4 is not."""
Needed = Callable[[float, float, float], float]
_ROUNDED = 0.01
_RISE, _FALL = frozenset(("up", "above")), frozenset(("down", "below"))
_TWO = 2
_ROUNDING = frozenset((SHARE, AVERAGE, GROWTH))
_SIGNED = frozenset((GROWTH, POINTS, DIFFERENCE))


def direction(figure: Figure) -> int:
    """−1 for a fall, 1 for a rise, 0 where nothing is said."""
    if figure.cues & _FALL:
        return -1
    return 1 if figure.cues & _RISE else 0


def bounds_of(dependent: Dependent) -> tuple[float, float]:
    """Between which values the stated figure lies, negative for a fall; an average may have been cut off."""
    figure = dependent.figure
    low, high = figure.low, figure.high
    if dependent.kind == AVERAGE and not figure.open_ended:
        step = step_of(figure.quantity)
        rounded = max(step, hundreds(figure)) / 2
        low, high = min(low, figure.value - rounded), max(high, figure.value + rounded, figure.value + step * CUT_OFF)
    if dependent.kind in _SIGNED and direction(figure) < 0:
        return -high, -low
    return low, high


def hundreds(mean: Figure) -> float:
    """案均6200元 of 6227: the place of the last digit of a mean that is told in hundreds, though no 约 stands there."""
    number = mean.quantity.number
    zeros = len(number) - len(number.rstrip("0")) if number.isdecimal() else 0
    return scale_of(mean) * 10.0**zeros if zeros >= _TWO and len(number) - zeros >= _TWO else 0.0


def shape(dependent: Dependent, hypothesis: Hypothesis, rare: float) -> Slip:
    """The likeliest slip that makes the stated figure of what a hypothesis gives."""
    limits = dependent.words.limits
    found = [_shapeless(dependent, hypothesis, rare)]
    low, high = bounds_of(dependent)
    if dependent.kind in _SIGNED:
        if hypothesis.low <= -low and -high <= hypothesis.high:
            found.append(slip(REVERSED, limits))
        if dependent.kind == GROWTH:
            found.extend(_growth_slips(hypothesis, low, high, limits))
    if hypothesis.kind == SHARE and hypothesis.low <= 100 - low and 100 - high <= hypothesis.high:
        found.append(slip(COMPLEMENT, limits))
    if dependent.kind in ("share", "growth") and _cut_off(dependent, hypothesis):
        found.append(slip(TRUNCATED, limits))
    if _scaled(dependent, hypothesis):
        found.append(slip(SCALED, limits))
    if name := _digits(dependent, hypothesis):
        found.append(_graded(slip(name, limits), dependent))
        return max(found, key=lambda one: one.likelihood)
    if name := _input_slip(hypothesis, low, high):
        found.append(slip(name, limits))
    return max(found, key=lambda one: one.likelihood)


def _shapeless(dependent: Dependent, hypothesis: Hypothesis, rare: float) -> Slip:
    figure = dependent.figure
    return shapeless(figure.value, abs(hypothesis.middle), rare, dependent.words, percent=figure.family == "percent")


def _cut_off(dependent: Dependent, hypothesis: Hypothesis) -> bool:
    """72.72 % of 72.727…: cut off instead of rounded."""
    figure = dependent.figure
    unit = step_of(figure.quantity)
    value = abs(hypothesis.middle)
    exact = hypothesis.high - hypothesis.low < unit / 4
    same_way = dependent.kind != "growth" or hypothesis.middle * (-1 if direction(figure) < 0 else 1) > 0
    return exact and same_way and bool(figure.quantity.decimals) and 0 <= value - figure.value < unit


def _scaled(dependent: Dependent, hypothesis: Hypothesis) -> bool:
    """Ten, ten thousand times what it should be, or a tenth of it."""
    figure = dependent.figure
    margin = step_of(figure.quantity) / 2 * (1.0 if len(significant(figure.quantity.number)) > 1 else 0.2)
    low, high = sorted((abs(hypothesis.low), abs(hypothesis.high)))
    return scaled(figure.value - margin, figure.value + margin, low, high)


def _graded(one: Slip, dependent: Dependent) -> Slip:
    """In a figure of one or two digits a slip of digits says little."""
    digits = len(significant(dependent.figure.quantity.number))
    return one if digits > 2 else Slip(one.name, one.likelihood * (0.6 if digits == 2 else 0.3))


def _growth_slips(hypothesis: Hypothesis, low: float, high: float, limits: Limits) -> list[Slip]:
    base, after = hypothesis.inputs
    found = []
    left = base.value + hypothesis.sign * after.value
    if hypothesis.form == "change" and left > 0 and low <= hypothesis.sign * after.value / left * 100 <= high:
        found.append(slip(BASE, limits))
    if hypothesis.form == "changed" and base.value and low <= hypothesis.sign * after.value / base.value * 100 <= high:
        found.append(slip(BASE, limits))
    if hypothesis.form == "pair" and low <= (after.value - base.value) / max(map(scale_of, (base, after))) <= high:
        found.append(slip(AMOUNT, limits))
    if hypothesis.form == "pair" and after.value:
        wrong = (after.value - base.value) / after.value * 100
        if low <= wrong <= high:
            found.append(slip(BASE, limits))
        left = after.value / base.value * 100
        if low <= left <= high or low <= -left <= high:
            found.append(slip(COMPLEMENT, limits))
    return found


def _digits(dependent: Dependent, hypothesis: Hypothesis) -> str:
    quantity, scale = dependent.figure.quantity, scale_of(dependent.figure)
    for value in {hypothesis.low, hypothesis.middle, hypothesis.high}:
        name = digit_slip(
            written_as(dependent.figure.value / scale, quantity.decimals), written_as(value / scale, quantity.decimals)
        )
        if name:
            return name
    return ""


def _input_slip(hypothesis: Hypothesis, low: float, high: float) -> str:
    """INPUT where one slip of digits in one of the figures that are taken mends it."""
    for at, figure in enumerate(hypothesis.inputs):
        quantity, value = figure.quantity, _needed(hypothesis, at, low, high)
        if value <= 0 or quantity.chinese or not quantity.number[:1].isdecimal():
            continue
        if hypothesis.kind in _ROUNDING and (value < _TWO or not _gives(hypothesis, at, value, low, high)):
            continue
        if hypothesis.kind == AVERAGE and len(quantity.number) < _TWO:
            continue
        if digit_slip(quantity.number, written_as(value / scale_of(figure), quantity.decimals)):
            return INPUT
        if hypothesis.kind == SUM and figure.value and _times_ten(value / figure.value):
            return INPUT
    return INPUT if hypothesis.kind == SHARE and _swapped_input(hypothesis, low, high) else ""


def _swapped_input(hypothesis: Hypothesis, low: float, high: float) -> bool:
    """合格率98%, 860人, 482人: with two neighbouring digits of one figure changed back the rate follows."""
    for at, figure in enumerate(hypothesis.inputs[:_TWO]):
        digits = figure.quantity.number
        if not (figure.quantity.exact and digits.isdecimal() and len(digits) > _TWO):
            continue
        for place in range(len(digits) - 1):
            turned = digits[:place] + digits[place + 1] + digits[place] + digits[place + _TWO :]
            if turned != digits and turned[0] != "0" and _gives(hypothesis, at, float(turned), low, high):
                return True
    return False


def _gives(hypothesis: Hypothesis, at: int, value: float, low: float, high: float) -> bool:
    """True where a whole number instead of an input gives the stated figure."""
    one, other = (value if at == place else figure.value for place, figure in enumerate(hypothesis.inputs))
    if hypothesis.kind == SHARE:
        given = other / one * _HUNDRED
    elif hypothesis.kind == AVERAGE:
        given = one / other
    else:
        given = (other / one - 1) * _HUNDRED
    return low - _EPSILON <= given <= high + _EPSILON


def _times_ten(ratio: float) -> bool:
    """Ten thousand times, or another power of ten."""
    return any(abs(ratio / power - 1) < _ROUNDED for power in (10.0, 1e4, 1e8, 0.1, 1e-4))


def _needed(hypothesis: Hypothesis, at: int, low: float, high: float) -> float:
    """What an input would have to be for the stated figure to follow; 0 where that is not known."""
    inputs = hypothesis.inputs
    stated = (low + high) / 2
    if hypothesis.kind == SUM:
        return inputs[at].value + stated - hypothesis.middle
    if hypothesis.kind == REST:
        taken = hypothesis.divisor >> at & 1 if hypothesis.form == "ledger" else at > 0
        return inputs[at].value + (hypothesis.middle - stated if taken else stated - hypothesis.middle)
    if len(inputs) != _TWO or not stated or hypothesis.kind not in _NEEDED:
        return 0.0
    if hypothesis.kind == GROWTH and (hypothesis.form != "pair" or stated <= -_HUNDRED):
        return 0.0
    return _NEEDED[hypothesis.kind][at](inputs[0].value, inputs[1].value, stated)


_HUNDRED = 100
_NEEDED: dict[str, tuple[Needed, Needed]] = {
    SHARE: (
        lambda _, part, stated: float(round(part / stated * _HUNDRED)),
        lambda whole, _, stated: float(round(whole * stated / _HUNDRED)),
    ),
    AVERAGE: (lambda _, count, stated: stated * count, lambda total, _, stated: float(round(total / stated))),
    GROWTH: (
        lambda _, after, stated: float(round(after / (1 + stated / _HUNDRED))),
        lambda base, _, stated: float(round(base * (1 + stated / _HUNDRED))),
    ),
    POINTS: (lambda _, after, stated: after - stated, lambda base, _, stated: base + stated),
    DIFFERENCE: (lambda _, after, stated: after - stated, lambda base, _, stated: base + stated),
}
"""By kind, the first and the second figure that would give what is stated."""
