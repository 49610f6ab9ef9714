"""Tables of contents: lines that stand again as headings, or lead to a page number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from checker.knowledge.lexicon import PageWords
from checker.search.patterns import compile_pattern

_PAGE_END = compile_pattern(r"\d[ )-]{0,3}$")
MAX_LENGTH = 120
"""Characters of the longest entry, with its leader and page number."""
MIN_ENTRIES = 2
_MIN_PREFIX = 4
"""Characters of the shortest entry that may be the beginning of a paragraph, as a heading that text follows."""
_MAX_LOOKED_AT = 20
"""Paragraphs with one beginning that are looked at, so that many alike take no longer."""


def read_contents(texts: Sequence[str], page: PageWords) -> Iterator[int]:
    """Yield the numbers of the lines of tables of contents, titles included.

    Without a title, only lines with leaders are a table; below one also lines that stand again further down, with a
    page number behind them or none.
    """
    later: _Later | None = None
    index = 0
    while index < len(texts):
        titled = page.contents_title.match(texts[index]) is not None
        start = end = index + titled
        if titled and later is None:
            later = _Later(texts)
        while end < len(texts) and _is_entry(texts[end], end, page, later if titled else None):
            end += 1
        if end - start < MIN_ENTRIES:
            end = start  # a title without entries: those of Word are not read
        yield from range(index, end)
        index = max(end, index + 1)


class _Later:
    """The lines of a text without spaces, sorted, to look up those that begin with an entry."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._lines = sorted((_key(text), index) for index, text in enumerate(texts))

    def has(self, entry: str, index: int) -> bool:
        """Return True when an entry is a line behind a number of lines, or begins one."""
        key = _key(entry)
        same = bisect_left(self._lines, (key, index + 1))
        if same < len(self._lines) and self._lines[same][0] == key:
            return True
        longer = bisect_left(self._lines, (key, len(self._lines)))
        looked_at = self._lines[longer : longer + _MAX_LOOKED_AT] if len(key) >= _MIN_PREFIX else []
        return any(line.startswith(key) and number > index for line, number in looked_at)


def _is_entry(text: str, index: int, page: PageWords, later: _Later | None) -> bool:
    if not text or len(text) > MAX_LENGTH:
        return False
    if _PAGE_END.search(text) and page.contents_leader.match(text):
        return True
    if later is None:
        return False
    numbered = page.contents_page.match(text)
    return later.has(text, index) or (numbered is not None and later.has(numbered["entry"], index))


def _key(text: str) -> str:
    return "".join(text.split())
