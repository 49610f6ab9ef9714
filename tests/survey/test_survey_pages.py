"""The pages of a survey: what they show, where their links lead, and how they look in a browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import chromium
import pytest
from surveys import rows

OUTLIERS = "[...document.querySelectorAll('polygon')].length"
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_overview_names_every_planted_fact(out: Path, truth: Any) -> None:
    page = (out / "普查.html").read_text(encoding="utf-8")
    for path in [*truth["outliers"], *truth["broken"], *(path for group in truth["groups"] for path in group)]:
        assert f"/{path}<" in page
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", page)
    assert drawn[: 2 * len(truth["missing"])] == ["安坝县", "2", "白坝县", "1", "长坝县", "1"]
    assert next(text for text in drawn if "行政处罚案件" in text).endswith(",58 份")
    assert [text for text in drawn if text.endswith("0件") and "镇 " in text] == [
        "白坝县红源镇 9800件",
        "安坝县玉潭镇 15400件",
    ][::-1]


def test_links_lead_to_a_page_for_each_body_and_nothing_is_fetched(out: Path) -> None:
    page = (out / "普查.html").read_text(encoding="utf-8")
    links = re.findall(r'<a href="([^"]*)">([^<]*)</a>', page)
    bodies = [body for (body,) in rows(out, "SELECT DISTINCT body FROM reports WHERE body IS NOT NULL ORDER BY body")]
    assert sorted(name for _, name in links) == bodies
    assert {path.name for path in (out / "pages").iterdir()} == {link.removeprefix("pages/") for link, _ in links}
    for path in [out / "普查.html", *(out / "pages").iterdir()]:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:src|url|@import)\s*[=(]|https?:", text)
        assert "<script" not in text


def test_the_page_of_a_body_shows_its_parts_indicators_and_questions(out: Path, truth: Any) -> None:
    lacking = next(path for path, part in truth["missing"].items() if part == "shortcomings")
    county, name = lacking.split("/")
    body = county + name[4:].split(".")[0]
    found = (path.read_text(encoding="utf-8") for path in (out / "pages").iterdir())
    (page,) = (text for text in found if f"<h1>{body}</h1>" in text)
    assert "报告里没有找到“存在的不足”,是写在别处,还是没有写?" in page
    assert re.search(r'2024</th><td>存在的不足</td><td>缺</td><td class="count">0</td>', page)
    assert page.count("<td>行政处罚案件</td>") == 2, "this year and the last"
    assert list(re.findall("<h2>([^<]*)</h2>", page)) == [
        "要问的",
        "应有部分",
        "指标",
        "评议",
        "问题",
    ]


@pytest.mark.skipif(not chromium.PROGRAM, reason="Chromium is not installed (Debian: chromium)")
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_fit_a_telephone_and_a_screen(out: Path, truth: Any, tmp_path: Path, width: int) -> None:
    with chromium.browser(tmp_path / "profile") as page:
        for path in (out / "普查.html", min((out / "pages").iterdir())):
            page.open(path, width=width)
            assert page.value(TOO_WIDE) == 0
            assert page.complaints() == []
        page.open(out / "普查.html", width=width)
        assert page.value(OUTLIERS) == len(truth["outliers"])
        heights = page.value("[...document.querySelectorAll('.plot text')].map(t => t.getBoundingClientRect().height)")
        assert min(heights) > 10
