"""Pages of OFDs that are read otherwise than most: proportional letters, turned, recognised, radicals."""

from __future__ import annotations

import pytest
from helpers import ROOT, linter
from paper import package

from checker.formats import read
from checker.text.diagnostic import Confidence
from checker.text.document import Document

PICTURE = '<ofd:ImageObject Boundary="0 0 210 297" ResourceID="5"/>'
TIMES = {"A": 0.722, "P": 0.556, "W": 0.944, "S": 0.556, "G": 0.722, "D": 0.722, "i": 0.278, "m": 0.778, "e": 0.444}


def blocks(found: Document) -> list[str]:
    return [block.span.of(found.text) for block in found.blocks]


def texts(data: bytes) -> list[str]:
    return blocks(read("a.ofd", data))


def line(text: str, x: float = 30.0, y: float = 50.0, deltas: str = "", more: str = "") -> str:
    return (
        f'<ofd:TextObject Size="5" Boundary="{x} {y} 150 8"{more}>'
        f'<ofd:TextCode X="0" Y="5"{f" DeltaX={chr(34)}{deltas}{chr(34)}" if deltas else ""}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def advances(text: str, widths: dict[str, float], default: float) -> list[float]:
    return [5 * (1.0 if ord(character) > 0x7F else widths.get(character, default)) for character in text]


def joined(values: list[float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)


# Letters of proportional fonts.


def test_letters_reach_to_the_next_one() -> None:
    found = read("latin.ofd", (ROOT / "tests" / "data" / "paged" / "latin.ofd").read_bytes())
    assert blocks(found) == [
        "青石镇2024年度法治政府建设工作报告",
        "开通APP和WPS云文档，GDP增长5%，",
        "新增VR体验点3处，HTTP接口12个。",
    ]


@pytest.mark.parametrize("text", ["使用WPS和APP", "GDP增长", "接入DeepSeek", "Wi-Fi覆盖", "mmWW"])
@pytest.mark.parametrize("widths", [TIMES, {}])
def test_letters_of_any_width(text: str, widths: dict[str, float]) -> None:
    steps = advances(text, widths, 0.5)[:-1]
    assert texts(package({0: line(text, deltas=joined(steps))})) == [text]


def test_words_that_were_moved_apart_have_a_space() -> None:
    text = "AppWeb"
    steps = advances(text, TIMES, 0.5)
    steps[2] += 5 * 0.35
    assert texts(package({0: line(text, deltas=joined(steps[:-1]))})) == ["App Web"]


def test_letters_in_objects_of_their_own() -> None:
    assert texts(package({0: line("W") + line("PS", x=30 + 5 * 0.944) + line("云文档", x=30 + 5 * 2.06)})) == [
        "WPS云文档"
    ]


# Pages that lie on their side.


def turned(degrees: int, text: str, number: int) -> str:
    matrix = {90: "0 1 -1 0 0 0", 180: "-1 0 0 -1 0 0", 270: "0 -1 1 0 0 0"}[degrees]
    place = {90: (150 - 10 * number, 40), 180: (150, 200 - 10 * number), 270: (40 + 10 * number, 200)}[degrees]
    return line(text, *place, more=f' CTM="{matrix}"')


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_may_be_turned_in_any_way(degrees: int) -> None:
    pages = {0: line("上一页。"), 1: turned(degrees, "第1条。", 1) + turned(degrees, "第2条。", 2), 2: line("下一页。")}
    found = read("a.ofd", package(pages))
    assert blocks(found) == ["上一页。", "第1条。", "第2条。", "下一页。"]
    assert found.place(found.text.index("第2条")).label == "第2页第2行"


def test_a_note_on_the_edge_does_not_turn_a_page() -> None:
    assert texts(package({0: line("第1条规定。") + turned(90, "装订线", 1)})) == ["第1条规定。"]


def test_mirrored_text_is_not_read() -> None:
    assert texts(package({0: line("正文。") + line("反的水印文字", y=90, more=' CTM="-1 0 0 1 100 0"')})) == ["正文。"]


# Recognised text.


@pytest.mark.parametrize("more", [' Alpha="0"', ' Fill="false"', ' Fill="false" Stroke="false"'])
def test_a_text_layer_of_a_scan_is_read_and_told(more: str) -> None:
    found = read(
        "a.ofd", package({0: line("第一页认真布署工作。"), 1: PICTURE + line("全年认真布署工作。", more=more)})
    )
    assert blocks(found) == ["第一页认真布署工作。", "全年认真布署工作。"]
    report = linter().lint(found)
    assert [item.message[:8] for item in report.diagnostics if item.rule == "RUN001"] == ["第 2 页是扫描"]
    assert [(item.place.label, item.confidence) for item in report.diagnostics if item.rule == "WRD001"] == [
        ("第1页第1行", Confidence.HIGH),
        ("第2页第1行", Confidence.MEDIUM),
    ]


def test_hidden_text_among_printed_text_is_not_read() -> None:
    found = read("a.ofd", package({0: line("印出来的正文。") + line("藏", y=90, more=' Alpha="0"')}))
    assert (blocks(found), found.notes) == (["印出来的正文。"], ())


def test_outlined_text_is_read() -> None:
    assert texts(package({0: line("空心的标题", more=' Fill="false" Stroke="true"')})) == ["空心的标题"]


def test_pages_that_are_pictures_are_told() -> None:
    found = read("a.ofd", package({0: line("正文。"), 1: f"<ofd:PageBlock>{PICTURE}</ofd:PageBlock>", 2: ""}))
    assert [(note.kind, note.pages) for note in found.notes] == [("picture", (2,))]


@pytest.mark.parametrize(
    ("radicals", "characters"), [("人⺠政府⻓期", "人民政府长期"), ("⼀⼯⽅⾯", "一工方面"), ("\uf9e1某", "李某")]
)
def test_radicals_are_read_as_characters(radicals: str, characters: str) -> None:
    assert texts(package({0: line(radicals)})) == [characters]
