"""What writers say to the tool in text files: ``<!-- fazhi: ignore[FIG003] reason -->``."""

from __future__ import annotations

import re

from checker.document import Remark
from checker.span import Span

LONGEST = 1000
"""Characters of a remark; a sign that opens one and is never closed swallows nothing."""
_REMARK = re.compile(
    rf"<!--[ \t]*(?P<said>fazhi[ \t]*[:：](?:(?!-->).){{1,{LONGEST}}}?)[ \t]*-->", re.IGNORECASE | re.DOTALL
)
_REST_OF_LINE = re.compile(r"[ \t]*(\r\n|\r|\n|$)")


def find_remarks(source: str) -> tuple[Remark, ...]:
    """The remarks of a source in order; which of them make sense is not judged here."""
    if "<!--" not in source:
        return ()
    return tuple(Remark(found.group("said"), Span(*found.span())) for found in _REMARK.finditer(source))


def with_space(source: str, span: Span) -> Span:
    """A remark with the white space that is there for its sake: before it at a line's end, or its whole line."""
    rest = _REST_OF_LINE.match(source, span.end)
    if rest is None:
        return span
    start = span.start
    while start and source[start - 1] in " \t":
        start -= 1
    alone = start == 0 or source[start - 1] in "\r\n"
    return Span(start, rest.end() if alone else rest.start(1))
