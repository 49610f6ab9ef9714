"""Selection of last year's report of the same body."""

from __future__ import annotations

from checker.facts.reading import Reading


def find_previous(report: Reading, candidates: tuple[Reading, ...]) -> Reading | None:
    """Return the latest earlier report of the same body; a single candidate is used whatever it is."""
    if len(candidates) == 1:
        return candidates[0]
    year = report.identity.report_year
    same = [other for other in candidates if is_same_issuer(report.own_names[:1], other.own_names[:1])]
    earlier = [other for other in same if year and (other.identity.report_year or year) < year]
    return max(earlier, key=lambda other: other.identity.report_year or 0, default=None)


def is_same_issuer(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Return True when a name of the one contains a name of the other (云龙镇, 鄞州区云龙镇人民政府)."""
    return any(name in other or other in name for name in first for other in second)
