from __future__ import annotations

import io
import zipfile

import pytest
from paper import NAMES, lay_out, ofd, package

from checker.formats import read, revise
from checker.formats.paged import ofd as reader
from checker.formats.paged import ofd_text
from checker.text.document import Document
from checker.text.errors import InputError

TEXT = "青石镇2024年法治政府建设年度报告\n2024年,我镇扎实推进依法行政,全年审查合同18件,办理行政复议案件5件,没有被撤销的案件。\n一、主要举措"


def line(text: str, y: float = 50.0, more: str = "", x: float = 30.0) -> str:
    return f'<ofd:TextObject Size="5.6" Boundary="{x} {y} 150 8"{more}><ofd:TextCode X="0" Y="5">{text}</ofd:TextCode></ofd:TextObject>'


def blocks(found: Document) -> list[str]:
    return [block.span.of(found.text) for block in found.blocks]


def texts(data: bytes) -> list[str]:
    return blocks(read("a.ofd", data))


def test_lines_are_joined_and_labelled() -> None:
    found = read("a.ofd", ofd(lay_out(TEXT)))
    assert blocks(found) == TEXT.split("\n")
    assert found.place(found.text.index("复议")).label == "第1页第3行"
    assert found.format == "ofd"
    assert not found.writable(found.blocks[0].span)
    with pytest.raises(InputError, match="不能写回，只能检查"):
        revise(found, ())


def test_offsets_in_all_notations() -> None:
    text = '<ofd:TextObject Size="5" Boundary="30 50 150 8"><ofd:TextCode X="0" Y="5" DeltaX="g 3 5 5.5">法治政府建设</ofd:TextCode></ofd:TextObject>'
    assert texts(package({0: text})) == ["法治政府建设"]
    assert ofd_text._offsets("g 1000000000 1", 4) == [1, 1, 1, 1]
    assert ofd_text._offsets("g x y 2 nan 1e999", 9) == [2, 0, 0]
    assert ofd_text._offsets(None, 9) == []


def test_a_matrix_places_its_characters() -> None:
    enlarged = '<ofd:TextObject Size="1" CTM="5.6 0 0 5.6 0 0" Boundary="30 50 150 8"><ofd:TextCode X="0" Y="1" DeltaX="1">法治</ofd:TextCode></ofd:TextObject>'
    assert texts(package({0: enlarged + line("后", x=41.2, y=50.6)})) == ["法治后"]


def test_slanted_hidden_and_outside_text_is_ignored() -> None:
    aslant = line("水印", 80, ' CTM="0.7 0.7 -0.7 0.7 0 0"')
    hidden = line("藏", 90, ' Visible="false"')
    assert texts(package({0: line("正文。") + aslant + hidden + line("页外", 400)})) == ["正文。"]


def test_blocks_and_templates() -> None:
    document = f"""<ofd:Document {NAMES}><ofd:CommonData><ofd:TemplatePage ID="9" BaseLoc="Tpls/T.xml"/></ofd:CommonData>
    <ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>"""
    template = (
        f"<ofd:Page {NAMES}><ofd:Content><ofd:Layer>{line('青石镇文件', 20)}</ofd:Layer></ofd:Content></ofd:Page>"
    )
    content = f"""<ofd:Page {NAMES}><ofd:Template TemplateID="9"/><ofd:Content><ofd:Layer>
    <ofd:PageBlock><ofd:PageBlock>{line("正文。")}</ofd:PageBlock></ofd:PageBlock></ofd:Layer></ofd:Content></ofd:Page>"""
    data = package(
        {0: ""},
        {"Doc_0/Document.xml": document, "Doc_0/Tpls/T.xml": template, "Doc_0/Pages/Page_0/Content.xml": content},
    )
    assert texts(data) == ["青石镇文件", "正文。"]


@pytest.mark.parametrize(
    "root",
    [
        "<ofd:OFD><ofd:DocBody><ofd:DocRoot>\\Doc_0\\Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",  # undeclared prefix
        "<OFD><DocBody><DocRoot>/DOC_0/document.XML</DocRoot></DocBody></OFD>",
        '<?xml version="1.0" encoding="GB2312"?><OFD><DocBody><DocRoot> ./Doc_0/Document.xml </DocRoot></DocBody></OFD>',
    ],
)  # fmt: skip
def test_wrong_locations_are_tolerated(root: str) -> None:
    assert texts(package({0: line("正文。")}, {"OFD.xml": root})) == ["正文。"]


def test_gbk_pages() -> None:
    page = f'<?xml version="1.0" encoding="GBK"?><ofd:Page {NAMES}><ofd:Content><ofd:Layer>{line("正文的内容。")}</ofd:Layer></ofd:Content></ofd:Page>'
    assert texts(package({0: ""}, {"Doc_0/Pages/Page_0/Content.xml": page.encode("gbk")})) == ["正文的内容。"]


def archive(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as found:
        for name, content in files.items():
            found.writestr(name, content)
    return data.getvalue()


WHOLE = ofd(lay_out(TEXT))
ENTITY = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><OFD>&b;</OFD>'
OUTSIDE = '<!DOCTYPE a SYSTEM "file:///etc/passwd"><OFD/>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "文件是空的"),
        (b"%PDF-1.7", "不是 OFD 文件（内容与扩展名不符）"),
        (WHOLE[: len(WHOLE) // 2], "OFD 文件已损坏或不完整"),
        (archive(**{"word/document.xml": b"<w/>"}), "不是 OFD 文件（压缩包中没有 OFD.xml）"),
        (archive(**{"OFD.xml": b"<OFD><DocBody/></OFD>"}), "OFD 不完整（缺少 Document.xml）"),
        (archive(**{"OFD.xml": b"<OFD/>"}), "OFD 不完整（OFD.xml 中没有文档）"),
        (archive(**{"OFD.xml": b""}), "OFD 中的 ofd.xml 已损坏或加密"),
        (archive(**{"OFD.xml": b"text"}), "OFD 中的 ofd.xml 不是 XML"),
        (archive(**{"OFD.xml": ENTITY.encode()}), "OFD 中的 ofd.xml 含有实体或 DTD，不予打开"),
        (archive(**{"OFD.xml": ENTITY.encode("utf-16")}), "OFD 中的 ofd.xml 含有实体或 DTD，不予打开"),
        (archive(**{"OFD.xml": OUTSIDE.encode()}), "OFD 中的 ofd.xml 含有实体或 DTD，不予打开"),
        (archive(**{"OFD.xml": b" " * (reader.MAX_PART_BYTES + 1)}), "OFD 解压后过大，不予打开"),
        (package({0: "<ofd:PathObject/>"}), "OFD 中没有文字（可能是扫描件），需先做 OCR"),
    ],
)
def test_errors_for_unreadable_files(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read("a.ofd", data)
    assert str(caught.value) == f"a.ofd：{reason}"


@pytest.mark.parametrize("cut", range(10, len(WHOLE), 61))
def test_an_ofd_cut_or_changed_anywhere_is_an_error_or_a_document(cut: int) -> None:
    with pytest.raises(InputError):
        read("a.ofd", WHOLE[:cut])
    changed = bytearray(WHOLE)
    changed[cut] ^= 0x55
    try:
        read("a.ofd", bytes(changed))
    except InputError as error:
        told = str(error)
        assert "\n" not in told


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as less:
        less.setattr(reader, "MAX_ENTRIES", 2)
        with pytest.raises(InputError, match="文件超过 2 个"):
            read("a.ofd", WHOLE)
    with monkeypatch.context() as less:
        less.setattr(reader, "MAX_CHARACTERS", 20)
        with pytest.raises(InputError, match="超过 20 字"):
            read("a.ofd", WHOLE)
    with monkeypatch.context() as less:
        less.setattr(reader, "MAX_PAGES", 0)
        with pytest.raises(InputError, match="超过 0 页"):
            read("a.ofd", WHOLE)


def test_a_page_that_is_read_repeatedly_counts_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = '<ofd:Page BaseLoc="Pages/Page_0/Content.xml"/>' * 20
    document = f"<ofd:Document {NAMES}><ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
    data = package({0: line("正文。")}, {"Doc_0/Document.xml": document})
    monkeypatch.setattr(reader, "MAX_TOTAL_BYTES", 4_000)
    with pytest.raises(InputError, match="解压后过大"):
        read("a.ofd", data)


def test_deep_nesting_does_not_break_the_reader() -> None:
    deep = "<ofd:PageBlock>" * 5000 + line("深") + "</ofd:PageBlock>" * 5000
    with pytest.raises(InputError):
        read("a.ofd", package({0: deep}))
