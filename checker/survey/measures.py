"""The criteria of ``rulesets/survey/assessment.toml`` or of a file of the user's own, and what they count in a text.

Every measure is mapped to points on a straight line. What was not read is not scored.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from checker.facts.reading import Reading
from checker.knowledge.lexicon_patterns import read_patterns
from checker.resources import toml
from checker.search.patterns import Pattern, finditer
from checker.text.errors import RulesetError
from checker.text.span import Span

Measure = tuple[str, float | None, Span | None]
"""The criterion, what was measured (None: not read), and the first place that it rests on."""

_KINDS = ("part", "late", "words", "figures", "findings", "copied", "unread")
_KEYS = (
    "id", "name", "source", "weight", "kind", "zero", "full", "part", "date", "by", "within", "words", "per-thousand",
    "rules", "severity", "needs", "note",
)  # fmt: skip
_ORIGINS = {"filed": ("signature", "written"), "published": ("published",)}
_WHOLE = ("title", "body")
_PER = 1000


class Criterion(Struct, frozen=True):
    """A criterion with its points and the measures that give none and all of them."""

    id: str
    name: str
    source: str
    weight: float
    kind: str
    zero: float
    full: float
    part: str
    date: str
    month_day: tuple[int, int]
    within: str
    words: Pattern
    per_thousand: bool
    rules: tuple[str, ...]
    severity: str
    needs: tuple[str, ...]
    note: str

    def points(self, value: float | None) -> float | None:
        """Return the points for a measure, None for one that was not read."""
        if value is None:
            return None
        ratio = (value - self.zero) / (self.full - self.zero)
        return round(self.weight * min(1.0, max(0.0, ratio)), 2)


def load_criteria(path: Path, shown: str, *, trusted: bool) -> tuple[Criterion, ...]:
    """Load the criteria. Raises :class:`~checker.text.errors.RulesetError` with the line of a fault."""
    table = toml.load(path, shown, trusted=trusted)
    table.check_keys(("criterion",))
    criteria = tuple(_criterion(item) for item in table.tables("criterion"))
    if not criteria or len({one.id for one in criteria}) < len(criteria):
        raise RulesetError(shown, "至少要有一个 [[criterion]],id 不能重复")
    return criteria


def _criterion(table: toml.Table) -> Criterion:
    table.check_keys(_KEYS)
    zero, full = _number(table, "zero"), _number(table, "full")
    if zero == full:
        raise table.error("full", "不能与 zero 相同")
    month, _, day = table.string("by", "12-31").partition("-")
    try:
        deadline = datetime.date(datetime.MINYEAR, int(month), int(day))
    except ValueError:
        raise table.error("by", "应为 月-日，如 03-01") from None
    return Criterion(
        table.string("id"), table.string("name"), table.string("source", ""), _number(table, "weight"),
        table.choice("kind", _KINDS), zero, full, table.string("part", ""),
        table.choice("date", _ORIGINS, "filed"), (deadline.month, deadline.day), table.string("within", "body"),
        read_patterns(table, "words"), table.values.get("per-thousand", False) is True, table.strings("rules", ()),
        table.string("severity", ""), table.strings("needs", ()), table.string("note", ""),
    )  # fmt: skip


def _number(table: toml.Table, key: str) -> float:
    value = table.values.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise table.error(key, "应为数")
    return float(value)


def measure(criteria: tuple[Criterion, ...], reading: Reading) -> Iterator[Measure]:
    """Measure in the text of a report what only the text tells."""
    for one in criteria:
        if one.kind == "late":
            yield _late(one, reading)
        elif one.kind == "words":
            yield _words(one, reading)
        elif one.kind == "figures":
            found = [quantity.span for _, quantities in reading.quantities for quantity in quantities]
            length = max(1, sum(len(block.span) for block in reading.body))
            yield one.id, round(_PER * len(found) / length, 2), found[0] if found else None


def _late(one: Criterion, reading: Reading) -> Measure:
    year = reading.identity.report_year
    for date, origin in reading.signing_dates:
        if origin in _ORIGINS[one.date] and date.value and year:
            return one.id, float((date.value - datetime.date(year + 1, *one.month_day)).days), date.span
    return one.id, None, None


def _words(one: Criterion, reading: Reading) -> Measure:
    if one.within == "title":
        spans = [block.span for block in reading.title_blocks]
    elif one.within == "body":
        spans = [block.span for block in reading.body]
    else:
        spans = [span for part in reading.parts if part.part.id == one.within for span in part.spans]
        if not spans:
            return one.id, 0.0, None
    places = [
        Span(*match.span()) for span in spans for match in finditer(one.words, reading.document.folded, *_ends(span))
    ]
    value = float(len(places))
    if one.per_thousand:
        value = round(_PER * value / max(1, sum(map(len, spans))), 2)
    return one.id, value, places[0] if places else None


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
