"""Directives to the tool in text files: ``<!-- fazhi: ignore[FIG003] reason -->``."""

from __future__ import annotations

import re

from checker.text.document import Directive
from checker.text.span import Span

MAX_LENGTH = 1000
"""Maximum characters of a directive, so that an unclosed comment does not extend over the rest of the file."""
PREFIX = r"fazhi\s*(?:[:：]|(?=ignore))"
"""The beginning of a directive; the colon is optional before ``ignore``."""
_DIRECTIVE = re.compile(rf"<!--\s*(?P<text>{PREFIX}(?:(?!-->).){{1,{MAX_LENGTH}}}?)\s*-->", re.IGNORECASE | re.DOTALL)
_REST_OF_LINE = re.compile(r"[ \t]*(\r\n|\r|\n|$)")


def find_directives(source: str) -> tuple[Directive, ...]:
    """Return the directives of a source in order, valid or not."""
    if "<!--" not in source:
        return ()
    return tuple(_directive(match) for match in _DIRECTIVE.finditer(source))


def directive_at(source: str, offset: int) -> Directive | None:
    """Return the directive that begins at an offset; None when there is none."""
    match = _DIRECTIVE.match(source, offset)
    return _directive(match) if match else None


def _directive(match: re.Match[str]) -> Directive:
    return Directive(match.group("text"), Span(*match.span()))


def with_space(source: str, span: Span) -> Span:
    """Extend a directive's span by the white space before it at the end of a line, or to its whole line."""
    rest = _REST_OF_LINE.match(source, span.end)
    if rest is None:
        return span
    start = span.start
    while start and source[start - 1] in " \t":
        start -= 1
    alone = start == 0 or source[start - 1] in "\r\n"
    return Span(start, rest.end() if alone else rest.start(1))
