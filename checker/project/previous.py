"""Which of some reports is last year's of the same body."""

from __future__ import annotations

from checker.facts.reading import Reading


def previous_of(report: Reading, candidates: tuple[Reading, ...]) -> Reading | None:
    """Last year's report of the same body; a single candidate is taken as given."""
    if len(candidates) == 1:
        return candidates[0]
    year = report.identity.report_year
    same = [other for other in candidates if same_body(report.own_names[:1], other.own_names[:1])]
    earlier = [other for other in same if year and (other.identity.report_year or year) < year]
    return max(earlier, key=lambda other: other.identity.report_year or 0, default=None)


def same_body(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """True when one name is the other, or the other without what stands around it (云龙镇, 鄞州区云龙镇人民政府)."""
    return any(name in other or other in name for name in one for other in two)
