"""The table of administrative divisions, and what it tells of places in a report."""

from __future__ import annotations

import pytest
from helpers import ROOT, findings, linter

PLACES = linter().knowledge.places
REPORT = "{issuer}2024年法治政府建设年度报告\n\n2024年,我市推进依法行政。{passage}\n"


def test_a_place_lies_in_its_city_and_province() -> None:
    assert PLACES.within("慈溪市", "宁波市")
    assert PLACES.within("慈溪市", "浙江省")
    assert not PLACES.within("宁波市", "慈溪市")
    assert not PLACES.within("慈溪市", "江苏省")
    assert PLACES.superiors("慈溪市") == ("宁波市",)
    assert PLACES.superiors("仙桃市") == ("湖北省",)
    assert [PLACES.level(name) for name in ("浙江省", "宁波市", "慈溪市", "青石镇")] == [1, 2, 3, 0]


def test_a_name_of_several_places_may_be_any_of_them() -> None:
    assert PLACES.within("朝阳区", "北京市")
    assert PLACES.within("朝阳区", "长春市")
    assert set(PLACES.superiors("鼓楼区")) == {"南京市", "徐州市", "福州市", "开封市"}


def test_the_table_is_small_and_sorted() -> None:
    table = ROOT / "rulesets" / "catalog" / "places.csv"
    lines = table.read_text(encoding="utf-8").splitlines()[1:]
    assert table.stat().st_size < 100_000
    assert lines == sorted(lines)
    assert len(lines) > 3_300


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("赴江苏省宁波市学习。", ["江苏省宁波市"]),
        ("与湖南省韶关市、广东省韶关市签订协议。", ["湖南省韶关市"]),
        ("在杭州市慈溪市设点。", ["杭州市慈溪市"]),
        ("赴浙江省宁波市慈溪市、黔东南苗族侗族自治州凯里市学习,全省市县区联动。", []),
        ("在青石省宁波市、云溪市慈溪市设点。", []),
    ],
)
def test_a_place_under_another_superior_is_told(text: str, expected: list[str]) -> None:
    assert [found for _, found in findings(text, "misplaced-place")] == expected


def test_counties_of_earlier_years_may_have_lain_elsewhere() -> None:
    moved = "六安市2014年法治政府建设年度报告\n\n2014年,六安市寿县审查合同18件。\n"
    assert findings(moved, "misplaced-place") == []
    assert findings(moved.replace("2014", "2024"), "misplaced-place") == [("misplaced-place", "六安市寿县")]


def test_what_lies_in_the_issuers_place_or_above_it_is_not_foreign() -> None:
    own = REPORT.format(issuer="宁波市司法局", passage="慈溪市审查合同18件,浙江省司法厅来函。办理余姚市政协提案12件。")
    assert findings(own, "foreign-town", "foreign-body") == []
    bureau = "制定出台《宁波市教育局重大行政决策程序规则》,印发《宁波市司法局合同管理办法》。"
    found = findings(REPORT.format(issuer="宁波市司法局", passage=bureau), "foreign-title")
    assert found == [("foreign-title", "宁波市教育局")]
    other = REPORT.format(issuer="宁波市", passage="修订《兰溪市重大决策程序规定》。")
    assert findings(other, "foreign-title") == [("foreign-title", "兰溪市")]
    superior = REPORT.format(issuer="慈溪市", passage="落实并修订《宁波市重大决策程序规定》。")
    assert findings(superior, "foreign-title") == []


def test_a_real_city_is_no_county() -> None:
    text = REPORT.format(issuer="慈溪市", passage="慈溪县司法局调解36件,慈溪人民政府公布清单。")
    assert findings(text, "issuer-type") == [("issuer-type", "慈溪县"), ("issuer-type", "慈溪人民政府")]
    assert findings(REPORT.format(issuer="承德市", passage="承德县司法局调解36件。"), "issuer-type") == []
    assert findings(REPORT.format(issuer="云溪市", passage="云溪区司法局调解36件。"), "issuer-type") == []
    assert findings(REPORT.format(issuer="慈溪县市场监管局", passage="慈溪市场监管所办案36件。"), "issuer-type") == []
