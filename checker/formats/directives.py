"""What writers say to the tool in text files: ``<!-- fazhi: ignore[FIG003] reason -->``."""

from __future__ import annotations

import re

from checker.text.document import Directive
from checker.text.span import Span

MAX_LENGTH = 1000
"""Characters of a remark; a sign that opens one and is never closed swallows nothing."""
PREFIX = r"fazhi\s*(?:[:：]|(?=ignore))"
"""How a remark begins; a colon that was forgotten before what can be nothing else is not missed."""
_DIRECTIVE = re.compile(rf"<!--\s*(?P<said>{PREFIX}(?:(?!-->).){{1,{MAX_LENGTH}}}?)\s*-->", re.IGNORECASE | re.DOTALL)
_REST_OF_LINE = re.compile(r"[ \t]*(\r\n|\r|\n|$)")


def find_directives(source: str) -> tuple[Directive, ...]:
    """The remarks of a source in order; which of them make sense is not judged here."""
    if "<!--" not in source:
        return ()
    return tuple(_directive(found) for found in _DIRECTIVE.finditer(source))


def directive_at(source: str, offset: int) -> Directive | None:
    """The remark that a comment is, if it is one."""
    found = _DIRECTIVE.match(source, offset)
    return _directive(found) if found else None


def _directive(found: re.Match[str]) -> Directive:
    return Directive(found.group("said"), Span(*found.span()))


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
