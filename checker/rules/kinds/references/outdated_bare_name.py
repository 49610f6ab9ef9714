"""A repealed law named without title marks: 宣传合同法、婚姻法."""

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
from checker.text.diagnostic import Finding
from checker.text.span import Span

_APART = "\x1f"
"""Between names that are looked through together: none holds it."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """A finding on every name that is not part of a longer one (劳动合同法), a local one or a word (婚姻法律)."""
    year = reading.identity.report_year
    if year is None:
        return
    folded = reading.document.folded
    if not _ended(reading.catalog).matches(folded):  # as in most reports: the longer names need not be known
        return
    names = _names(reading.catalog)
    for block in reading.candidate_blocks(names):
        for match in finditer(names, folded, block.span.start, block.span.end):
            span = Span(*match.span())
            entry = reading.catalog.superseded(match.group())
            if entry is None or year < entry.error_from or reading.in_title(span):
                continue
            around = folded[max(0, span.start - 1) : span.start], folded[span.end : span.end + 1]
            if search(rule.pattern("before"), around[0]) or search(rule.pattern("behind"), around[1]):
                continue
            if not looks_back(reading, span, rule):
                successor = f"《{entry.replaced_by}》" if entry.replaced_by else "现行法律"
                values = {"text": match.group(), "year": str(year), "since": entry.since.isoformat()}
                yield Finding(span, values | {"successor": successor})


@lru_cache(maxsize=4)
def _ended(catalog: Catalog) -> MultiSearch:
    """The names of repealed laws."""
    return MultiSearch(
        row.title for row in catalog.all_superseded() if row.validity is Validity.REPEALED and row.certain
    )


@lru_cache(maxsize=4)
def _names(catalog: Catalog) -> Pattern:
    """The names of repealed laws, and the living longer names that hold one, longest first."""
    ended = _ended(catalog)
    living = "".join(f"{_APART}{name}" for name in catalog.names()) + _APART
    longer = {
        living[living.rindex(_APART, 0, at) + 1 : living.index(_APART, at)]
        for starts in ended.matches(living).values()
        for at in starts
    }
    names = sorted({*ended.words, *longer}, key=lambda name: (-len(name), name))  # so in every run: it is kept compiled
    return alternatives(tuple(map(re.escape, names)))


KIND = Kind(
    "outdated-bare-name",
    "没有书名号的已废止法律",
    check,
    (
        *LOOKING_BACK,
        Option("before", "pattern", "前一个字是这些,则是别的名称", ()),
        Option("behind", "pattern", "后一个字是这些,则是别的词", ()),
    ),
    ("text", "year", "since", "successor"),
)
