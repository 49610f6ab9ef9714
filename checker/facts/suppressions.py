"""Suppression requests: directives in a report, or entries of the configuration, that suppress findings.

``fazhi: ignore[FIG003,PUN] reason`` applies to the paragraph that contains it or that it follows or, alone on a line,
to the next paragraph; ``ignore-file`` applies to the whole report. 忽略 and 忽略全文 are synonyms of the two. The
request expires after the date in ``until=2026-12-31``.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left

from msgspec import Struct
from msgspec.structs import replace

from checker.text.diagnostic import SuppressedBy
from checker.text.document import Directive, Document, fold
from checker.text.span import Span

_PARAGRAPH, _FILE = "ignore", "ignore-file"
_VERBS = {_PARAGRAPH: _PARAGRAPH, _FILE: _FILE, "忽略": _PARAGRAPH, "忽略全文": _FILE}
"""A verb as written → the verb. The Chinese synonyms need no change of the input method."""
_BRACKETS = str.maketrans("【】〔〕", "[][]")
_DIRECTIVE = re.compile(
    r"fazhi\s*:?\s*(?P<verb>忽略(?:全文)?|[a-z-]*)\s*(?:\[(?P<names>[^\]]*)\])?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_UNTIL = re.compile(
    r"(?<![a-z])until(?:\s*[=:]\s*|\s+(?=\d))(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?!\d)|[^\s,;]*)", re.IGNORECASE
)
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?")
_PADDING = " \t\r\n\u3000,，;；、:："
"""Characters between brackets, date and reason that are not part of the reason."""
_SEPARATORS = re.compile(r"[,、;\s]+")


class SuppressionRequest(Struct, frozen=True):
    """A request to suppress findings.

    ``names`` are ids, names or families of rules. ``target`` is the span of the text that the request applies to, None
    for the whole text; ``text``, if not empty, must occur in a suppressed finding. ``source_text`` is the request as
    written and ``origin`` its span in the source of the report, if it is a directive; ``file`` is the configuration
    file of an entry. ``fault`` is the reason why a malformed request has no effect.
    """

    by: SuppressedBy
    names: tuple[str, ...]
    reason: str = ""
    until: datetime.date | None = None
    target: Span | None = None
    text: str = ""
    source_text: str = ""
    origin: Span | None = None
    file: str = ""
    fault: str = ""


class EvaluatedRequest(Struct, frozen=True):
    """A request together with its defects.

    ``unknown`` are the names that no rule has, each with a suggestion of the nearest one; ``unused`` are the names that
    suppressed nothing; ``expired`` is True if the date of the request has passed, ``unmatched`` if it applies to no
    file.
    """

    request: SuppressionRequest
    unknown: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    expired: bool = False
    unmatched: bool = False


def read_requests(document: Document) -> tuple[SuppressionRequest, ...]:
    """Parse the directives of a document. A malformed directive gives a request with a ``fault``."""
    return tuple(_request(document, directive) for directive in document.directives)


def _request(document: Document, directive: Directive) -> SuppressionRequest:
    source_text = directive.text.strip()
    words = _DIRECTIVE.match(fold(source_text).translate(_BRACKETS))
    verb = _VERBS.get(words.group("verb").lower(), "") if words else ""
    request = SuppressionRequest(
        "comment", (), source_text=source_text, origin=directive.origin, target=_target(document, directive)
    )
    if words is None or not verb:
        return replace(request, fault=f"只认得 {_PARAGRAPH}（忽略）和 {_FILE}（忽略全文）")
    names = tuple(name for name in _SEPARATORS.split((words.group("names") or "").strip()) if name)
    if not names:
        return replace(request, fault="要在方括号里写明规则，如 ignore[FIG003]")
    # The offset holds for the original text too, because folding and translating keep the length.
    rest = source_text[words.start("rest") :]
    until = _UNTIL.search(fold(rest))
    date = _date(until.group(1)) if until else None
    if until and date is None:
        return replace(request, names=names, fault=f"“{until.group(1)}”不是日期，应如 until=2026-12-31")
    reason = (rest[: until.start()] + rest[until.end() :] if until else rest).strip(_PADDING)
    target = None if verb == _FILE else request.target
    return replace(request, names=names, reason=reason, until=date, target=target)


def _date(text: str) -> datetime.date | None:
    """Return the date written as 2026-12-31 or 2026年12月31日, or None if it is not a valid date."""
    match = _DATE.fullmatch(text)
    try:
        return datetime.date(*map(int, match.groups())) if match else None
    except ValueError:
        return None


def _target(document: Document, directive: Directive) -> Span:
    """Return the paragraph that a directive applies to: the one around it, before it on its line, or after it."""
    if directive.target is not None or directive.origin is None:
        return Span(0, 0) if directive.target is None else directive.target
    offset = document.text_offset(directive.origin.start)
    line = document.source_lines.position(directive.origin.start)[0]
    following = bisect_left(document.blocks, offset, key=lambda block: block.span.start)
    if following:
        preceding = document.blocks[following - 1].span
        if offset < preceding.end or document.place(preceding.end, end=True).line == line:
            return preceding
    return document.blocks[following].span if following < len(document.blocks) else Span(offset, offset)
