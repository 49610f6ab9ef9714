from __future__ import annotations

import io
from collections import Counter
from contextlib import suppress

import pytest
from helpers import SEEDS, linter
from paper import FONT, HEIGHT, LEFT, STEP, TOP, WIDTH, Printed, lay_out, ofd, pdf
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from checker.formats import read, revise
from checker.formats.paged import pdf as reader
from checker.formats.paged import pdf_page
from checker.lint.engine import lint
from checker.lint.report import Report
from checker.project import examples
from checker.project.examples import ExampleCase
from checker.rules.rule import Example, Rule
from checker.text.document import Document
from checker.text.errors import InputError

NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))
DRAW = {"pdf": pdf, "ofd": ofd}
PAPER = {"RES005"}
"""A rule about blank lines with spaces, which leave no trace on a page."""


def canvas(data: io.BytesIO) -> Canvas:
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    return Canvas(data, pagesize=(WIDTH, HEIGHT), invariant=1)


def blocks(found: Document) -> list[str]:
    return [block.span.of(found.text) for block in found.blocks]


def told(report: Report) -> Counter[tuple[str, str]]:
    assert not report.failures
    return Counter((item.rule, "".join(item.text.split())) for item in report.diagnostics if item.rule not in PAPER)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", DRAW)
def test_the_seeds_on_paper_give_the_same_findings(name: str, kind: str) -> None:
    text = (SEEDS / name).read_text(encoding="utf-8")
    printed = DRAW[kind](lay_out(text, header="法治政府建设年度报告"))
    rules, knowledge = linter().rules, linter().knowledge
    found = lint(read(f"a.{kind}", printed), rules, knowledge)
    assert told(found) == told(lint(read(name, text.encode()), rules, knowledge))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", DRAW)
def test_the_seeds_on_paper_have_the_same_paragraphs(name: str, kind: str) -> None:
    lines = [line.strip() for line in (SEEDS / name).read_text(encoding="utf-8").split("\n") if line.strip()]
    found = blocks(read(f"a.{kind}", DRAW[kind](lay_out("\n".join(lines), header="法治政府建设年度报告"))))
    assert ["".join(block.split()) for block in found] == ["".join(line.split()) for line in lines]


RULES = linter().all_rules
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{index}")
    for rule in RULES
    for index, example in enumerate(rule.examples, 1)
    if example.format == "txt" and rule.id not in PAPER and rule.kind != "suppression"
]
RADICALS = {"PUN012"}
"""A rule about radicals, which are read from a PDF as characters."""


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_found_on_paper(rule: Rule, example: Example) -> None:
    printed = pdf(lay_out(example.text))
    found = read("example.pdf", printed)
    if rule.id in RADICALS:
        pytest.skip("radicals are read as characters")
    lines = [line.strip() for line in example.text.split("\n") if line.strip()]
    if len(found.blocks) != len(lines):
        pytest.skip("no line of the page is full, so its margin is not recognisable")
    case = ExampleCase(rule, 1, example, linter().knowledge)
    assert told(examples.lint_document(case, found)) == told(examples.run_case(case))


def test_few_examples_are_joined_wrongly() -> None:
    joined = 0
    for param in EXAMPLES:
        example = param.values[1]
        assert isinstance(example, Example)
        lines = [line for line in example.text.split("\n") if line.strip()]
        joined += len(read("example.pdf", pdf(lay_out(example.text))).blocks) != len(lines)
    assert joined <= 0.04 * len(EXAMPLES)


def test_places_are_pages_and_lines() -> None:
    text = "青石镇2024年法治政府建设年度报告\n" + "\n".join(f"全年办结第{number}件。" for number in range(1, 30))
    found = read("a.pdf", pdf(lay_out(text, header="青石镇报告")))
    place = found.place(found.text.index("第25件") + 1)
    assert (place.label, place.line, place.column) == ("第2页第5行", 29, 6)  # 22 lines, header and number on page 1
    assert blocks(found) == text.split("\n")


def test_a_finding_over_two_lines_ends_on_the_second() -> None:
    report = lint(
        read("a.pdf", pdf(lay_out("全镇" + "深入学习贯彻" * 3 + "扎实推进依法行政工作《中华人民共和国行政处罚法》的学习。"))),
        linter().rules, linter().knowledge,
    )  # fmt: skip
    assert report.document.place(report.document.text.index("处罚")).label == "第1页第2行"


def test_a_pdf_is_only_read() -> None:
    found = read("a.pdf", pdf(lay_out("全年办结案件。")))
    assert not any(found.writable(block.span) for block in found.blocks)
    with pytest.raises(InputError, match=r"^a\.pdf：\.pdf 不能写回，只能检查$"):
        revise(found, ())


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_rotated_pages_are_read_as_displayed(turned: int) -> None:
    data = io.BytesIO()
    sheet = canvas(data)
    sheet.setPageRotation(turned)
    moves = {0: (0, 0), 90: (HEIGHT, 0), 180: (WIDTH, HEIGHT), 270: (0, WIDTH)}
    sheet.translate(*moves[turned])
    sheet.rotate(turned)
    sheet.setFont(FONT, 16)
    for number in range(3):
        sheet.drawString(100, 400 - number * STEP, f"第{number}条。")
    sheet.save()
    assert blocks(read("a.pdf", data.getvalue())) == ["第0条。", "第1条。", "第2条。"]


def test_watermarks_and_what_is_outside_the_page_are_not_read() -> None:
    data = io.BytesIO()
    sheet = canvas(data)
    sheet.setFont(FONT, 16)
    sheet.drawString(100, 700, "正文。")
    sheet.drawString(WIDTH + 50, 600, "页外")
    sheet.translate(200, 300)
    sheet.rotate(45)
    sheet.drawString(0, 0, "内部资料")
    sheet.save()
    assert blocks(read("a.pdf", data.getvalue())) == ["正文。"]


def scan() -> bytes:
    data = io.BytesIO()
    sheet = canvas(data)
    sheet.rect(100, 100, 300, 500, fill=1)
    sheet.save()
    return data.getvalue()


WHOLE = pdf(lay_out("青石镇2024年法治政府建设年度报告\n全年办结案件。"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b"PK\x03\x04" + bytes(500), "不是 PDF 文件（内容与扩展名不符）"),
        ("青石镇报告".encode(), "不是 PDF 文件（内容与扩展名不符）"),
        (WHOLE[: len(WHOLE) // 2], "PDF 文件不完整（可能没有下载或复制完）"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"\n%%EOF", "PDF 文件已损坏，无法打开"),
        (scan(), "PDF 中没有文字（可能是扫描件），需先做 OCR"),
        (pdf(lay_out("全年办结案件。"), password="x"), "PDF 已加密，需要密码；请先解除密码"),
    ],
)  # fmt: skip
def test_errors_for_unreadable_files(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read("a.pdf", data)
    assert str(caught.value) == f"a.pdf：{reason}"


@pytest.mark.parametrize("cut", range(10, len(WHOLE), 97))
def test_a_pdf_cut_anywhere_is_an_error_or_a_document(cut: int) -> None:
    with pytest.raises(InputError):
        read("a.pdf", WHOLE[:cut])
    with suppress(InputError):
        read("a.pdf", WHOLE[:cut] + WHOLE[cut + 5 :])


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = pdf([Printed(page, LEFT, TOP, 16, "案件。") for page in range(5)])
    monkeypatch.setattr(reader, "MAX_PAGES", 4)
    with pytest.raises(InputError, match="超过 4 页"):
        read("a.pdf", printed)
    monkeypatch.setattr(reader, "MAX_PAGES", 5)
    monkeypatch.setattr(reader, "MAX_CHARACTERS", 10)
    with pytest.raises(InputError, match="超过 10 字"):
        read("a.pdf", printed)


def test_radicals_are_read_as_the_characters_they_stand_for() -> None:
    assert pdf_page._character(0x2F00) == "一"
    assert pdf_page._character(0x2F45) == "方"
    assert pdf_page._character(0) == "\ufffd"
    assert pdf_page._character(ord("法")) == "法"
