"""What the survey of a made-up archive says beside what was planted in it: store, workbook and pages.

``python tests/archive_truth.py FOLDER OUT`` prints what is missing and what is too much; FOLDER is that of ``archive.py``.
"""

from __future__ import annotations

import html
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from checker.survey.store import opened
from checker.survey.views.pages import page_name

Row = tuple[Any, ...]
Truth = Any
_PARTS = {
    "achievements": "主要举措和成效",
    "shortcomings": "存在的不足",
    "first-responsible": "党政主要负责人履行推进法治建设第一责任人职责",
    "next-year-plan": "下一年度主要安排",
}
_RULES = {"achievements": "STR001", "shortcomings": "STR002", "first-responsible": "STR004", "next-year-plan": "STR005"}
"""The part, and the rule that tells its absence."""


def differences(archive: Path, out: Path, truth: Truth) -> list[str]:
    """Return what differs from the truth, one line a fact; empty when everything is as planted."""
    return [*_in_store(archive, out, truth), *_in_workbook(archive, out, truth), *_on_pages(archive, out, truth)]


def _in_store(archive: Path, out: Path, truth: Truth) -> Iterator[str]:
    def rows(query: str) -> list[Row]:
        with opened(out, barred=True) as connection:
            return [tuple(_relative(archive, value) for value in row) for row in connection.execute(query).fetchall()]

    missing = rows("SELECT path, part FROM parts JOIN reports USING (report) WHERE rank = 0 AND part <> 'causes'")
    yield from _compare("store: missing parts", missing, truth["missing"].items())
    outliers = rows("SELECT path, value FROM outliers JOIN reports USING (report)")
    yield from _compare("store: outliers", outliers, truth["outliers"].items())
    broken = rows("SELECT path FROM reports WHERE reason IS NOT NULL")
    yield from _compare("store: broken files", (path for (path,) in broken), truth["broken"])
    groups: dict[int, list[str]] = defaultdict(list)
    for cluster, path in rows("SELECT cluster, path FROM copies JOIN reports USING (report) ORDER BY path"):
        groups[cluster].append(path)
    yield from _compare("store: clusters", map(tuple, groups.values()), map(tuple, truth["groups"]))
    pairs = rows(
        "SELECT one.path, two.path FROM rewritings JOIN reports one USING (report) JOIN reports two ON other = two.report"
    )
    yield from _compare("store: rewritten", map(_pair, pairs), map(_pair, truth["rewritten"]))
    errors = rows(
        "SELECT path, string_agg(DISTINCT rule) FROM findings JOIN reports USING (report) WHERE severity = 'error' GROUP BY path"
    )
    yield from _compare(
        "store: reports with errors", errors, ((path, _RULES[part]) for path, part in truth["missing"].items())
    )


def _in_workbook(archive: Path, out: Path, truth: Truth) -> Iterator[str]:
    book = openpyxl.load_workbook(out / "普查.xlsx", read_only=True)

    def rows(name: str) -> Iterator[Row]:
        found = book[name].iter_rows(values_only=True)
        next(found)
        for row in found:
            yield tuple(_relative(archive, value) for value in row)

    head = next(book["应有部分"].iter_rows(max_row=1, values_only=True))
    titles = {str(title): place for place, title in enumerate(head)}
    missing = [
        (row[3], part) for row in rows("应有部分") for part, title in _PARTS.items() if row[titles[title]] == "缺"
    ]
    yield from _compare("workbook: missing parts", missing, truth["missing"].items())
    yield from _compare("workbook: outliers", ((row[3], row[5]) for row in rows("离群指标")), truth["outliers"].items())
    yield from _compare("workbook: broken files", (row[1] for row in rows("读不出的文件")), truth["broken"])
    groups: dict[int, list[str]] = defaultdict(list)
    for row in rows("相同文本"):
        groups[row[0]].append(row[4])
    yield from _compare(
        "workbook: clusters", (tuple(sorted(group)) for group in groups.values()), map(tuple, truth["groups"])
    )
    pairs = (_pair((row[3], row[7])) for row in rows("改写的文本"))
    yield from _compare("workbook: rewritten", pairs, map(_pair, truth["rewritten"]))
    asked: dict[str, str] = defaultdict(str)
    for row in rows("要问各机关的"):
        asked[row[3]] += row[4]
    for path, words in _questions(truth):
        if words not in asked[path]:
            yield f"workbook: {path} is not asked: {words}"


def _questions(truth: Truth) -> Iterator[tuple[str, str]]:
    """Yield for each planted fact the report, and words of the question that must be asked."""
    yield from ((path, f"“{_PARTS[part]}”，是写在别处") for path, part in truth["missing"].items())
    yield from ((path, f"行政处罚案件为 {value:g}件") for path, value in truth["outliers"].items())
    yield from ((path, "文件没能读出") for path in truth["broken"])
    yield from ((path, f"{len(group) - 1} 个机关的报告相同") for group in truth["groups"] for path in group)
    yield from ((path, "只改了字词") for pair in truth["rewritten"] for path in pair)


def _on_pages(archive: Path, out: Path, truth: Truth) -> Iterator[str]:
    with opened(out, barred=True) as connection:
        bodies = {
            _relative(archive, path): body
            for path, body in connection.execute("SELECT path, body FROM reports WHERE body IS NOT NULL").fetchall()
        }
    overview = "".join(
        html.unescape((out / name).read_text(encoding="utf-8"))
        for name in ["普查.html", *(f"pages/{path.name}" for path in (out / "pages").glob("全部*.html"))]
    )
    listed = [
        *truth["broken"], *truth["outliers"], *(path for group in truth["groups"] for path in group),
        *(path for pair in truth["rewritten"] for path in pair),
    ]  # fmt: skip
    yield from (f"pages: {path} is not on the overview" for path in listed if f"/{path}<" not in overview)
    named = set(re.findall(r"href=\"pages/([0-9a-f]+\.html)\"", overview))
    yield from (f"pages: no link to {body}" for body in set(bodies.values()) if page_name(body) not in named)
    for path, words in _questions(truth):
        if path in bodies:
            page = html.unescape((out / "pages" / page_name(bodies[path])).read_text(encoding="utf-8"))
            if words not in page:
                yield f"pages: {path} is not asked: {words}"


def _relative(archive: Path, value: Any) -> Any:
    start = f"{archive.as_posix()}/"
    return value.removeprefix(start) if isinstance(value, str) else value


def _pair(paths: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted(paths))


def _compare(what: str, found: Iterable[object], planted: Iterable[object]) -> Iterator[str]:
    there, expected = set(found), set(planted)
    yield from (f"{what}: not found: {one}" for one in sorted(expected - there, key=str))
    yield from (f"{what}: not planted: {one}" for one in sorted(there - expected, key=str))


if __name__ == "__main__":
    place = Path(sys.argv[1])
    known = json.loads((place / "truth.json").read_text(encoding="utf-8"))
    counts = {name: len(facts) for name, facts in known.items()}
    print(f"planted: {counts}")
    found = differences(place / "reports", Path(sys.argv[2]), known)
    print("\n".join([*found, f"{len(found)} differences"]))
    sys.exit(bool(found))
