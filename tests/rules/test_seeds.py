"""The defects of the five real reports in ``seeds``, also in other widths, encodings and formats."""

from __future__ import annotations

import html

import pytest
import regex
from helpers import SEEDS, linter

from checker.formats import read
from checker.lint.engine import lint
from checker.text.diagnostic import Diagnostic
from checker.text.document import fold

EXPECTED_RULES = (
    "missing-title",
    "missing-required",
    "missing-first",
    "missing-causes",
    "missing-short",
    "missing-next",
    "missing-ach",
    "outdated-reference",
    "placeholder-",
    "implausible-money",
    "repeated-body",
    "repeated-paragraph",
)
NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))
EXPECTED = {
    "yunlong-2023.txt": [
        ("error", "missing-first-responsible", 1, ""),
        ("warning", "missing-required-mention", 1, ""),
    ],
    "shenwan-2022.txt": [
        ("error", "implausible-money", 36, "405.23元"),
        ("warning", "missing-causes", 60, "三、2022年推进法治政府建设存在的不足"),
    ],
    "yanjiang-2024.txt": [
        ("error", "outdated-reference", 14, "《法治政府建设实施纲要(2015-2020年)》"),
        ("error", "placeholder-sign", 28, "@件"),
    ],
    "cixi-sifaju-2021.txt": [
        ("error", "missing-title", 1, ""),
        ("warning", "missing-first-responsible", 5, "第一责任人推进法治建设职责"),
        ("warning", "missing-causes", 8, "2021年,我局在推进法治政府建设中取得了一定成效,但还存在一些问题和不足"),
    ],
    "tangqi-2023.txt": [
        ("error", "missing-shortcomings", 1, ""),
        ("error", "missing-next-year-plan", 1, ""),
        ("info", "missing-first-responsible", 12, "党政主要负责人法治建设第一责任人职责"),
        ("error", "repeated-body", 31, "2023年,塘栖镇不断深化党对"),
    ],
}


def expected_findings(name: str, data: bytes) -> list[Diagnostic]:
    result = lint(read(name, data), linter().rules, linter().knowledge)
    assert not result.failures
    return [item for item in result.diagnostics if item.name.startswith(EXPECTED_RULES)]


def names_and_texts(items: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(item.name, fold("".join(item.text.split()))) for item in items]


@pytest.mark.parametrize("name", NAMES)
def test_exactly_the_expected_findings(name: str) -> None:
    found = expected_findings(name, (SEEDS / name).read_bytes())
    assert [
        (str(item.severity), item.name, item.place.line, item.text[: len(text)] if text else item.text)
        for item, (_, _, _, text) in zip(found, EXPECTED[name], strict=True)
    ] == EXPECTED[name]


def test_messages_name_the_calculation_and_the_successor() -> None:
    money = expected_findings("a.txt", (SEEDS / "shenwan-2022.txt").read_bytes())[0]
    assert money.message == "142 宗，金额合计 405.23 元，平均每件 2.85 元，低于 20 元：疑漏“万”字"
    outdated = expected_findings("a.txt", (SEEDS / "yanjiang-2024.txt").read_bytes())[0]
    assert outdated.mend.startswith("改引《法治政府建设实施纲要（2021—2025年）》")
    copied = expected_findings("a.txt", (SEEDS / "tangqi-2023.txt").read_bytes())[-1]
    assert (copied.end_place.line, copied.related[0].span.start < copied.span.start) == (41, True)


def full_width(text: str) -> str:
    """Return a text with the punctuation next to Han characters made full-width, character for character."""
    wide = str.maketrans(",;:?!()", "，；：？！（）")
    return regex.sub(
        r"(?<=[\p{Han}”》」)年])[,;:?!()]+|[,;:?!()]+(?=[\p{Han}“《])",
        lambda match: match.group().translate(wide),
        text,
    )


@pytest.mark.parametrize("name", NAMES)
def test_full_width_punctuation_changes_nothing(name: str) -> None:
    text = (SEEDS / name).read_text(encoding="utf-8")
    wide = full_width(text)
    assert len(wide) == len(text)
    assert wide != text
    plain, found = expected_findings(name, text.encode()), expected_findings(name, wide.encode())
    assert [(item.name, item.span, item.severity) for item in found] == [
        (item.name, item.span, item.severity) for item in plain
    ]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings_change_nothing(name: str, encoding: str) -> None:
    text = (SEEDS / name).read_text(encoding="utf-8")
    plain, found = expected_findings(name, text.encode()), expected_findings(name, text.encode(encoding))
    assert [(item.name, item.span, item.place) for item in found] == [
        (item.name, item.span, item.place) for item in plain
    ]


SITE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>政府网站</title><script>var x="@件";</script></head><body>
<header><div class="top">今天是星期三 <a href="/">网站首页</a></div></header>
<nav><ul><li>首页</li><li>政务公开</li><li>办事服务</li></ul></nav>
<div class="crumb">当前位置:首页 &gt; 政务公开 &gt; 法治政府建设</div>
<div class="main-wrap"><div class="TRS_Editor">
{body}
</div></div>
<div class="related"><ul><li>关于印发《法治政府建设实施纲要(2015-2020年)》的解读</li></ul></div>
<footer><p>版权所有:某市人民政府 主办单位:某市大数据局 浙ICP备00000000号</p></footer></body></html>"""


@pytest.mark.parametrize("name", NAMES)
def test_a_site_s_page_around_it_changes_nothing(name: str) -> None:
    text = (SEEDS / name).read_text(encoding="utf-8")
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
    page = SITE.replace("{body}", paragraphs)
    plain, found = expected_findings(name, text.encode()), expected_findings(name + ".html", page.encode())
    assert names_and_texts(found) == names_and_texts(plain)
    first_line = page[: page.index("<p>")].count("\n")
    assert [item.place.line - first_line for item in found if item.scope == "span"] == [
        item.place.line for item in plain if item.scope == "span"
    ]
