"""Word documents of other programs, documents with tracked changes, and malicious parts."""

from __future__ import annotations

import io
import warnings
import zipfile

import pytest
from helpers import linter
from word_files import HEAD, docx, from_text, paragraph, run

from checker.formats import read, revise
from checker.formats.word.appearance import read_appearance
from checker.text.diagnostic import Edit
from checker.text.errors import InputError
from checker.text.span import Span

GOOD = from_text("青石镇推进依法行政。")
LIST = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
GONE = '<w:rPr><w:del w:id="9" w:author="甲"/></w:rPr>'


def repacked(changes: dict[str, bytes], rename: dict[str, str] | None = None) -> bytes:
    """Return the valid document with some parts replaced and some parts renamed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr((rename or {}).get(name, name), changes.get(name, source.read(name)))
    return target.getvalue()


def texts(body: str, parts: dict[str, str] | None = None) -> list[str]:
    document = read("a.docx", docx(body, parts))
    return [block.span.of(document.text) for block in document.blocks]


def deleted(text: str) -> str:
    return f'<w:del w:id="8" w:author="甲"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = f"<w:p><w:pPr>{GONE}</w:pPr>{run('推进')}</w:p><w:bookmarkStart w:id='1' w:name='x'/>{paragraph('依法行政')}"
    assert texts(body) == ["推进依法行政"]


def test_a_deleted_item_of_a_list_is_not_counted() -> None:
    body = (
        paragraph("成效", NUMBERED)
        + f"<w:p><w:pPr>{NUMBERED}{GONE}</w:pPr>{deleted('不足')}</w:p>"
        + paragraph("安排", NUMBERED)
    )
    assert texts(body, {"numbering": LIST}) == ["一、成效", "二、安排"]
    table = f"<w:tbl><w:tr><w:tc>{paragraph('格')}</w:tc></w:tr></w:tbl>"
    before_table = f"<w:p><w:pPr>{NUMBERED}{GONE}</w:pPr>{deleted('不足')}</w:p>{table}"
    assert texts(before_table, {"numbering": LIST}) == ["格"]


def test_a_deleted_cell_is_none() -> None:
    cells = f"<w:tc><w:tcPr><w:cellDel w:id='3'/></w:tcPr>{paragraph('旧')}</w:tc><w:tc>{paragraph('新')}</w:tc>"
    assert texts(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>") == ["新"]


def test_old_properties_are_neither_text_nor_style() -> None:
    old = '<w:pPrChange w:id="5" w:author="甲"><w:pPr><w:outlineLvl w:val="0"/>' + NUMBERED + "</w:pPr></w:pPrChange>"
    hid = '<w:rPrChange w:id="6" w:author="甲"><w:rPr><w:vanish/></w:rPr></w:rPrChange>'
    document = read("a.docx", docx(f"<w:p><w:pPr>{old}</w:pPr>{run('正文', hid)}</w:p>", {"numbering": LIST}))
    assert document.text == "正文\n"
    assert document.blocks[0].kind == "paragraph"


def test_a_former_section_is_not_a_page() -> None:
    was = '<w:sectPrChange w:id="5" w:author="甲"><w:sectPr><w:pgSz w:w="9999" w:h="9999"/></w:sectPr></w:sectPrChange>'
    body = f'<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/>{was}</w:sectPr></w:pPr>{run("正文")}</w:p>'
    assert [round(page.width) for page in read_appearance("a.docx", docx(body)).pages] == [210, 0]


def test_text_hidden_by_a_style_of_the_paragraph() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="藏"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="s"><w:name w:val="显"/><w:basedOn w:val="h"/>'
        '<w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
    )
    body = paragraph("公开") + paragraph("内部", '<w:pStyle w:val="h"/>') + paragraph("也公开", '<w:pStyle w:val="s"/>')
    document = read("a.docx", docx(body, {"styles": styles}))
    assert [(block.span.of(document.text), block.context) for block in document.blocks] == [
        ("公开", ()), ("也公开", ()), ("内部", ("hidden",)),
    ]  # fmt: skip


def test_a_field_with_hidden_marks_still_ends() -> None:
    mark = '<w:r><w:rPr><w:vanish/></w:rPr><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>XE</w:instrText></w:r>'
    assert texts(f"<w:p>{run('前')}{shown}{mark.format('end')}{run('后')}</w:p>") == ["前后"]


def test_spaces_are_kept_where_xml_space_says_so() -> None:
    bare = "<w:r><w:t>\n  推进\n  </w:t></w:r><w:r><w:t> </w:t></w:r><w:r><w:t/></w:r>"
    assert texts(f"<w:p>{bare}{run(' 依法 ')}{run('行政')}</w:p>") == ["推进 依法 行政"]


def test_comments_of_the_file_and_cdata_do_not_cut_a_text() -> None:
    assert texts("<w:p><w:r><w:t>推进<!-- x -->依法<![CDATA[行政]]><?x y?>。</w:t></w:r></w:p>") == ["推进依法行政。"]


def test_a_phonetic_guide_is_no_text() -> None:
    ruby = f"<w:r><w:ruby><w:rubyPr/><w:rt>{run('pì')}</w:rt><w:rubyBase>{run('辟')}</w:rubyBase></w:ruby></w:r>"
    assert texts(f"<w:p>{run('开')}{ruby}{run('新路')}</w:p>") == ["开辟新路"]


def test_symbols_breaks_and_old_drawings() -> None:
    body = (
        '<w:p><w:r><w:t>二</w:t><w:sym w:font="宋体" w:char="3007"/><w:sym w:font="Wingdings" w:char="F0FE"/>'
        '<w:softHyphen/><w:t>年</w:t><w:br w:type="page"/><w:t>下页</w:t></w:r>'
        "<w:r><mc:AlternateContent><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + paragraph("旧框")
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(body) == ["二〇年", "下页", "旧框"]


def test_notes_are_read_once_and_as_other_text() -> None:
    inside = f'<w:p>{run("保留")}<w:moveFrom w:id="4" w:author="甲">{run("移走")}</w:moveFrom>{deleted("删去")}</w:p>'
    reference = '<w:r><w:footnoteReference w:id="7"/></w:r>'
    document = read(
        "a.docx", docx(f"<w:p>{run('文')}{reference}{reference}</w:p>", {"footnotes": f'<w:footnote w:id="7">{inside}</w:footnote>'})
    )  # fmt: skip
    assert document.text == "文\n保留\n"
    assert document.labels[-1].text == "脚注1"


HOSTILE_LIST = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="{0}"><w:start w:val="{1}"/><w:numFmt w:val="{2}"/>'
    '<w:lvlText w:val="%1"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)


@pytest.mark.parametrize("level", ["0", "12", "-1", "--1", "9" * 5000, "①", ""])
@pytest.mark.parametrize("start", ["-5", "--5", "9999999999", "9" * 5000])
@pytest.mark.parametrize("form", ["upperRoman", "upperLetter", "ideographDigital", "decimal", "decimalZero"])
def test_numbers_out_of_all_bounds(level: str, start: str, form: str) -> None:
    numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="{start}"/>'
    wide = f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{start}"/></w:tcPr>{paragraph("格")}</w:tc></w:tr></w:tbl>'
    document = read(
        "a.docx", docx(paragraph("文", numbers) + wide, {"numbering": HOSTILE_LIST.format(level, start, form)})
    )
    assert len(document.text) < 50


def test_names_with_backslashes_and_absolute_ones() -> None:
    data = repacked({}, {"word/document.xml": "\\word\\document.xml", "_rels/.rels": "/_rels/.rels"})
    assert read("a.docx", data).text == "青石镇推进依法行政。\n"


def test_a_main_part_elsewhere() -> None:
    rels = read_part("_rels/.rels").replace(b'"word/document.xml"', b'"/text.xml"')
    assert read("a.docx", repacked({"_rels/.rels": rels}, {"word/document.xml": "text.xml"})).text.startswith("青石镇")


def read_part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(GOOD)) as archive:
        return archive.read(name)


def test_other_encodings() -> None:
    text = read_part("word/document.xml").decode()
    for encoding in ("utf-16", "utf-8-sig"):
        data = text.replace("UTF-8", encoding.removesuffix("-sig")).encode(encoding)
        assert read("a.docx", repacked({"word/document.xml": data})).text == "青石镇推进依法行政。\n"


TYPED = '<?xml version="1.0" encoding="{}"?>{}<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
STRICT = '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body/></w:document>'


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        (TYPED.format("UTF-16", "").encode("utf-16"), "文档类型声明"),
        (TYPED.format("UTF-8", f"<!-- {'x' * 5000} -->").encode(), "文档类型声明"),
        (b'<?xml version="1.0" encoding="none"?><x/>', "XML 有误"),
        (b"", "XML 有误"),
        (f"{HEAD}<!-- {'x' * 5000} -->{STRICT}".encode(), "严格 Open XML"),
    ],
)
def test_errors_for_invalid_parts(part: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read("a.docx", repacked({"word/document.xml": part}))


def test_the_error_for_two_parts_of_the_same_name() -> None:
    target = io.BytesIO(GOOD)
    with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("word/document.xml", b"<x/>")
    with pytest.raises(InputError, match="有两个"):
        read("a.docx", target.getvalue())


def broken(*lines: str, properties: str = "") -> str:
    """A paragraph whose lines end with Shift+Enter."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{'<w:r><w:br/></w:r>'.join(run(line) for line in lines)}</w:p>"


def test_manual_line_breaks_end_blocks_as_paragraphs_do() -> None:
    lines = ("青石镇2024年报告", "一、举措", "全年培训12次,布署到位。", "", "二、不足")
    found = read("a.docx", docx(broken(*lines) + paragraph("三、安排")))
    texts = [block.span.of(found.text) for block in found.blocks]
    assert texts == ["青石镇2024年报告", "一、举措", "全年培训12次,布署到位。", "二、不足", "三、安排"]
    place = found.place(found.text.index("布署"))
    assert (place.line, place.column, place.label) == (3, 9, "第1段第3行（一、）")
    assert found.place(found.text.index("三、")).label == "第2段（三、）"


@pytest.mark.parametrize("properties", ['<w:jc w:val="center"/>', '<w:outlineLvl w:val="0"/>'])
def test_a_title_on_two_lines_is_one(properties: str) -> None:
    assert texts(broken("青石镇人民政府", "2024年报告", properties=properties)) == ["青石镇人民政府\n2024年报告"]


def test_a_cell_is_one_block() -> None:
    assert texts(f"<w:tbl><w:tr><w:tc>{broken('办结', '18件')}</w:tc></w:tr></w:tbl>") == ["办结\n18件"]


def test_edits_of_lines_that_end_with_breaks() -> None:
    data = docx(broken("一、举措", "全年布署工作。", "二、不足"))
    found = read("a.docx", data)
    start = found.text.index("布署")
    changed = read("a.docx", revise(found, [Edit(Span(start, start + 2), "部署")]))
    assert [block.span.of(changed.text) for block in changed.blocks] == ["一、举措", "全年部署工作。", "二、不足"]


def control(content: str, mark: str = "<w:showingPlcHdr/>") -> str:
    """A content control, which shows its prompt as long as nothing is filled in."""
    return f"<w:sdt><w:sdtPr>{mark}<w:text/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


PROMPTS = {
    "a paragraph": control(paragraph("请填写单位名称")),
    "within a paragraph": f"<w:p>{run('报告机关:')}{control(run('请填写单位名称'))}{run('。')}</w:p>",
    "a cell": f"<w:tbl><w:tr>{control('<w:tc>' + paragraph('请填写单位名称') + '</w:tc>')}</w:tr></w:tbl>",
    "within a cell": f"<w:tbl><w:tr><w:tc>{control(paragraph('请填写单位名称'))}</w:tc></w:tr></w:tbl>",
    "a box": "<w:p><w:r><w:pict><v:textbox><w:txbxContent>"
    + control(paragraph("请填写单位名称"))
    + "</w:txbxContent></v:textbox></w:pict></w:r></w:p>",
}


@pytest.mark.parametrize("body", PROMPTS.values(), ids=list(PROMPTS))
def test_a_control_that_shows_its_prompt_is_told(body: str) -> None:
    document = read("a.docx", docx(paragraph("青石镇2024年报告") + body + paragraph("全年审查合同18件。")))
    assert [prompt.of(document.text) for prompt in document.prompts] == ["请填写单位名称"]
    found = [item for item in linter().lint(document).diagnostics if item.rule == "PLH007"]
    assert [(item.text, item.span) for item in found] == [("请填写单位名称", document.prompts[0])]


@pytest.mark.parametrize("mark", ["", '<w:showingPlcHdr w:val="0"/>'])
def test_a_control_that_is_filled_in(mark: str) -> None:
    document = read("a.docx", docx(control(paragraph("青石镇人民政府"), mark)))
    assert document.prompts == ()
    assert [item.rule for item in linter().lint(document).diagnostics if item.rule == "PLH007"] == []
