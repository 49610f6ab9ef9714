"""The paper and the margins of a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding

_NAMES = {"width": "纸宽", "height": "纸高", "top": "上边距", "bottom": "下边距", "left": "左边距", "right": "右边距"}


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """One finding for the document: what in its sections differs from the wanted millimetres."""
    appearance = reading.appearance
    if appearance is None:
        return
    wrong: dict[str, str] = {}
    for page in appearance.pages:
        given = {"width": page.width, "height": page.height, "top": page.top, "bottom": page.bottom}
        given |= {"left": page.left, "right": page.right}
        for name, wanted in rule.table("millimetres").items():
            if given[name] and abs(given[name] - float(wanted)) > float(rule.number("tolerance")):
                wrong.setdefault(name, f"{_NAMES[name]} {given[name]:.0f}(应为 {wanted})")
    if wrong:
        yield Finding(None, {"differences": "、".join(wrong.values())})


KIND = Kind(
    "page-setup",
    "Word 的纸张和页边距",
    check,
    (
        Option("millimetres", "table", "width height top bottom left right 应为多少毫米(文本)"),
        Option("tolerance", "number", "相差多少毫米以内不算"),
    ),
    ("differences",),
)
