"""A calculation in words: 34÷39=87.18%, 45−41=4, 12+9=21>20."""

from __future__ import annotations

from checker.facts.figures.inference.dependents import Dependent
from checker.facts.figures.inference.figure import Figure
from checker.facts.figures.inference.hypotheses import GROWTH, SHARE, SUM, Hypothesis

_MINUS = "−"
_PAIR = 2
_COARSE = 0.05
"""The part of a mean from which on rounding it as the stated one would tell another mean: 1.5万, not 2万."""


def plain(value: float, decimals: int) -> str:
    """A number with at most so many digits behind the point, half away from zero."""
    shown = f"{value + (1e-9 if value >= 0 else -1e-9):.{decimals}f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def number(figure: Figure) -> str:
    """A figure as written, with its scale."""
    return figure.quantity.number + figure.quantity.scale


def scale_of(figure: Figure) -> float:
    """How much one of what is written is worth: 10,000 for 1.2万."""
    quantity = figure.quantity
    if not quantity.scale or not quantity.number[:1].isdecimal():
        return 1.0
    written = quantity.number.replace(",", "")
    return figure.value / float(written) if float(written) else 1.0


def expected(dependent: Dependent, hypothesis: Hypothesis) -> str:
    """The figure that ought to stand there, in the unit and at the precision of the one that does."""
    figure = dependent.figure
    scale = scale_of(figure)
    value = abs(hypothesis.middle) / scale
    decimals = figure.quantity.decimals
    if dependent.kind in ("average", "rest", "sum", "difference") and value < 1 and scale > 1:
        scale, value = 1.0, abs(hypothesis.middle)
        return f"{plain(value, 2)}{figure.unit}"
    if figure.unit in dependent.words.per_mille:
        # 94‰ of 94%: the sign is wrong
        same = round(value, decimals) == float(figure.quantity.number.replace(",", ""))
        return f"{plain(value, decimals)}%" if same else f"{plain(value * 10, decimals)}{figure.unit}"
    if dependent.kind == "average" and abs(round(value, decimals) - value) > _COARSE * value:
        return f"{plain(value, decimals + 2)}{figure.quantity.scale}{figure.unit}"
    shown = f"{value + 1e-9:.{decimals}f}"
    return f"{shown}{figure.quantity.scale}{figure.unit}"


def told(dependent: Dependent, hypothesis: Hypothesis) -> str:
    """The calculation by which a figure follows from others."""
    figure = dependent.figure
    kind = hypothesis.kind
    if kind in (SHARE, GROWTH):
        return calculation(hypothesis, max(figure.quantity.decimals, 2))
    if kind == SUM:
        return _sum(figure, hypothesis)
    if kind == "average":
        return _average(figure, hypothesis)
    return _rest(figure, hypothesis) if kind == "rest" else _change(figure, hypothesis)


def _average(figure: Figure, hypothesis: Hypothesis) -> str:
    inputs = hypothesis.inputs
    divisor = str(hypothesis.divisor) if hypothesis.divisor else "+".join(map(number, reversed(inputs[1:])))
    if len(inputs) > _PAIR:
        divisor = f"({divisor})"
    mean = _in_scale(hypothesis.middle, figure, max(figure.quantity.decimals, 2))
    return f"{number(inputs[0])}÷{divisor}={mean}{figure.unit}"


def _in_scale(value: float, figure: Figure, decimals: int) -> str:
    """A value with the scale of a figure, or without where it is too small to show in it: 8.76, not 0万."""
    shown = plain(value / scale_of(figure), decimals)
    return f"{shown}{figure.quantity.scale}" if float(shown) else plain(value, 2)


def _rest(figure: Figure, hypothesis: Hypothesis) -> str:
    inputs, form = hypothesis.inputs, hypothesis.form
    if form in ("ledger", "flow"):
        minus = hypothesis.divisor if form == "ledger" else 1 << 2
        signs = (_MINUS if minus >> at & 1 else "+" for at in range(len(inputs)))
        terms = "".join(sign + number(one) for sign, one in zip(signs, inputs, strict=True))
        return f"{terms.removeprefix('+')}={plain(hypothesis.middle, 2)}"
    left = plain(hypothesis.middle / scale_of(figure), 2)
    return f"{_MINUS.join(map(number, inputs))}={left}{figure.quantity.scale}"


def _change(figure: Figure, hypothesis: Hypothesis) -> str:
    """A difference of two figures, or of two rates in points."""
    if hypothesis.form == "untold":
        return f"两个比率之差，应为 {figure.quantity.number}个百分点"
    if hypothesis.form == "of-count":
        return f"与数量、金额相比，增减应为 {figure.quantity.number}%"
    if hypothesis.form == "level":
        return f"比率本身，应为 {figure.quantity.number}%"
    base, after = hypothesis.inputs
    points = hypothesis.kind == "points"
    greater, less = (after, base) if after.value >= base.value else (base, after)
    unit = "个百分点" if points else figure.quantity.scale + figure.unit
    value = abs(hypothesis.middle) / (1.0 if points else scale_of(figure))
    percent = "%" if points else ""
    shown = plain(value, max(figure.quantity.decimals, 2))
    return f"{number(greater)}{percent}{_MINUS}{number(less)}{percent}={shown}{unit}"


def calculation(hypothesis: Hypothesis, decimals: int) -> str:
    """A rate or a growth in percent."""
    if hypothesis.form == "rate":
        return f"写的是{number(hypothesis.inputs[0])}%"
    if hypothesis.form == "wholes":
        part, *wholes = hypothesis.inputs
        return f"{number(part)}÷({'+'.join(map(number, wholes))})={plain(hypothesis.middle, decimals)}%"
    if hypothesis.kind == SHARE:
        whole, *parts = hypothesis.inputs
        terms = "+".join(map(number, parts))
        return f"{f'({terms})' if len(parts) > 1 else terms}÷{number(whole)}={plain(hypothesis.middle, decimals)}%"
    return _growth(hypothesis, decimals)


def _growth(hypothesis: Hypothesis, decimals: int) -> str:
    base, after = hypothesis.inputs
    word = "下降" if hypothesis.middle < 0 else "增长"
    value = f"{plain(abs(hypothesis.middle), decimals)}%"
    percent = "%" if base.family == "percent" else ""
    if hypothesis.form == "pair":
        return f"由{number(base)}{percent}到{number(after)}{percent}{word}{value}"
    if hypothesis.form == "change":
        return f"{number(after)}÷{number(base)}={value}"
    sign = "+" if hypothesis.middle < 0 else _MINUS
    return f"{number(after)}÷({number(base)}{sign}{number(after)})={value}"


def _sum(figure: Figure, hypothesis: Hypothesis) -> str:
    scale = scale_of(figure)
    same = all(scale_of(part) == scale for part in hypothesis.inputs)
    terms = "+".join(part.quantity.number if same else number(part) for part in hypothesis.inputs)
    decimals = max(part.quantity.decimals for part in (figure, *hypothesis.inputs))
    total = plain(hypothesis.middle / scale, decimals) if same else _in_scale(hypothesis.middle, figure, decimals)
    stated = figure.quantity.number if same else number(figure)
    sign = ">" if hypothesis.low > figure.high else "<" if hypothesis.high < figure.low else "="
    return f"{terms}={total}{sign}{stated}" if sign != "=" else f"{terms}={total}"
