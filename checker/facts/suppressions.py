"""Findings set aside by those who know better: by a remark in the report or an entry of the configuration.

``fazhi: ignore[FIG003,PUN] reason`` is about the paragraph that it stands in or behind, or, alone on a line, about the
next one; ``ignore-file`` is about the whole report; 忽略 and 忽略全文 say the same. ``until=2026-12-31`` ends it.
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

_PARAGRAPH, _WHOLE = "ignore", "ignore-file"
_VERBS = {_PARAGRAPH: _PARAGRAPH, _WHOLE: _WHOLE, "忽略": _PARAGRAPH, "忽略全文": _WHOLE}
"""What is written → what it means; who writes Chinese need not change the input method."""
_BRACKETS = str.maketrans("【】〔〕", "[][]")
_SAID = re.compile(
    r"fazhi\s*:?\s*(?P<verb>忽略(?:全文)?|[a-z-]*)\s*(?:\[(?P<names>[^\]]*)\])?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_UNTIL = re.compile(
    r"(?<![a-z])until(?:\s*[=:]\s*|\s+(?=\d))(\d{4}[-年/.]\d{1,2}[-月/.]\d{1,2}日?(?!\d)|[^\s,;]*)", re.IGNORECASE
)
_DATE = re.compile(r"(\d{4})\D(\d{1,2})\D(\d{1,2})日?")
_AROUND = " \t\r\n\u3000,，;；、:："
"""What stands between brackets, date and reason, and is no part of the reason."""
_SEPARATORS = re.compile(r"[,、;\s]+")


class Request(Struct, frozen=True):
    """What somebody asks to be set aside.

    ``names`` are ids, names or families of rules; ``target`` is the stretch of the text that it is about, None for
    all of it; ``text`` is what a finding must contain, if anything. ``said`` are the words of the request and
    ``origin`` their place in the source, where they stand in one; ``file`` is that of an entry of a configuration.
    ``fault`` says why it cannot be understood.
    """

    by: SuppressedBy
    names: tuple[str, ...]
    reason: str = ""
    until: datetime.date | None = None
    target: Span | None = None
    text: str = ""
    said: str = ""
    origin: Span | None = None
    file: str = ""
    fault: str = ""


class Judged(Struct, frozen=True):
    """What came of a request: what is wrong with it.

    ``unknown`` are the names that no rule has, each with a hint at the nearest one; ``unused`` those that were not
    needed; ``expired`` says that its time is over.
    """

    request: Request
    unknown: tuple[tuple[str, str], ...] = ()
    unused: tuple[str, ...] = ()
    expired: bool = False


def read_requests(document: Document) -> tuple[Request, ...]:
    """The remarks of a document as requests; what is wrong with one is told in it."""
    return tuple(_request(document, directive) for directive in document.directives)


def _request(document: Document, directive: Directive) -> Request:
    said = directive.text.strip()
    words = _SAID.match(fold(said).translate(_BRACKETS))
    verb = _VERBS.get(words.group("verb").lower(), "") if words else ""
    request = Request("comment", (), said=said, origin=directive.origin, target=_target(document, directive))
    if words is None or not verb:
        return replace(request, fault=f"只认得 {_PARAGRAPH}(忽略)和 {_WHOLE}(忽略全文)")
    names = tuple(name for name in _SEPARATORS.split((words.group("names") or "").strip()) if name)
    if not names:
        return replace(request, fault="要在方括号里写明规则,如 ignore[FIG003]")
    # The reason is taken as it was written: matching was done in text of the same length.
    rest = said[words.start("rest") :]
    until = _UNTIL.search(fold(rest))
    date = _date(until.group(1)) if until else None
    if until and date is None:
        return replace(request, names=names, fault=f"“{until.group(1)}”不是日期,应如 until=2026-12-31")
    reason = (rest[: until.start()] + rest[until.end() :] if until else rest).strip(_AROUND)
    target = None if verb == _WHOLE else request.target
    return replace(request, names=names, reason=reason, until=date, target=target)


def _date(written: str) -> datetime.date | None:
    """The date, written 2026-12-31 or 2026年12月31日, if there is such a day."""
    found = _DATE.fullmatch(written)
    try:
        return datetime.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _target(document: Document, directive: Directive) -> Span:
    """The paragraph that a remark is about: around it, before it on its line, or the next one."""
    if directive.target is not None or directive.origin is None:
        return Span(0, 0) if directive.target is None else directive.target
    at = document.text_offset(directive.origin.start)
    line = document.source_lines.position(directive.origin.start)[0]
    behind = bisect_left(document.blocks, at, key=lambda block: block.span.start)
    if behind:
        before = document.blocks[behind - 1].span
        if at < before.end or document.place(before.end, end=True).line == line:
            return before
    return document.blocks[behind].span if behind < len(document.blocks) else Span(at, at)
