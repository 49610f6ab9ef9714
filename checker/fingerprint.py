"""A name for a finding that survives edits elsewhere: no line numbers, no offsets."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from checker.diagnostic import Diagnostic

_CONTEXT = 12
"""Characters on each side; a moved paragraph keeps them, another place of the same kind differs."""
_TEXT = 200


def fingerprinted(text: str, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics with fingerprints; equal ones are told apart by their order."""
    seen: Counter[str] = Counter()
    named = []
    for diagnostic in diagnostics:
        start, end = diagnostic.span.start, diagnostic.span.end
        around = (
            text[max(0, start - _CONTEXT) : start],
            text[start : min(end, start + _TEXT)],
            text[end : end + _CONTEXT],
        )
        squeezed = ["".join(part.split()) for part in around] if diagnostic.scope == "span" else []
        base = "\x1f".join([diagnostic.rule, *squeezed])
        seen[base] += 1
        key = hashlib.sha256(f"{base}\x1f{seen[base]}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
        named.append(replace(diagnostic, fingerprint=key))
    return tuple(named)
