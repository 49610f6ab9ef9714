"""Findings set aside by those who know better: by a remark in the report or an entry of the configuration.

``fazhi: ignore[FIG003,PUN] reason`` is about the paragraph that it stands in or behind, or, alone on a line, about the
next one; ``ignore-file`` is about the whole report; 忽略 and 忽略全文 say the same. ``until=2026-12-31`` ends it.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from checker.resources.toml import nearest
from checker.text.diagnostic import Diagnostic, SuppressedBy, Suppression
from checker.text.document import Document, Remark, fold
from checker.text.span import Span

if TYPE_CHECKING:
    from checker.rules.rule import Rule  # brings the compiler of expressions, which a configuration does without

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
    return tuple(_request(document, remark) for remark in document.remarks)


def _request(document: Document, remark: Remark) -> Request:
    said = remark.text.strip()
    words = _SAID.match(fold(said).translate(_BRACKETS))
    verb = _VERBS.get(words.group("verb").lower(), "") if words else ""
    request = Request("comment", (), said=said, origin=remark.origin, target=_target(document, remark))
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


def _target(document: Document, remark: Remark) -> Span:
    """The paragraph that a remark is about: around it, before it on its line, or the next one."""
    if remark.target is not None or remark.origin is None:
        return Span(0, 0) if remark.target is None else remark.target
    at = document.text_offset(remark.origin.start)
    line = document.source_lines.position(remark.origin.start)[0]
    behind = bisect_left(document.blocks, at, key=lambda block: block.span.start)
    if behind:
        before = document.blocks[behind - 1].span
        if at < before.end or document.place(before.end, end=True).line == line:
            return before
    return document.blocks[behind].span if behind < len(document.blocks) else Span(at, at)


def apply_requests(
    diagnostics: Sequence[Diagnostic], requests: Sequence[Request], today: datetime.date
) -> tuple[list[Diagnostic], list[frozenset[str]]]:
    """The findings with those set aside marked, and for each request the names that found something to do."""
    current = [request for request in requests if not is_expired(request, today)]
    used: dict[int, set[str]] = {id(request): set() for request in requests}
    if not current:
        return list(diagnostics), [frozenset()] * len(requests)
    settled = []
    for item in diagnostics:
        reasons = [(request, name) for request in current for name in _matching(request, item)]
        for request, name in reasons:
            used[id(request)].add(name)
        first = Suppression(reasons[0][0].by, reasons[0][0].reason) if reasons else item.suppression
        settled.append(replace(item, suppression=first))
    return settled, [frozenset(used[id(request)]) for request in requests]


def is_expired(request: Request, today: datetime.date) -> bool:
    """True from the day after ``until``."""
    return request.until is not None and request.until < today


def _matching(request: Request, item: Diagnostic) -> list[str]:
    if request.fault or not _within(request.target, item) or (request.text and request.text not in item.text):
        return []
    return [name for name in request.names if is_named(name, item.rule, item.name)]


def _within(target: Span | None, item: Diagnostic) -> bool:
    if target is None:
        return True
    touches = item.span.overlaps(target) or (not len(item.span) and target.start <= item.span.start <= target.end)
    return item.scope == "span" and touches


def is_named(name: str, identifier: str, rule_name: str) -> bool:
    """True when a name means a rule: its id, family or name in any case, or ALL."""
    return name.upper() in (identifier, identifier[:3], "ALL") or name.lower() == rule_name


def judge(
    requests: Iterable[tuple[Request, AbstractSet[str]]],
    known: Iterable[Rule],
    ran: Iterable[Rule],
    today: datetime.date,
) -> tuple[Judged, ...]:
    """What is wrong with requests, each given with its names that were used.

    A name is unused only when a rule that it means has run: what was not looked for cannot have been found.
    """
    every, tried = tuple(known), tuple(ran)
    return tuple(_judged(request, used, every, tried, today) for request, used in requests)


def _judged(
    request: Request, used: AbstractSet[str], known: Sequence[Rule], ran: Sequence[Rule], today: datetime.date
) -> Judged:
    if is_expired(request, today):
        return Judged(request, expired=True)
    names = [part for rule in known for part in (rule.id, rule.name)]
    unknown = tuple(
        (name, nearest(name, names))
        for name in request.names
        if not any(is_named(name, rule.id, rule.name) for rule in known)
    )
    unused = tuple(
        name for name in request.names if name not in used and any(is_named(name, rule.id, rule.name) for rule in ran)
    )
    return Judged(request, unknown, () if request.fault else unused)
