"""Which of some reports is last year's of the same body."""

from __future__ import annotations

from checker.facts.reading import Reading


def previous_of(report: Reading, candidates: tuple[Reading, ...]) -> Reading | None:
    """Last year's report of the same body; a single candidate is taken as given."""
    if len(candidates) == 1:
        return candidates[0]
    names, year = report.own_names, report.identity.report_year
    same = [other for other in candidates if names and other.own_names[-1:] == names[-1:]]
    earlier = [other for other in same if year and (other.identity.report_year or year) < year]
    return max(earlier, key=lambda other: other.identity.report_year or 0, default=None)
