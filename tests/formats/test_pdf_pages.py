"""Pages of PDFs that are read otherwise than most: turned, recognised, in odd fonts, with bytes around the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
import reportlab
from helpers import ROOT, linter
from paper import FONT, HEIGHT, STEP, WIDTH, lay_out, pdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from checker.formats import read
from checker.text.diagnostic import Confidence
from checker.text.document import Document
from checker.text.errors import InputError
from checker.text.ideographs import standard_form

CASES = ROOT / "tests" / "data" / "paged"
INVISIBLE: Literal[3] = 3


def drawn(*draw: Callable[[Canvas], object]) -> bytes:
    """Return a PDF with one page for each function."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    data = io.BytesIO()
    sheet = Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in draw:
        sheet.setFont(FONT, 16)
        page(sheet)
        sheet.showPage()
    sheet.save()
    return data.getvalue()


def lines(*texts: str, mode: Literal[0, 3] = 0, top: float = 700) -> Callable[[Canvas], None]:
    def draw(sheet: Canvas) -> None:
        for number, text in enumerate(texts):
            sheet.drawString(100, top - number * STEP, text, mode=mode)

    return draw


def turned(degrees: int, *texts: str) -> Callable[[Canvas], None]:
    moves = {90: (WIDTH, 0), 180: (WIDTH, HEIGHT), 270: (0, HEIGHT)}

    def draw(sheet: Canvas) -> None:
        sheet.translate(*moves[degrees])
        sheet.rotate(degrees)
        lines(*texts, top=400)(sheet)

    return draw


def picture(sheet: Canvas) -> None:
    from PIL import Image

    sheet.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, WIDTH, HEIGHT)


def both(*draw: Callable[[Canvas], object]) -> Callable[[Canvas], None]:
    def all_of_them(sheet: Canvas) -> None:
        for one in draw:
            one(sheet)

    return all_of_them


def blocks(found: Document) -> list[str]:
    return [block.span.of(found.text) for block in found.blocks]


def case(name: str) -> Document:
    return read(name, (CASES / name).read_bytes())


def findings(found: Document) -> list[tuple[str, str, str]]:
    report = linter().lint(found)
    return [
        (item.rule, item.text, item.place.label) for item in report.diagnostics if item.rule[:3] not in {"STR", "RUN"}
    ]


# Pages that lie on their side.


def test_sideways_pages_are_read_as_they_are_held() -> None:
    table = ["全年执法情况统计，认真布署", "项目 数量", "合计 12"]
    assert blocks(case("sideways.pdf")) == table
    found = case("sideways-page.pdf")
    assert blocks(found) == ["青石镇2024年度法治政府建设工作报告", "全年开展检查，情况见下表。", *table]
    assert findings(found) == [("WRD001", "布署", "第2页第1行")]


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_text_may_be_turned_in_any_way(degrees: int) -> None:
    found = read("a.pdf", drawn(lines("上一页。"), turned(degrees, "第1条。", "第2条。"), lines("下一页。")))
    assert blocks(found) == ["上一页。", "第1条。", "第2条。", "下一页。"]
    assert found.place(found.text.index("第2条")).label == "第2页第2行"


def test_a_note_on_the_edge_does_not_turn_a_page() -> None:
    def edge(sheet: Canvas) -> None:
        sheet.rotate(90)
        sheet.drawString(100, -30, "装订线")

    assert blocks(read("a.pdf", drawn(both(lines("第1条规定。", "第2条规定。"), edge)))) == [
        "第1条规定。",
        "第2条规定。",
    ]


def test_a_page_that_is_turned_and_shown_turned_is_upright() -> None:
    def shown(sheet: Canvas) -> None:
        sheet.setPageRotation(90)
        turned(90, "第1条。", "第2条。")(sheet)

    assert blocks(read("a.pdf", drawn(shown))) == ["第1条。", "第2条。"]


# Hyphens.


def test_a_printed_hyphen_that_the_font_calls_soft_is_one() -> None:
    found = case("soft-hyphen.pdf")
    assert blocks(found)[1] == "贯彻《法治政府建设实施纲要（2021-2025年）》。"
    assert [item for item in findings(found) if item[0] in {"PUN010", "REF003"}] == []


@pytest.mark.parametrize("hyphen", ["-", "\xad"])
def test_hyphens_within_and_at_the_end_of_lines(hyphen: str) -> None:
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))

    def draw(sheet: Canvas) -> None:
        sheet.setFont("Vera", 12)
        sheet.drawString(100, 700, f"Covid{hyphen}19 and the well{hyphen}")
        sheet.drawString(100, 680, "known rule of law")

    assert "\n".join(blocks(read("a.pdf", drawn(draw)))).startswith("Covid-19 and the well-\n")


# Recognised text.


def test_a_text_layer_of_a_scan_is_read_and_told() -> None:
    found = case("recognised.pdf")
    assert blocks(found) == ["青石镇2024年度法治政府建设工作报告", "认真布署工作，开展检查。"]
    report = linter().lint(found)
    told = {item.rule: item for item in report.diagnostics}
    assert told["RUN001"].message.startswith("第 1 页是扫描的图，检查的是识别（OCR）出来的文字")
    assert (told["WRD001"].text, told["WRD001"].confidence) == ("布署", Confidence.MEDIUM)


def test_only_recognised_pages_are_doubted() -> None:
    scanned = both(picture, lines("全年认真布署工作。", "报告的附件。", mode=INVISIBLE), lines("收文", top=800))
    found = read("a.pdf", drawn(lines("青石镇认真布署工作。"), scanned, lines("完。")))
    assert blocks(found) == ["青石镇认真布署工作。", "收文", "全年认真布署工作。", "报告的附件。", "完。"]
    assert [(note.kind, note.pages) for note in found.notes] == [("recognised", (2,))]
    report = linter().lint(found)
    assert [(item.place.label, item.confidence) for item in report.diagnostics if item.rule == "WRD001"] == [
        ("第1页第1行", Confidence.HIGH),
        ("第2页第2行", Confidence.MEDIUM),
    ]


def test_less_certain_findings_of_recognised_pages_are_counted() -> None:
    text = "全年全年办结案件。"
    certain = linter().lint(read("a.pdf", drawn(lines(text))))
    doubted = linter().lint(read("a.pdf", drawn(both(picture, lines(text, mode=INVISIBLE)))))
    medium = [item for item in certain.diagnostics if item.confidence is Confidence.MEDIUM and item.scope == "span"]
    assert doubted.hidden == certain.hidden + len(medium)


def test_hidden_text_among_printed_text_is_not_read() -> None:
    found = read("a.pdf", drawn(both(lines("印出来的正文有一行。"), lines("藏起来", mode=INVISIBLE, top=300))))
    assert blocks(found) == ["印出来的正文有一行。"]
    assert found.notes == ()


def test_pages_that_are_pictures_are_told() -> None:
    found = read("a.pdf", drawn(lines("第一页。"), picture, picture, lines("第四页。"), lambda _: None))
    assert [(note.kind, note.pages) for note in found.notes] == [("picture", (2, 3))]
    (told,) = [item for item in linter().lint(found).diagnostics if item.rule == "RUN002"]
    assert told.message == "第 2、3 页只有图、没有文字（共 2 页），其中的内容没有检查"
    with pytest.raises(InputError, match="可能是扫描件"):
        read("a.pdf", drawn(picture))


# Bytes before and behind.

TEXT = "青石镇2024年法治政府建设年度报告\n认真布署工作。"
WHOLE = pdf(lay_out(TEXT))


@pytest.mark.parametrize(
    "data",
    [
        WHOLE + b"x" * 5000,
        WHOLE + b"\r\n<!-- served by a gateway -->\r\n" * 200,
        WHOLE + bytes(range(256)) * 40,
        b" \r\n\0" * 600 + WHOLE,
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + WHOLE,
        b"\xef\xbb\xbf" + WHOLE + b"\0" * 4096,
    ],
)  # fmt: skip
def test_bytes_around_a_file_do_no_harm(data: bytes) -> None:
    assert blocks(read("a.pdf", data)) == TEXT.split("\n")


def test_a_file_of_several_parts_that_is_cut_is_told() -> None:
    more = WHOLE + b"\n12 0 obj\n<</Length 5000>>\nstream\nBT /F1 12 Tf"
    for data in (more, more + b" " * 3000, WHOLE[:-300]):
        with pytest.raises(InputError, match="不完整"):
            read("a.pdf", data)


@pytest.mark.parametrize("data", [b" " * 5000, b"\0\r\n" * 700, b"x" * 2000 + WHOLE])
def test_what_is_no_pdf_is_told(data: bytes) -> None:
    with pytest.raises(InputError, match=r"文件是空的|不是 PDF 文件"):
        read("a.pdf", data)


# Radicals.


def test_radicals_in_a_font_are_read_as_characters() -> None:
    assert blocks(case("radicals.pdf"))[1] == "人民政府长期推进，人名政府布署。"


@pytest.mark.parametrize(
    ("radicals", "characters"),
    [
        ("⺠⻓⻅⻋⻛⻢⻚⻔⻥⻩⻬⻄", "民长见车风马页门鱼黄齐西"),
        ("⼀⼯⽅⾯⽤⼾⼈⼤⾏", "一工方面用户人大行"),
        ("\uf9e1\uf98e\ufa08\uf914", "李年行樂"),
        ("民长\u3400一\ufa0e\u2e80ＡA。", "民长\u3400一\ufa0e\u2e80ＡA。"),
    ],
)
def test_standard_forms(radicals: str, characters: str) -> None:
    assert "".join(map(standard_form, radicals)) == characters


# Contents.


def test_contents_are_no_headings() -> None:
    entries = ["一、主要举措和成效", "二、存在的问题和不足", "三、下一年度工作安排"]
    contents = "\n".join(f"{text}{'…' * (25 - len(text))}{number}" for number, text in enumerate(entries, 1))
    body = "\n".join(f"{text}\n全年认真开展检查,办结案件18件,推进法治政府建设各项工作。" for text in entries)
    title = "青石镇2024年度法治政府建设年度报告"
    report = linter().lint(read("a.pdf", pdf(lay_out(f"{title}\n目录\n{contents}\n{body}"))))
    plain = linter().lint(read("a.txt", f"{title}\n{body}".encode()))
    assert [(item.rule, item.text) for item in report.diagnostics] == [
        (item.rule, item.text) for item in plain.diagnostics
    ]
