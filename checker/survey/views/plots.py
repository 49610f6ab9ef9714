"""Plots as SVG, drawn for a narrow screen and readable in grey: every value is written, outliers have another shape."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from checker.outputs.page.markup import Markup, element, text

_WIDTH = 360
"""Units of the drawing; on a telephone about one pixel each."""
_LABEL, _MOST_LABEL, _VALUE, _ROW, _BAR = 118, 190, 46, 24, 14
"""Units before the bars, at least and at most; behind them; of a row; of a bar."""
_EM = 12
"""Units of a Han character (pages.css); Latin letters and figures take about half."""
_STRIP, _NAME = 38, 15
_LEAST_LABELLED, _LEAST_WRITTEN = 9, 16
"""Units of a side from which on the rows of a matrix have names, and its fields numbers."""
_MAX_NAMED = 3
"""Outliers that a strip names, each on a line of its own; the table has all."""


class Bar(Struct, frozen=True):
    """A bar with its label and value."""

    label: str
    value: float


class Strip(Struct, frozen=True):
    """The distribution of an indicator: all values, and the named outliers among them."""

    label: str
    unit: str
    values: Sequence[float]
    outliers: Sequence[tuple[str, float]]


def bars(caption: str, found: Sequence[Bar]) -> Markup:
    """Draw horizontal bars, the values behind them."""
    most = max((bar.value for bar in found), default=0) or 1
    before = min(_MOST_LABEL, max(_LABEL, *(_length(bar.label) for bar in found)))
    room = _WIDTH - before - _VALUE
    parts: list[Markup] = []
    for number, bar in enumerate(found):
        top = number * _ROW
        length = room * bar.value / most
        parts += [
            _text(before - 6, top + 16, bar.label, "end"),
            _shape("rect", x=before, y=top + 5, width=max(length, 1), height=_BAR),
            _text(before + length + 5, top + 16, f"{bar.value:.10g}", "start"),
        ]
    return _figure(caption, len(found) * _ROW, parts)


def strips(caption: str, found: Sequence[Strip]) -> Markup:
    """Draw each indicator as a row of dots on a logarithmic axis; outliers are diamonds with their names."""
    parts: list[Markup] = []
    top = 0
    for strip in found:
        parts.extend(_strip(top, strip))
        top += _STRIP + _NAME * len(strip.outliers[:_MAX_NAMED])
    return _figure(caption, top, parts)


def matrix(caption: str, labels: Sequence[str], values: Sequence[Sequence[float | None]]) -> Markup:
    """Draw a table of shares (0 to 1): the darker a field, the larger; the per cent stand in it where there is room."""
    room = _WIDTH - _LABEL - 22
    side = min(_ROW, room / max(1, len(labels)))
    parts: list[Markup] = []
    for row, (label, shares) in enumerate(zip(labels, values, strict=True)):
        top = _ROW + row * side
        if side >= _LEAST_LABELLED:
            parts.append(_text(_LABEL - 2, top + side * 0.7, f"{label} {row + 1}", "end"))
        for column, share in enumerate(shares):
            left = _LABEL + 4 + column * side
            if row == 0 and side >= _LEAST_LABELLED:
                parts.append(_text(left + side / 2, _ROW - 6, str(column + 1), "middle"))
            if share is None:
                continue
            places = {"x": left, "y": top, "width": side - 1, "height": side - 1}
            numbers = {name: f"{value:.1f}" for name, value in places.items()}
            shade = {"class": "field", "fill-opacity": f"{0.08 + 0.62 * share:.2f}"}
            parts.append(element("rect", {**numbers, **shade}, element("title", {}, text(f"{label}：{share:.0%}"))))
            if side >= _LEAST_WRITTEN:
                parts.append(_text(left + side / 2, top + side * 0.7, f"{share * 100:.0f}", "middle"))
    return _figure(caption, math.ceil(_ROW + side * len(labels)), parts)


def _strip(top: int, strip: Strip) -> Iterator[Markup]:
    low, high = math.log(min(strip.values)), math.log(max(strip.values))
    span = (high - low) or 1.0
    far = {value for _, value in strip.outliers}

    def position(value: float) -> float:
        return 10 + (_WIDTH - 20) * (math.log(value) - low) / span

    shown = f"{strip.label}：{min(strip.values):.10g}—{max(strip.values):.10g}{strip.unit}，{len(strip.values)} 份"
    yield _text(10, top + 13, shown, "start")
    yield _shape("line", x1=10, x2=_WIDTH - 10, y1=top + 26, y2=top + 26)
    # Dots in the same place are drawn once.
    for x in sorted({round(position(value)) for value in strip.values if value not in far}):
        yield _shape("circle", cx=x, cy=top + 26, r=3)
    for number, (name, value) in enumerate(strip.outliers):
        at = position(value)
        points = f"{at:.0f},{top + 20} {at + 6:.0f},{top + 26} {at:.0f},{top + 32} {at - 6:.0f},{top + 26}"
        yield element("polygon", {"points": points})
        if number < _MAX_NAMED:
            yield _text(_WIDTH - 10, top + 45 + _NAME * number, f"{name} {value:.10g}{strip.unit}", "end")


def _length(label: str) -> float:
    """Return the units that a label takes, with a gap behind it."""
    return 10 + sum(_EM if character > "\u2e7f" else _EM * 0.6 for character in label)


def _figure(caption: str, height: int, parts: Sequence[Markup]) -> Markup:
    drawing = element(
        "svg", {"viewBox": f"0 0 {_WIDTH} {height + 4}", "role": "img", "aria-label": caption, "class": "plot"},
        *parts,
    )  # fmt: skip
    return element("figure", {}, element("figcaption", {}, text(caption)), drawing)


def _text(x: float, y: float, value: str, anchor: str) -> Markup:
    return element("text", {"x": f"{x:.0f}", "y": f"{y:.0f}", "text-anchor": anchor}, text(value))


def _shape(tag: str, **places: float) -> Markup:
    return element(tag, {name: f"{value:.1f}" for name, value in places.items()})
