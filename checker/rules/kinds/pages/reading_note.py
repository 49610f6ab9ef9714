"""Pages that were read with doubts, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.document import NOTE_KINDS

_SHOWN = 5
"""Page numbers that a message lists."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding about all pages that have the note."""
    pages = [page for note in reading.document.notes if note.kind == rule.string("note") for page in note.pages]
    if pages:
        listed = "、".join(str(page) for page in pages[:_SHOWN])
        yield Finding(None, {"pages": listed if len(pages) <= _SHOWN else f"{listed}……", "count": str(len(pages))})


KIND = Kind(
    "reading-note",
    "没有读全、没有把握的页",
    check,
    (Option("note", "string", "哪一种页:recognised 文字是从图上识别的,picture 只有图", choices=NOTE_KINDS),),
    ("pages", "count"),
)
