"""A name for a finding that survives edits elsewhere: no line numbers, no offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from msgspec.structs import replace

from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Diagnostic

_CONTEXT = 12
"""Characters on each side, of the same clause: another place of the same kind differs, and a paragraph that is moved or
a mistake that is mended beside it changes nothing."""
_BETWEEN_CLAUSES = "\n，,。．；;：:、！!？?（）()《》“”"
_TEXT = 200
_NUMBER = compile_pattern(r"[\s\x1c-\x1f]*(?:[(（]?[一二三四五六七八九十百\d]{1,4}[)）、.．])+(?!\d)")
"""The number of a paragraph, which changes when one before it comes or goes."""


def add_fingerprints(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics with fingerprints; equal ones are told apart by their order."""
    seen: Counter[str] = Counter()
    named = []
    for diagnostic in diagnostics:
        around = _around(text, diagnostic) if diagnostic.scope == "span" else (diagnostic.message,)
        base = "\x1f".join([diagnostic.rule, *("".join(part.split()) for part in around)])
        seen[base] += 1
        key = sha256(f"{base}\x1f{seen[base]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        named.append(replace(diagnostic, fingerprint=key))
    return tuple(named)


def _around(text: str, diagnostic: Diagnostic) -> tuple[str, ...]:
    """What stands before a finding in its clause, the finding, what stands behind it in its clause."""
    if diagnostic.origin is not None:
        return (diagnostic.text, diagnostic.message)
    start, end = diagnostic.span.start, diagnostic.span.end
    line = text.rfind("\n", 0, start) + 1
    number = _NUMBER.match(text, line, start)
    before = text[max(start - _CONTEXT, number.end() if number else line) : start]
    behind = text[end : end + _CONTEXT]
    begin = max(map(before.rfind, _BETWEEN_CLAUSES)) + 1
    stop = min((place for place in map(behind.find, _BETWEEN_CLAUSES) if place >= 0), default=len(behind))
    return before[begin:], text[start : min(end, start + _TEXT)], behind[:stop]
