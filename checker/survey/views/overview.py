"""The overview of a survey on standard output, as a table, CSV or JSON."""

from __future__ import annotations

from checker.outputs.display import Display
from checker.survey.query import query
from checker.survey.run import Survey

BY_SUPERIOR = """
    SELECT coalesce(superior, '') AS superior, count(*) AS reports, count(*) FILTER (reason IS NOT NULL) AS unreadable,
        sum(coalesce(missing, 0))::BIGINT AS missing_parts, sum(coalesce(errors, 0))::BIGINT AS errors,
        round(10000 * sum(errors) / nullif(sum(body_characters), 0), 2) AS errors_per_10000,
        count(*) FILTER (share IS NOT NULL) AS copied, sum(coalesce(outliers, 0))::BIGINT AS outliers
    FROM reports
    LEFT JOIN (SELECT report, count(*) AS missing FROM parts WHERE rank = 0 GROUP BY report) USING (report)
    LEFT JOIN (SELECT report, max(share) AS share FROM copies GROUP BY report) USING (report)
    LEFT JOIN (SELECT report, count(*) AS outliers FROM outliers GROUP BY report) USING (report)
    GROUP BY ALL ORDER BY superior
"""
"""One row for each place above: what stands out in its reports."""


def write(out: str, result: Survey, output_format: str, display: Display) -> str:
    """Return the numbers of the run and the table of places."""
    table = query(out, BY_SUPERIOR, output_format, display)
    if output_format != "table":
        return table
    head = display.say(
        "共 {files} 个文件，这次读了 {read} 个；结果在 {out}", files=result.files, read=result.read, out=out
    )
    return f"{head}\n{table}"
