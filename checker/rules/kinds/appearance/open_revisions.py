"""Tracked changes and comments that were left in a Word document."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Rule
from checker.text.diagnostic import Finding


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """One finding for the document, with how many there are."""
    look = reading.look
    if look and (look.revisions or look.comments):
        yield Finding(None, {"revisions": str(look.revisions), "comments": str(look.comments)})


KIND = Kind("open-revisions", "Word 文件里没有处理的修订和批注", check, (), ("revisions", "comments"))
