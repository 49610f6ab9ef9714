"""The tables that a reviewer looks at, made of the store: one function a sheet of the workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter

from msgspec import Struct

from checker.facts.outline.parts import Presence
from checker.outputs.severities import SEVERITIES
from checker.survey.settings import SurveySettings
from checker.survey.store import Connection

Cell = str | int | float | None
Cells = Sequence[Cell]
BAD, SCALE, BAR, SCORE = "bad", "scale", "bar", "score"
"""Conditions of columns: certain words are bad or weak; numbers are shaded or shown as bars; low scores are shaded."""

PRESENCE = {
    Presence.SECTION: "有标题",
    Presence.OPENING: "有段落",
    Presence.IMPLIED: "有内容",
    Presence.ACTED: "提及并有行动",
    Presence.MENTIONED: "只提及",
    Presence.ABSENT: "缺",
}
"""How a part is present."""


class Sheet(Struct, frozen=True):
    """A sheet: ``rows`` may be a generator; ``fixed`` columns stay in sight; ``condition`` concerns the other columns.

    ``ratios`` are the columns with parts of a whole (0 to 1).
    """

    name: str
    headings: Sequence[str]
    rows: Iterator[Cells]
    fixed: int = 1
    condition: str = ""
    ratios: frozenset[int] = frozenset()


def sheets(connection: Connection, settings: SurveySettings) -> Iterator[Sheet]:
    """Yield the sheets in order; each must be used before the next is asked for."""
    yield _overview(connection)
    yield _parts(connection)
    yield _rules(connection)
    yield _indicators(connection)
    yield _copies(connection)
    yield _passages(connection)
    yield _overlaps(connection)
    yield _rewritings(connection)
    yield _outdated(connection, settings)
    yield _outliers(connection)
    yield _assessment(connection)
    yield _evidence(connection)
    yield _questions(connection, settings)
    yield _unreadable(connection)


def _selected(connection: Connection, query: str, values: Sequence[object] = ()) -> Iterator[Cells]:
    cursor = connection.cursor()
    result = cursor.execute(query, list(values))
    while rows := result.fetchmany(1000):
        yield from rows


def _overview(connection: Connection) -> Sheet:
    query = """
        SELECT coalesce(superior, ''), count(*), count(DISTINCT body), count(*) FILTER (reason IS NOT NULL),
            sum(coalesce(missing, 0))::BIGINT, sum(coalesce(errors, 0))::BIGINT,
            round(10000 * sum(errors) / nullif(sum(body_characters), 0), 2),
            count(*) FILTER (share IS NOT NULL), avg(share), sum(coalesce(outliers, 0))::BIGINT
        FROM reports
        LEFT JOIN (SELECT report, count(*) AS missing FROM parts WHERE rank = 0 GROUP BY report) USING (report)
        LEFT JOIN (SELECT report, max(share) AS share FROM copies GROUP BY report) USING (report)
        LEFT JOIN (SELECT report, count(*) AS outliers FROM outliers GROUP BY report) USING (report)
        GROUP BY 1 ORDER BY 1
    """
    headings = (
        "上一级",
        "文件",
        "机关",
        "读不出",
        "缺的部分",
        "差错",
        "每万字差错",
        "与别家同底稿",
        "同底稿的平均占比",
        "离群指标",
    )
    return Sheet("概览", headings, _selected(connection, query), 1, BAR, frozenset({8}))


def _parts(connection: Connection) -> Sheet:
    titles = [title for (title,) in connection.execute(
        "SELECT title FROM parts GROUP BY title ORDER BY count(*) DESC, min(rowid)").fetchall()]  # fmt: skip
    query = """
        SELECT superior, body, year, path, parts.title, rank FROM reports JOIN parts USING (report)
        ORDER BY superior, body, year, path
    """

    def rows() -> Iterator[Cells]:
        for head, group in groupby(_selected(connection, query), key=itemgetter(0, 1, 2, 3)):
            found = {row[4]: PRESENCE[Presence(int(row[5] or 0))] for row in group}
            yield [*head, *(found.get(title) for title in titles)]

    return Sheet("应有部分", ("上一级", "机关", "年度", "报告", *titles), rows(), 4, BAD)


def _rules(connection: Connection) -> Sheet:
    known = connection.execute(
        "SELECT rule, any_value(severity) FROM findings WHERE NOT findings.suppressed GROUP BY rule ORDER BY rule"
    ).fetchall()
    words = {str(severity): word for severity, word in SEVERITIES.items()}
    position = {rule: number for number, (rule, _) in enumerate(known)}
    query = """
        SELECT superior, body, year, rule, count(*) FROM reports JOIN findings USING (report)
        WHERE NOT findings.suppressed GROUP BY ALL ORDER BY superior, body, year
    """

    def rows() -> Iterator[Cells]:
        for head, group in groupby(_selected(connection, query), key=itemgetter(0, 1, 2)):
            cells: list[Cell] = [None] * len(known)
            for row in group:
                cells[position[row[3]]] = row[4]
            yield [*head, sum(cell for cell in cells if isinstance(cell, int)), *cells]

    rules = [f"{rule} {words[severity]}" for rule, severity in known]
    return Sheet("规则×机关", ("上一级", "机关", "年度", "合计", *rules), rows(), 3, SCALE)


def _indicators(connection: Connection) -> Sheet:
    """Pairs of columns: the latest year of each body, and the year before beside it."""
    known = connection.execute(
        "SELECT indicator, any_value(name), mode(unit) FROM indicators GROUP BY 1 ORDER BY count(*) DESC, indicator"
    ).fetchall()
    position = {indicator: number for number, (indicator, *_) in enumerate(known)}
    query = """
        WITH latest AS (SELECT body, max(year) AS latest FROM reports WHERE body IS NOT NULL GROUP BY body)
        SELECT superior, body, latest, indicator, year, value
        FROM reports JOIN indicators USING (report) JOIN latest USING (body)
        WHERE ordinal = 0 AND year >= latest - 1 ORDER BY superior, body, year, path DESC
    """

    def rows() -> Iterator[Cells]:
        for head, group in groupby(_selected(connection, query), key=itemgetter(0, 1, 2)):
            cells: list[Cell] = [None] * (2 * len(known))
            for _, _, latest, indicator, year, value in group:
                assert isinstance(latest, int)
                cells[2 * position[str(indicator)] + (year != latest)] = value
            yield [*head, *cells]

    names = [text for _, name, unit in known for text in (f"{name}（{unit}）", "上年")]
    return Sheet("指标×机关", ("上一级", "机关", "年度", *names), rows(), 3)


def _copies(connection: Connection) -> Sheet:
    query = """
        SELECT cluster, superior, body, year, path, copies.characters, share
        FROM copies JOIN reports USING (report) ORDER BY cluster, share DESC, path
    """
    headings = ("组", "上一级", "机关", "年度", "报告", "相同的字", "占")
    return Sheet("相同文本", headings, _selected(connection, query), 3, BAR, frozenset({6}))


def _passages(connection: Connection) -> Sheet:
    query = """
        SELECT cluster, path, place, text, sentences, passages.characters, members
        FROM passages JOIN reports USING (report) ORDER BY cluster, passages.characters DESC
    """
    headings = ("组", "报告", "位置", "开头", "句", "字", "有此段的报告")
    return Sheet("相同段落", headings, _selected(connection, query), 2)


def _overlaps(connection: Connection) -> Sheet:
    """The members of each group beside each other: how much of the report of the row is in that of the column."""
    query = """
        SELECT cluster, report, coalesce(body, path), year, dense_rank() OVER (PARTITION BY cluster ORDER BY path)
        FROM copies JOIN reports USING (report) WHERE cluster IN (SELECT cluster FROM shares) ORDER BY cluster, path
    """
    members = connection.execute(query).fetchall()
    column = {(cluster, report): number for cluster, report, _, _, number in members}
    widest = max(column.values(), default=0)
    shares = connection.cursor().execute(
        "SELECT cluster, report, other, share FROM shares JOIN reports USING (report) ORDER BY cluster, path"
    )

    def rows() -> Iterator[Cells]:
        by_report = groupby(iter(shares.fetchone, None), key=itemgetter(0, 1))
        for (cluster, _, body, year, number), (_, found) in zip(members, by_report, strict=True):
            cells: list[Cell] = [None] * widest
            for _, _, other, share in found:
                cells[column[cluster, other] - 1] = share
            yield [cluster, number, body, year, *cells]

    headings = ("组", "组内", "机关", "年度", *(f"也在 {number}" for number in range(1, widest + 1)))
    return Sheet("相同文本矩阵", headings, rows(), 4, SCALE, frozenset(range(4, 4 + widest)))


def _rewritings(connection: Connection) -> Sheet:
    query = """
        SELECT one.superior, one.body, one.year, one.path, other.superior, other.body, other.year, other.path,
            rewritings.characters, share
        FROM rewritings JOIN reports AS one USING (report) JOIN reports AS other ON other.report = rewritings.other
        ORDER BY share DESC, one.path, other.path
    """
    headings = ("上一级", "机关", "年度", "报告", "与之相近的上一级", "机关", "年度", "报告", "相近的字", "占")
    return Sheet("改写的文本", headings, _selected(connection, query), 2, "", frozenset({9}))


def _outdated(connection: Connection, settings: SurveySettings) -> Sheet:
    query = """
        SELECT superior, body, year, path, rule, text, place, message FROM findings JOIN reports USING (report)
        WHERE NOT findings.suppressed AND rule IN (SELECT unnest($1::VARCHAR[]))
        ORDER BY superior, body, year, path, line
    """
    headings = ("上一级", "机关", "年度", "报告", "规则", "引用", "位置", "说明")
    return Sheet("过时引用", headings, _selected(connection, query, [list(settings.outdated)]), 2)


def _outliers(connection: Connection) -> Sheet:
    query = """
        SELECT superior, body, year, path, name, value, outliers.unit,
            CASE compared WHEN 'own' THEN '自己往年' ELSE '同级同年' END, peers, median, low, high, deviations,
            text, place
        FROM outliers JOIN reports USING (report) ORDER BY deviations DESC, path
    """
    headings = (
        "上一级",
        "机关",
        "年度",
        "报告",
        "指标",
        "数值",
        "单位",
        "与谁比",
        "比了几个",
        "中位数",
        "最小",
        "最大",
        "离几个标准差",
        "原文",
        "位置",
    )
    return Sheet("离群指标", headings, _selected(connection, query), 2)


def _assessment(connection: Connection) -> Sheet:
    known = connection.execute(
        "SELECT criterion, any_value(name), any_value(weight) FROM assessment GROUP BY criterion ORDER BY min(rowid)"
    ).fetchall()
    position = {criterion: number for number, (criterion, *_) in enumerate(known)}
    query = """
        SELECT superior, body, year, path, criterion, points, weight FROM assessment JOIN reports USING (report)
        ORDER BY superior, body, year, path
    """

    def rows() -> Iterator[Cells]:
        for head, group in groupby(_selected(connection, query), key=itemgetter(0, 1, 2, 3)):
            cells: list[Cell] = [None] * len(known)
            got = most = 0.0
            for *_, criterion, points, weight in group:
                cells[position[str(criterion)]] = points
                got += float(points or 0)
                most += 0.0 if points is None else float(weight or 0)
            yield [*head, got / most if most else None, round(got, 2), most, *cells]

    names = [f"{name}（{weight:g}）" for _, name, weight in known]
    headings = ("上一级", "机关", "年度", "报告", "得分率", "得分", "计分的满分", *names)
    return Sheet("评议表", headings, rows(), 4, SCORE, frozenset({4}))


def _evidence(connection: Connection) -> Sheet:
    query = """
        SELECT superior, body, year, path, name, points, weight, value, text, place
        FROM assessment JOIN reports USING (report) ORDER BY superior, body, year, path, assessment.rowid
    """
    headings = ("上一级", "机关", "年度", "报告", "评议项", "得分", "满分", "量到", "依据", "位置")
    return Sheet("评议依据", headings, _selected(connection, query), 2)


def _questions(connection: Connection, settings: SurveySettings) -> Sheet:
    from checker.survey.views.questions import questions  # noqa: PLC0415 - it needs the types of this module

    return Sheet("要问各机关的", ("上一级", "机关", "年度", "报告", "要问的"), questions(connection, settings), 3)


def _unreadable(connection: Connection) -> Sheet:
    query = "SELECT superior, path, reason FROM reports WHERE reason IS NOT NULL ORDER BY path"
    return Sheet("读不出的文件", ("文件夹", "文件", "原因"), _selected(connection, query), 2)
