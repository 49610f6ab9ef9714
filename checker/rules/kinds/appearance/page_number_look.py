"""The page numbers of a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the document if page numbers are missing or differ in form, size or font."""
    if reading.appearance is None:
        return
    numbers = reading.appearance.numbers
    differences = []
    if numbers is None:
        differences.append("页脚没有页码")
    else:
        if not search(rule.pattern("form"), numbers.text):
            differences.append(f"页码写作“{numbers.text}”")
        if numbers.size and numbers.size != float(rule.number("size")):
            differences.append(f"页码字号是 {numbers.size:g} 磅")
        if numbers.font and not any(numbers.font.startswith(font) for font in rule.strings("fonts")):
            differences.append(f"页码字体是“{numbers.font}”")
    if differences:
        yield Finding(None, {"differences": "、".join(differences)})


KIND = Kind(
    "page-number-look",
    "Word 页脚的页码",
    check,
    (
        Option("form", "pattern", "页码应有的写法"),
        Option("size", "number", "字号（磅）"),
        Option("fonts", "strings", "许可的字体（以这些开头）"),
    ),
    ("differences",),
)
