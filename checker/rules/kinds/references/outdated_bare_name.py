"""The name of a repealed law without title marks: 宣传合同法、婚姻法."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from checker.facts.reading import Reading
from checker.knowledge.catalog import Catalog, Validity
from checker.rules.kind import Kind
from checker.rules.kinds.references.outdated_reference import LOOKING_BACK, looks_back
from checker.rules.rule import Option, Rule
from checker.search.multi_search import MultiSearch
from checker.search.patterns import Pattern, alternatives, finditer, search
from checker.text.days import written_day
from checker.text.diagnostic import Finding
from checker.text.span import Span

_SEPARATOR = "\x1f"
"""Separates names that are searched together."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every name outside longer names (劳动合同法), local names and words (婚姻法律)."""
    year = reading.identity.report_year
    if year is None:
        return
    folded = reading.document.folded
    if not _repealed(reading.catalog).matches(folded):  # as in most reports; this avoids loading the longer names
        return
    names = _names(reading.catalog)
    for block in reading.candidate_blocks(names):
        for match in finditer(names, folded, block.span.start, block.span.end):
            span = Span(*match.span())
            entry = reading.catalog.superseded(match.group())
            if entry is None or year < entry.error_from or reading.in_title(span):
                continue
            before, after = folded[max(0, span.start - 1) : span.start], folded[span.end : span.end + 1]
            if search(rule.pattern("before"), before) or search(rule.pattern("behind"), after):
                continue
            if not looks_back(reading, span, rule):
                successor = f"《{entry.replaced_by}》" if entry.replaced_by else "现行法律"
                values = {"text": match.group(), "year": str(year), "since": written_day(entry.since)}
                yield Finding(span, values | {"successor": successor})


@lru_cache(maxsize=4)
def _repealed(catalog: Catalog) -> MultiSearch:
    """Return a search for the names of repealed laws."""
    return MultiSearch(
        row.title for row in catalog.all_superseded() if row.validity is Validity.REPEALED and row.certain
    )


@lru_cache(maxsize=4)
def _names(catalog: Catalog) -> Pattern:
    """Return a pattern of the names of repealed laws and of the valid names that contain one, longest first."""
    repealed = _repealed(catalog)
    valid = "".join(f"{_SEPARATOR}{name}" for name in catalog.names()) + _SEPARATOR
    longer = {
        valid[valid.rindex(_SEPARATOR, 0, offset) + 1 : valid.index(_SEPARATOR, offset)]
        for offsets in repealed.matches(valid).values()
        for offset in offsets
    }
    # The order is the same in every run, because the compiled pattern is cached by its source.
    names = sorted({*repealed.words, *longer}, key=lambda name: (-len(name), name))
    return alternatives(tuple(map(re.escape, names)))


KIND = Kind(
    "outdated-bare-name",
    "没有书名号的已废止法律",
    check,
    (
        *LOOKING_BACK,
        Option("before", "pattern", "前一个字是这些，则是别的名称", ()),
        Option("behind", "pattern", "后一个字是这些，则是别的词", ()),
    ),
    ("text", "year", "since", "successor"),
)
