"""The assessment of reports: the measures of their texts, and what the store knows besides, as points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.facts.outline.parts import Presence
from checker.survey.measures import Criterion
from checker.survey.schema import ASSESSMENT
from checker.survey.store import Connection, replace_table


def assess(connection: Connection, criteria: tuple[Criterion, ...]) -> None:
    """Fill the table of the assessment for all annual reports that were read."""
    replace_table(connection, ASSESSMENT, *(_rows(connection, one) for one in criteria))


def _rows(connection: Connection, one: Criterion) -> Iterator[tuple[object, ...]]:
    lacking = _lacking(connection, one)
    for report, value, text, place in connection.execute(*_measured(one)).fetchall():
        if report in lacking:
            yield report, one.id, one.name, 0.0, one.weight, value, f"没有写“{lacking[report]}”", ""
        else:
            yield report, one.id, one.name, one.points(value), one.weight, value, text or one.note, place or ""


def _lacking(connection: Connection, one: Criterion) -> Mapping[int, str]:
    if not one.needs:
        return {}
    query = """
        SELECT report, arg_min(title, parts.rowid) FROM parts
        WHERE part IN (SELECT unnest($1::VARCHAR[])) AND rank < $2 GROUP BY report
    """
    return dict(connection.execute(query, [list(one.needs), int(Presence.IMPLIED)]).fetchall())


def _measured(one: Criterion) -> tuple[str, list[object]]:
    """Return the query for report, measure, evidence and place."""
    read = """
        SELECT r.report, {value} FROM reports r {join}
        WHERE r.reason IS NULL AND r.is_report {group} ORDER BY r.report
    """
    if one.kind == "part":
        join = "LEFT JOIN parts p ON p.report = r.report AND p.part = $1"
        return read.format(value="p.rank::DOUBLE, p.text, p.place", join=join, group=""), [one.part]
    if one.kind == "copied":
        join = """
            LEFT JOIN (
                SELECT report, max(share) AS share, min(cluster) AS cluster FROM copies GROUP BY report
            ) c ON c.report = r.report
        """
        value = "round(100 * coalesce(share, 0), 1), '第 ' || cluster || ' 组', ''"
        return read.format(value=value, join=join, group=""), []
    if one.kind == "findings":
        join = (
            "LEFT JOIN findings f ON f.report = r.report AND NOT f.suppressed AND ($2 = '' OR f.severity = $2) "
            "AND len(list_filter($1::VARCHAR[], lambda name: starts_with(f.rule, name))) > 0"
        )
        value = "count(f.rule)::DOUBLE, arg_min(f.text, f.line), arg_min(f.place, f.line)"
        return read.format(value=value, join=join, group="GROUP BY r.report"), [list(one.rules), one.severity]
    if one.kind == "unread":
        return read.format(value="NULL, NULL, NULL", join="", group=""), []
    join = "LEFT JOIN measures m ON m.report = r.report AND m.criterion = $1"
    return read.format(value="m.value, m.text, m.place", join=join, group=""), [one.id]
