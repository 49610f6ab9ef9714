"""Indicators far from those of the peers of a body, or from its own of other years (median and absolute deviation).

Counts of cases and persons are compared by their logarithms, because they spread by factors: 4 and 40 penalties are as
far apart as 40 and 400. The spread of a group is its median absolute deviation times 1.4826, which is the standard
deviation of a normal distribution (Hampel 1974).
"""

from __future__ import annotations

from checker.survey.schema import OUTLIERS
from checker.survey.settings import OutlierSettings
from checker.survey.store import Connection, replace_table

_FIRST = """
    SELECT report, body, level, year, indicator, name, value, unit, i.text, i.place, ln(value) AS size
    FROM indicators i JOIN reports USING (report)
    WHERE ordinal = 0 AND value > 0 AND year IS NOT NULL AND body IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY body, year, indicator ORDER BY path) = 1
"""
"""The first statement of each indicator in a report, and one report a body and year."""

_FAR = """
WITH first AS ({first}),
middle AS (
    SELECT {key}, indicator, unit, median(size) AS middle, count(*) AS peers,
        exp(median(size)) AS median, min(value) AS low, max(value) AS high
    FROM first GROUP BY {key}, indicator, unit HAVING count(*) > $2
),
spread AS (
    SELECT {key}, indicator, unit, greatest(1.4826 * median(abs(size - middle)), $1::DOUBLE) AS spread
    FROM first JOIN middle USING ({key}, indicator, unit) GROUP BY {key}, indicator, unit
)
SELECT report, indicator, name, value, unit, '{compared}', peers - 1, round(median, 2), low, high,
    round(abs(size - middle) / spread, 1) AS deviations, 'medium', text, place
FROM first JOIN middle USING ({key}, indicator, unit) JOIN spread USING ({key}, indicator, unit)
WHERE abs(size - middle) / spread >= $3
ORDER BY report, indicator, unit
"""


def find_outliers(connection: Connection, settings: OutlierSettings) -> None:
    """Fill the table of outliers. The value itself is among those of its group, which a median does not mind."""
    rows = []
    for compared, key, least in (("peers", "level, year", settings.peers), ("own", "body", settings.own_years)):
        query = _FAR.format(first=_FIRST, key=key, compared=compared)
        rows += connection.execute(query, [settings.least_spread, least, settings.deviations]).fetchall()
    replace_table(connection, OUTLIERS, rows)
