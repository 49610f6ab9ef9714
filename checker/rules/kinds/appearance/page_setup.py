"""The paper and the margins of a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding

_NAMES = {"width": "纸宽", "height": "纸高", "top": "上边距", "bottom": "下边距", "left": "左边距", "right": "右边距"}


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the document if a measure of a section differs from the required millimetres."""
    appearance = reading.appearance
    if appearance is None:
        return
    differences: dict[str, str] = {}
    for page in appearance.pages:
        actual = {"width": page.width, "height": page.height, "top": page.top, "bottom": page.bottom}
        actual |= {"left": page.left, "right": page.right}
        for name, expected in rule.table("millimetres").items():
            if actual[name] and abs(actual[name] - float(expected)) > float(rule.number("tolerance")):
                differences.setdefault(name, f"{_NAMES[name]} {actual[name]:.0f}（应为 {expected}）")
    if differences:
        yield Finding(None, {"differences": "、".join(differences.values())})


KIND = Kind(
    "page-setup",
    "Word 的纸张和页边距",
    check,
    (
        Option("millimetres", "table", "width height top bottom left right 应为多少毫米（文本）"),
        Option("tolerance", "number", "相差多少毫米以内不算"),
    ),
    ("differences",),
)
