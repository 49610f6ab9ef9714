"""Word documents: their text, the numbers that Word displays, the labels of places."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from command import fazhi
from helpers import SEEDS, linter
from hypothesis import given
from hypothesis import strategies as st
from word_files import HEAD, docx, from_text, paragraph, run

from checker.formats import read
from checker.formats.word.numbering import chinese, format_number
from checker.text.document import Document
from checker.text.errors import InputError

XML_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"], exclude_characters="￾￿"),
    max_size=20,
)


def text_of(body: str, parts: dict[str, str] | None = None) -> str:
    return read("a.docx", docx(body, parts)).text


@given(
    st.lists(XML_TEXT, min_size=1, max_size=6).filter(lambda lines: any(line.strip() for line in lines)), st.booleans()
)
def test_every_character_comes_back(lines: list[str], cut: bool) -> None:  # noqa: FBT001
    document = read("a.docx", from_text("\n".join(lines), cut=cut))
    assert [block.span.of(document.text) for block in document.blocks] == [
        line.strip() for line in lines if line.strip()
    ]
    for piece in document.pieces:
        assert 0 <= piece.start < piece.end <= len(document.text)
    starts = [label.start for label in document.labels]
    assert starts == sorted(starts)


@pytest.mark.parametrize("cut", [False, True])
def test_a_report_reads_as_its_text(cut: bool) -> None:  # noqa: FBT001
    for path in sorted(SEEDS.glob("*.txt")):
        source = path.read_text(encoding="utf-8")
        document = read("a.docx", from_text(source, cut=cut))
        plain = read("a.txt", source.encode())
        assert [b.span.of(document.text) for b in document.blocks] == [b.span.of(plain.text) for b in plain.blocks]


def test_deleted_text_is_none_and_inserted_text_is() -> None:
    body = (
        f'<w:p>{run("审查合同")}<w:del w:id="1" w:author="甲"><w:r><w:delText>12</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" w:author="甲">{run("18")}</w:ins>{run("件。")}</w:p>'
        f'<w:p><w:moveFrom w:id="3" w:author="甲">{run("原处")}</w:moveFrom><w:moveTo w:id="4" w:author="甲">{run("新处")}</w:moveTo></w:p>'
    )
    assert text_of(body) == "审查合同18件。\n新处\n"


def test_codes_of_fields_are_none_and_their_results_are() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF _x </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("8")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = (
        f'<w:hyperlink w:anchor="x">{run("网页")}</w:hyperlink><w:fldSimple w:instr="DATE">{run("今天")}</w:fldSimple>'
    )
    equation = "<m:oMath><m:r><m:t>1+1</m:t></m:r></m:oMath>"
    assert text_of(f"<w:p>{run('见第')}{field}{run('页,')}{link}{equation}</w:p>") == "见第8页,网页今天1+1\n"


def test_a_text_box_is_read_once_and_behind_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph('框内文字')}</w:txbxContent>"
    both = (
        f'<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    document = read("a.docx", docx(f"<w:p>{run('前')}<w:r>{both}</w:r>{run('后')}</w:p>{paragraph('下一段')}"))
    assert document.text == "前后\n框内文字\n下一段\n"
    assert [label.text for label in document.labels] == ["第1段", "文本框（第1段）", "第2段"]


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    notes = f'<w:footnote w:id="0" w:type="separator">{paragraph("分隔")}</w:footnote><w:footnote w:id="2">{paragraph("数据截至12月。")}</w:footnote>'
    body = f'<w:p>{run("共12件")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("。")}</w:p>{paragraph("下一段")}'
    document = read("a.docx", docx(body, {"footnotes": notes}))
    assert document.text == "共12件。\n数据截至12月。\n下一段\n"
    assert [label.text for label in document.labels] == ["第1段", "脚注1", "第2段"]


def test_hidden_text_is_in_blocks_of_its_own() -> None:
    body = f"<w:p>{run('公开')}{run('内部意见', '<w:vanish/>')}{run('文字')}</w:p>"
    document = read("a.docx", docx(body))
    assert document.text == "公开文字\n内部意见\n"
    assert [block.context for block in document.blocks] == [(), ("hidden",)]


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc>{properties}{inside}</w:tc>"


def test_cells_know_their_place_in_nested_tables() -> None:
    inner = f"<w:tbl><w:tr>{cell(paragraph('内'))}</w:tr></w:tbl>"
    wide = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    table = (
        f"<w:tbl><w:tr>{cell(paragraph('宽'), wide)}{cell(paragraph('三'))}</w:tr>"
        f"<w:tr>{cell(inner + paragraph('外'))}{cell(paragraph('二'))}</w:tr></w:tbl>"
    )
    document = read("a.docx", docx(paragraph("表前") + table + paragraph("表后")))
    assert [(block.span.of(document.text), block.table, block.row, block.column) for block in document.blocks] == [
        ("表前", 0, 0, 0), ("宽", 1, 1, 1), ("三", 1, 1, 3), ("内", 2, 1, 1), ("外", 1, 2, 1), ("二", 1, 2, 2), ("表后", 0, 0, 0),
    ]  # fmt: skip
    assert [label.text for label in document.labels][1:3] == ["表1 第1行 第1列", "表1 第1行 第3列"]
    assert document.labels[-1].text == "第2段"


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/><w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="space"/><w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="·"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
)


def numbered(text: str, level: int, number: int = 1) -> str:
    return paragraph(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def test_numbers_are_counted_as_word_does() -> None:
    body = "".join(
        (
            numbered("成效", 0), numbered("学习", 1), numbered("执法", 1), numbered("公示", 2), numbered("记录", 2), numbered("要点", 3),
            numbered("不足", 0), numbered("力量", 1), paragraph("正文"), numbered("安排", 0), numbered("另起", 0, 2), numbered("续", 0, 2),
        )
    )  # fmt: skip
    document = read("a.docx", docx(body, {"numbering": NUMBERING}))
    assert document.text.split("\n")[:-1] == [
        "一、成效", "（一）学习", "（二）执法", "1. 公示", "2. 记录", "要点", "二、不足", "（一）力量", "正文", "三、安排", "五、另起", "六、续",
    ]  # fmt: skip
    assert [label.text for label in document.labels][:5] == [
        "第1段（一、）", "第2段（一、（一））", "第3段（一、（二））", "第4段（一、（二）1.）", "第5段（一、（二）2.）",
    ]  # fmt: skip
    assert not document.writable(document.blocks[0].span)


def test_numbering_and_headings_from_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '<w:outlineLvl w:val="0"/></w:pPr></w:style><w:style w:type="paragraph" w:styleId="a2"><w:name w:val="我的标题"/><w:basedOn w:val="a1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="t1"><w:name w:val="toc 1"/></w:style>'
    )
    body = (
        paragraph("目录一行", '<w:pStyle w:val="t1"/>') + paragraph("成效", '<w:pStyle w:val="a2"/>')
        + paragraph("不编号", '<w:pStyle w:val="a1"/><w:numPr><w:numId w:val="0"/></w:numPr>') + paragraph("正文")
    )  # fmt: skip
    document = read("a.docx", docx(body, {"styles": styles, "numbering": NUMBERING}))
    assert [(block.span.of(document.text), block.kind, block.level) for block in document.blocks] == [
        ("一、成效", "heading", 1), ("不编号", "heading", 1), ("正文", "paragraph", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (12, "chineseCounting", "十二"), (20, "chineseCounting", "二十"), (103, "chineseCounting", "一百零三"), (10, "decimalEnclosedCircle", "⑩"),
        (24, "ideographDigital", "二四"), (14, "lowerRoman", "xiv"), (28, "upperLetter", "BB"), (3, "decimalZero", "03"), (5, "decimalFullWidth", "５"),
        (11, "ideographTraditional", "甲"), (7, "unheardOf", "7"),
    ],
)  # fmt: skip
def test_forms_of_numbers(number: int, form: str, expected: str) -> None:
    assert format_number(number, form) == expected


@given(st.integers(1, 9999))
def test_han_numerals_read_back(number: int) -> None:
    from checker.facts.numerals import chinese_to_int

    if number < 1000:
        assert chinese_to_int(chinese(number).replace("零", "")) == number or number % 100 < 10


def lines(document: Document, *names: str) -> list[tuple[str, str, str]]:
    found = linter().lint(document).diagnostics
    return [(item.rule, item.text, item.place.label) for item in found if not names or item.name in names]


def test_labels_of_places() -> None:
    body = (
        paragraph("青石镇2024年法治政府建设年度报告")
        + paragraph("一、主要举措和成效")
        + paragraph("(一)化解矛盾")
        + paragraph("全年成功调处矛盾纠纷@件。")
    )
    document = read("a.docx", docx(body))
    assert ("PLH001", "@件", "第4段（一、(一)）") in lines(document)
    (found,) = [item for item in linter().lint(document).diagnostics if item.rule == "PLH001"]
    assert (found.place.line, found.place.column, found.end_place.column) == (4, 11, 13)


def zipped(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


GOOD = from_text("青石镇推进依法行政。")
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document xmlns:w="x">&b;</w:document>'
DEEP = (
    HEAD.encode()
    + b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    + b"<w:p>" * 10_000
)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (GOOD[: len(GOOD) // 2], "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版 .doc 或加了密码"),
        ("青石镇推进依法行政。".encode(), "扩展名与内容不符"),
        (zipped({"a.txt": b"x"}), "压缩包里没有正文"),
        (zipped({"word/document.xml": b"0" * (65 * 2**20)}), "展开后过大"),
        (zipped({f"word/{number}.xml": b"" for number in range(4001)}), "展开后过大"),
        (zipped({"word/document.xml": b"<x>" + b"<p/>" * 4_000_000 + b"</x>"}), "展开后过大"),
        (zipped({"word/document.xml": ENTITIES}), "文档类型声明"),
        (zipped({"word/document.xml": DEEP}), "XML 有误"),
        (zipped({"word/document.xml": HEAD.encode() + b"<w:document"}), "XML 有误"),
        (from_text(""), "没有文字"),
    ],
)
def test_errors_for_hostile_files(data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read("a.docx", data)


def test_the_other_files_are_still_checked(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(GOOD[:100])
    (tmp_path / "b.docx").write_bytes(from_text("云岭镇会议纪要\n全年成功调处矛盾纠纷@件。"))
    result = fazhi("check", "--output-format", "concise", ".", cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.decode().splitlines() == ["fazhi: ./a.docx：.docx 已损坏（BadZipFile）"]
    assert "./b.docx:2:11: error PLH001" in result.stdout.decode()


def listed(form: str, text: str, *items: str) -> Document:
    """A document with a list whose numbers Word computes."""
    levels = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    properties = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return read("a.docx", docx("".join(paragraph(item, properties) for item in items), {"numbering": numbering}))


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("chineseLegalSimplified", "壹贰叁肆"), ("ideographLegalTraditional", "壹貳參肆"),
        ("decimalEnclosedParen", "⑴⑵⑶⑷"), ("decimalEnclosedFullstop", "⒈⒉⒊⒋"),
        ("ideographEnclosedCircle", "㊀㊁㊂㊃"), ("decimalFullWidth2", "１２３４"), ("ideographTraditional", "甲乙丙丁"),
    ],
)  # fmt: skip
def test_forms_of_numbers_in_lists(form: str, numbers: str) -> None:
    found = listed(form, "%1、", *"春夏秋冬")
    assert [block.span.of(found.text)[0] for block in found.blocks] == list(numbers)


@pytest.mark.parametrize(
    ("number", "form", "expected"),
    [
        (10, "chineseLegalSimplified", "壹拾"), (12, "chineseLegalSimplified", "壹拾贰"), (103, "chineseLegalSimplified", "壹佰零叁"),
        (20, "decimalEnclosedParen", "⒇"), (21, "decimalEnclosedParen", "21"), (20, "decimalEnclosedFullstop", "⒛"),
        (10, "ideographEnclosedCircle", "㊉"), (11, "ideographEnclosedCircle", "11"), (13, "ideographZodiacTraditional", "丙子"),
        (3, "numberInDash", "- 3 -"), (26, "hex", "1A"),
    ],
)  # fmt: skip
def test_larger_numbers_in_lists(number: int, form: str, expected: str) -> None:
    assert format_number(number, form) == expected


MARKS = (
    "一是抓学习，二是抓落实，三是抓检查，四是抓整改；以上各项，均已完成：学习12次，检查6次，提高（明显），群众满意。"
)


def test_the_marks_of_computed_numbers_are_not_the_writers() -> None:
    document = listed("chineseCounting", "(%1)", MARKS, MARKS, MARKS)
    assert [block.written.of(document.text)[:2] for block in document.blocks] == ["一是"] * 3
    assert [item for item in linter().lint(document).diagnostics if item.rule in {"PUN001", "PUN002", "PUN003"}] == []


def test_the_same_marks_that_are_typed_are_the_writers() -> None:
    document = read("a.docx", from_text("\n".join(f"({number}){MARKS}" for number in "一二三")))
    assert "PUN002" in {item.rule for item in linter().lint(document).diagnostics}


def test_a_bracket_of_a_computed_number_needs_no_partner() -> None:
    document = listed("decimal", "第%1条)", "审查合同(含补充协议)358件。", "指导村(社区)12个。")
    assert [item.text for item in linter().lint(document).diagnostics if item.rule == "PUN006"] == []
