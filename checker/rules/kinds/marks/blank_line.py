"""Lines that look empty but contain no-break or ideographic spaces."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Finding
from checker.text.span import Span

_LINE = compile_pattern(r"(?m)^[^\S\r\n]*[\xa0\u3000\u200b\ufeff][\s\u200b\ufeff]*?$")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the document, on the first such line."""
    lines = [Span(*match.span()) for match in _LINE.finditer(reading.document.text)]
    if lines:
        yield Finding(lines[0], {"lines": str(len(lines))})


KIND = Kind("blank-line", "含有不间断空格的空行", check, (), ("lines",))
