"""Self-contained pages: an overview with plots, and a page for each body."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from checker.outputs.comparing.html import table
from checker.outputs.names import hide_numbers
from checker.outputs.page.markup import Markup, element, text
from checker.survey.settings import SurveySettings
from checker.survey.store import Connection
from checker.survey.views import plots
from checker.survey.views.questions import questions
from checker.survey.views.sheets import PRESENCE, Sheet, sheets
from checker.version import VERSION

FOLDER = "pages"
OVERVIEW = "普查.html"
_MAX_BARS, _MAX_STRIPS, _MAX_ROWS = 40, 20, 100
"""Bars and strips of a plot, rows of a table on the overview; a longer table has a page of its own besides."""
_SHOWN = ("概览", "相同文本", "改写的文本", "离群指标", "读不出的文件")
"""The sheets that the overview repeats."""
_MAX_MATRICES = 6
_MIN_VALUES = 8
"""Values of the smallest distribution that is drawn."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_SECTIONS = {
    "应有部分": (
        ("年度", "部分", "怎样写到", "字", "凭什么", "位置"),
        """SELECT body, year, parts.title, rank, parts.characters, text, place FROM parts JOIN reports USING (report)
        WHERE body IS NOT NULL ORDER BY body, year, parts.rowid""",
    ),
    "指标": (
        ("年度", "指标", "数值", "单位", "原文", "位置"),
        """SELECT body, year, name, value, unit, text, place FROM indicators JOIN reports USING (report)
        WHERE body IS NOT NULL ORDER BY body, name, year DESC, ordinal""",
    ),
    "评议": (
        ("年度", "评议项", "得分", "满分", "依据", "位置"),
        """SELECT body, year, name, points, weight, text, place FROM assessment JOIN reports USING (report)
        WHERE body IS NOT NULL ORDER BY body, year, assessment.rowid""",
    ),
    "问题": (
        ("年度", "规则", "级别", "位置", "原文", "说明"),
        """SELECT body, year, rule, severity, place, text, message FROM findings JOIN reports USING (report)
        WHERE NOT findings.suppressed AND body IS NOT NULL ORDER BY body, year, line, position""",
    ),
}
"""The sections of a body's page: headings, and the query, ordered by body."""


def write_pages(connection: Connection, folder: Path, settings: SurveySettings) -> None:
    """Write the overview and a page for each body."""
    target = folder / FOLDER
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for body, page in _bodies(connection, settings):
        (target / page_name(body)).write_text(page, encoding="utf-8")
    (folder / OVERVIEW).write_text(_overview(connection, settings, target), encoding="utf-8")


def page_name(body: str) -> str:
    """Return the name of the page of a body, which any file system takes."""
    return f"{blake2b(body.encode(), digest_size=6).hexdigest()}.html"


def _overview(connection: Connection, settings: SurveySettings, target: Path) -> str:
    parts = [element("div", {"class": "plots"}, *_plots(connection))]
    rows = connection.execute(
        "SELECT DISTINCT superior, body FROM reports WHERE body IS NOT NULL ORDER BY superior, body"
    ).fetchall()
    names = {hide_numbers(body): page_name(body) for _, body in rows}
    shown = (sheet for sheet in sheets(connection, settings) if sheet.name in _SHOWN)
    parts += [part for sheet in shown for part in _sheet(sheet, target, names)]
    parts.append(element("h2", {}, text("各机关")))
    for superior, group in groupby(rows, key=itemgetter(0)):
        links = [element("a", {"href": f"{FOLDER}/{page_name(body)}"}, text(hide_numbers(body))) for _, body in group]
        spaced = [part for link in links for part in (link, text(" "))]
        parts.append(element("p", {}, text(f"{superior or ''}："), *spaced))
    return _page("法治政府建设年度报告普查", parts)


def _sheet(sheet: Sheet, target: Path, names: Mapping[str, str]) -> Iterator[Markup]:
    """Yield a sheet as a table; one that is too long for the overview gets a page below ``target`` and a link.

    ``names`` maps bodies to their pages.
    """
    rows = [_cells(row, sheet.ratios) for row in sheet.rows]
    if rows:
        yield element("h2", {}, text(sheet.name))
        links = {body: f"{FOLDER}/{page}" for body, page in names.items()}
        yield table("", sheet.headings, rows[:_MAX_ROWS], links)
    if len(rows) > _MAX_ROWS:
        name = f"全部{sheet.name}.html"
        page = _page(sheet.name, [_back(), table("", sheet.headings, rows, names)])
        (target / name).write_text(page, encoding="utf-8")
        link = element("a", {"href": f"{FOLDER}/{name}"}, text(f"全部 {len(rows)} 行"))
        yield element("p", {}, text(f"以上是前 {_MAX_ROWS} 行。"), link)


def _back() -> Markup:
    return element("p", {}, element("a", {"href": f"../{OVERVIEW}"}, text("普查概览")))


def _cells(row: Sequence[object], ratios: frozenset[int] = frozenset()) -> list[str | int]:
    return [_cell(value, ratio=column in ratios) for column, value in enumerate(row)]


def _cell(value: object, *, ratio: bool) -> str | int:
    if isinstance(value, float):
        return f"{value:.0%}" if ratio else f"{value:.10g}"
    return value if isinstance(value, int) else "" if value is None else hide_numbers(str(value))


def _plots(connection: Connection) -> Iterator[Markup]:
    def drawn(caption: str, query: str) -> Iterator[Markup]:
        found = connection.execute(f"{query} LIMIT {_MAX_BARS}").fetchall()
        if found:
            yield plots.bars(caption, [plots.Bar(str(label or "—"), float(value or 0)) for label, value in found])

    yield from drawn(
        "缺的部分，按上一级地方",
        """
        SELECT superior, count(*) AS missing FROM parts JOIN reports USING (report) WHERE rank = 0
        GROUP BY superior ORDER BY missing DESC, superior""",
    )
    yield from drawn(
        "每万字差错，按机关类型和年度",
        """
        SELECT level || ' ' || coalesce(year::VARCHAR, ''),
            round(10000 * sum(errors) / nullif(sum(body_characters), 0), 2)
        FROM reports WHERE level IS NOT NULL GROUP BY level, year ORDER BY level, year""",
    )
    yield from drawn(
        "各年平均得分率（%）",
        """
        SELECT year, round(100 * sum(points) / nullif(sum(weight) FILTER (points IS NOT NULL), 0), 1)
        FROM assessment JOIN reports USING (report) GROUP BY year ORDER BY year""",
    )
    yield from drawn(
        "同一份底稿的报告，按组",
        """
        SELECT '第 ' || cluster || ' 组', count(*) FROM copies GROUP BY cluster ORDER BY cluster""",
    )
    yield from _matrices(connection)
    found = [*_strips(connection)]
    if found:
        yield plots.strips("最近一年的指标（对数轴），菱形是离群的", found)


def _matrices(connection: Connection) -> Iterator[Markup]:
    """Yield a matrix for each of the largest groups: how much of the report of a row is in that of a column."""
    groups = connection.execute(
        "SELECT cluster FROM shares GROUP BY cluster ORDER BY cluster LIMIT $1", [_MAX_MATRICES]
    ).fetchall()
    for (cluster,) in groups:
        members = connection.execute(
            "SELECT report, coalesce(body, path), year FROM copies JOIN reports USING (report) WHERE cluster = $1 "
            "ORDER BY path", [cluster],
        ).fetchall()  # fmt: skip
        shares = {
            (report, other): share
            for report, other, share in connection.execute(
                "SELECT report, other, share FROM shares WHERE cluster = $1", [cluster]
            ).fetchall()
        }
        labels = [f"{hide_numbers(body)} {year or ''}".strip() for _, body, year in members]
        values = [[shares.get((report, other)) for other, *_ in members] for report, *_ in members]
        yield plots.matrix(f"第 {cluster} 组：横行的报告有百分之几也在竖列的里", labels, values)


def _strips(connection: Connection) -> Iterator[plots.Strip]:
    values = connection.execute(
        "SELECT indicator, any_value(name), mode(unit), list(value) FROM indicators JOIN reports USING (report) "
        "WHERE ordinal = 0 AND value > 0 AND year = (SELECT max(year) FROM reports) "
        "GROUP BY indicator HAVING count(*) >= $1 ORDER BY count(*) DESC, indicator LIMIT $2",
        [_MIN_VALUES, _MAX_STRIPS],
    ).fetchall()
    far: dict[str, list[tuple[str, float]]] = {}
    for indicator, body, value in connection.execute(
        "SELECT indicator, body, value FROM outliers JOIN reports USING (report) "
        "WHERE compared = 'peers' AND year = (SELECT max(year) FROM reports) ORDER BY deviations DESC, body"
    ).fetchall():
        far.setdefault(indicator, []).append((body, value))
    for indicator, name, unit, found in values:
        yield plots.Strip(name, unit, found, far.get(indicator, ()))


def _bodies(connection: Connection, settings: SurveySettings) -> Iterator[tuple[str, str]]:
    """Yield each body with its page; the rows of all bodies are read once, in order, side by side."""
    asked: dict[str, list[list[str | int]]] = {}
    for _, body, year, _, question in questions(connection, settings):
        asked.setdefault(body or "", []).append([year or "", question])
    sections = {name: _Groups(connection, query) for name, (_, query) in _SECTIONS.items()}
    query = "SELECT body, list(DISTINCT path ORDER BY path) FROM reports WHERE body IS NOT NULL GROUP BY 1 ORDER BY 1"
    for body, paths in connection.cursor().execute(query).fetchall():
        parts = [_back()]
        parts += [element("p", {}, text(hide_numbers(path))) for path in paths]
        if body in asked:
            parts += [element("h2", {}, text("要问的")), table("", ("年度", "要问的"), asked[body])]
        for name, (headings, _) in _SECTIONS.items():
            rows = [_cells(row[1:]) for row in sections[name].take(body)]
            if name == "应有部分":
                words = {int(presence): word for presence, word in PRESENCE.items()}
                rows = [[*row[:2], words[int(row[2])], *row[3:]] for row in rows]
            if rows:
                parts += [element("h2", {}, text(name)), table("", headings, rows)]
        yield body, _page(body, parts)


class _Groups:
    """The rows of a query ordered by its first column, taken group by group."""

    def __init__(self, connection: Connection, query: str) -> None:
        self._groups = groupby(self._rows(connection, query), key=itemgetter(0))
        self._next = next(self._groups, None)

    @staticmethod
    def _rows(connection: Connection, query: str) -> Iterator[tuple[object, ...]]:
        result = connection.cursor().execute(query)
        while rows := result.fetchmany(1000):
            yield from rows

    def take(self, key: str) -> list[tuple[object, ...]]:
        """Return the rows of a key; keys must be asked for in order."""
        if self._next is None or self._next[0] != key:
            return []
        rows = list(self._next[1])
        self._next = next(self._groups, None)
        return rows


def _page(title: str, parts: Sequence[Markup]) -> str:
    style = Path(__file__).with_name("pages.css").read_text(encoding="utf-8")
    head = element(
        "head", {},
        element("meta", {"charset": "utf-8"}),
        Markup(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        element("meta", {"name": "generator", "content": f"fazhi {VERSION}"}),
        element("title", {}, text(hide_numbers(title))),
        Markup(f"<style>{style}</style>"),
    )  # fmt: skip
    body = element("body", {}, element("h1", {}, text(hide_numbers(title))), element("main", {}, *parts))
    return f"<!DOCTYPE html>\n{element('html', {'lang': 'zh-CN'}, head, body)}\n"
