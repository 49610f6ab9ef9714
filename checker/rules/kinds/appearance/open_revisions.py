"""Tracked changes and comments that are left in a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield one finding for the document, with the numbers of changes and comments."""
    appearance = reading.appearance
    if appearance and (appearance.revisions or appearance.comments):
        yield Finding(None, {"revisions": str(appearance.revisions), "comments": str(appearance.comments)})


KIND = Kind("open-revisions", "Word 文件里没有处理的修订和批注", check, (), ("revisions", "comments"))
