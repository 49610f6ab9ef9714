"""What to ask each body: its missing parts, errors, outdated references, copied and rewritten text, and outliers."""

from __future__ import annotations

from collections.abc import Iterator

from checker.survey.settings import SurveySettings
from checker.survey.store import Connection

Question = tuple[str, str, int | None, str, str]
"""The place above, the body, the year, the path, and the question."""

_CASES = {
    "unread": """
        SELECT superior, body, year, path, 1 AS rank, 0::DOUBLE AS position, {'reason': reason} AS found
        FROM reports WHERE reason IS NOT NULL""",
    "missing": """
        SELECT superior, body, year, path, 2, parts.rowid, {'part': parts.title}
        FROM parts JOIN reports USING (report) WHERE rank = 0""",
    "copied": """
        SELECT superior, body, year, path, 3, cluster,
            {'part': round(100 * share)::INTEGER, 'others': others, 'count': members - 1}
        FROM copies JOIN reports USING (report) JOIN (
            SELECT cluster, count(*) AS members, list(body ORDER BY path) AS bodies
            FROM copies JOIN reports USING (report) GROUP BY cluster
        ) USING (cluster), LATERAL (
            SELECT array_to_string([one FOR one IN bodies IF one IS DISTINCT FROM body][1:3], '、') AS others
        )""",
    "rewritten": """
        SELECT superior, body, year, path, 4, -share, {'part': round(100 * share)::INTEGER, 'other': beside}
        FROM reports JOIN (
            SELECT report, other, share FROM rewritings UNION ALL SELECT other, report, share FROM rewritings
        ) USING (report) JOIN (SELECT report AS other, coalesce(body, path) AS beside FROM reports) USING (other)
        QUALIFY row_number() OVER (PARTITION BY report ORDER BY share DESC, beside) <= $1""",
    "outlier": """
        SELECT superior, body, year, path, 5, -deviations, {'name': name, 'value': format('{:.10g}', value),
            'unit': outliers.unit, 'place': place, 'peers': peers, 'median': format('{:.10g}', median)}
        FROM outliers JOIN reports USING (report) WHERE compared = 'peers'""",
    "outdated": """
        SELECT superior, body, year, path, 6, line, {'place': place, 'text': trim(text, '《》'), 'message': message}
        FROM findings JOIN reports USING (report)
        WHERE NOT findings.suppressed AND rule IN (SELECT unnest($1::VARCHAR[]))""",
    "error": """
        SELECT superior, body, year, path, 7, line, {'place': place, 'message': message}
        FROM findings JOIN reports USING (report)
        WHERE NOT findings.suppressed AND severity = 'error' AND rule NOT IN (SELECT unnest($1::VARCHAR[]))
            AND NOT (line = 1 AND place = '全文')
        QUALIFY row_number() OVER (PARTITION BY report ORDER BY line, position) <= $2""",
}


def questions(connection: Connection, settings: SurveySettings) -> Iterator[Question]:
    """Yield the questions by body and year, the gravest first."""
    found = []
    given: dict[str, list[object]] = {
        "rewritten": [settings.max_rewritings],
        "outdated": [list(settings.outdated)],
        "error": [list(settings.outdated), settings.max_errors],
    }
    for case, query in _CASES.items():
        rows = connection.execute(query, given.get(case, [])).fetchall()
        for superior, body, year, path, rank, position, shown in rows:
            text = settings.ask[case].format_map(shown)
            found.append(
                ((superior or "", body or path, year or 0, path, rank, position), (superior, body, year, path, text))
            )
    yield from (question for _, question in sorted(found, key=lambda item: item[0]))
