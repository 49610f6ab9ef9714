"""Fingerprints: identifiers of findings that survive edits elsewhere, without line numbers or offsets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from msgspec.structs import replace

from checker.search.patterns import compile_pattern
from checker.text.diagnostic import Diagnostic

_CONTEXT = 12
"""Characters of context on each side, within the clause. They distinguish findings with the same text, and stay
the same when the paragraph is moved or another clause is edited."""
_CLAUSE_DELIMITERS = "\n，,。．；;：:、！!？?（）()《》“”"
_QUOTE = compile_pattern("“([^“”]*)”")
_FIGURE = compile_pattern(r"\d+(?:[.,]\d+)*")
_MAX_TEXT = 200
"""Characters of the finding's own text that are hashed."""
_NUMBER = compile_pattern(r"[\s\x1c-\x1f]*(?:[(（]?[一二三四五六七八九十百\d]{1,4}[)）、.．])+(?!\d)")
"""The number of a paragraph. It is left out, because it changes when an earlier paragraph is added or removed."""


def add_fingerprints(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics with fingerprints; equal ones are distinguished by their order."""
    seen: Counter[str] = Counter()
    result = []
    for diagnostic in diagnostics:
        parts = _context(text, diagnostic) if diagnostic.scope == "span" else _quoted(diagnostic.message)
        base = "\x1f".join([diagnostic.rule, *("".join(part.split()) for part in parts)])
        seen[base] += 1
        key = sha256(f"{base}\x1f{seen[base]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        result.append(replace(diagnostic, fingerprint=key))
    return tuple(result)


def _quoted(message: str) -> tuple[str, ...]:
    """What a message quotes of the report, without figures; its own words and counts may change between versions."""
    return tuple(_FIGURE.sub("", quote) for quote in _QUOTE.findall(message))


def _context(text: str, diagnostic: Diagnostic) -> tuple[str, ...]:
    """The text before a finding in its clause, its own text, and the text after it in its clause."""
    if diagnostic.origin is not None:
        return (diagnostic.text, *_quoted(diagnostic.message))
    start, end = diagnostic.span.start, diagnostic.span.end
    line = text.rfind("\n", 0, start) + 1
    number = _NUMBER.match(text, line, start)
    before = text[max(start - _CONTEXT, number.end() if number else line) : start]
    after = text[end : end + _CONTEXT]
    clause_start = max(map(before.rfind, _CLAUSE_DELIMITERS)) + 1
    clause_end = min((index for index in map(after.find, _CLAUSE_DELIMITERS) if index >= 0), default=len(after))
    return before[clause_start:], text[start : min(end, start + _MAX_TEXT)], after[:clause_end]
