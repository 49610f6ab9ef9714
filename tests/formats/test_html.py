import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.formats.markup.html import read

PAGE = """<html><head><meta charset="utf-8"><title>标题</title><style>p{}</style></head>
<body><div class="nav"><a>首页</a> &gt; <a>政务公开</a></div>
<div id="zoom" class="TRS_Editor"><h1>青石镇报告</h1><p>全年办<b>结</b>5<span>@件</span>
   案件&nbsp;&lt;完&gt;。<p>第二段</p><script>var a = "<p>不是文字";</script>
<p style="display:none">藏起来的</p>
<table><tr><td>索引号<td>001<tr><td>甲</td><td>乙</td></tr></table></div></body></html>"""


def blocks(page: str) -> list[tuple[str, str, int]]:
    found = read("a.html", page.encode())
    return [(block.kind, block.span.of(found.text), block.level) for block in found.blocks]


def test_blocks_are_what_a_reader_sees() -> None:
    assert blocks(PAGE) == [
        ("paragraph", "首页 > 政务公开", 0),
        ("heading", "青石镇报告", 1),
        ("paragraph", "全年办结5@件案件\xa0<完>。", 0),
        ("paragraph", "第二段", 0),
        ("cell", "索引号", 0),
        ("cell", "001", 0),
        ("cell", "甲", 0),
        ("cell", "乙", 0),
    ]


def test_cells_know_their_row_and_column() -> None:
    found = read("a.html", PAGE.encode())
    cells = [(block.table, block.row, block.column) for block in found.blocks if block.kind == "cell"]
    assert cells == [(1, 1, 1), (1, 1, 2), (1, 2, 1), (1, 2, 2)]


def test_a_finding_cut_by_tags_leads_back_to_its_source() -> None:
    found = read("a.html", PAGE.encode())
    start = found.text.index("结5@件")
    span = found.source_span(type(found.blocks[0].span)(start, start + 4))
    assert span.of(found.source) == "结</b>5<span>@件"
    assert found.source_lines.position(span.start) == (3, PAGE.split("\n")[2].index("结") + 1)


def test_context_has_the_names_of_open_elements() -> None:
    found = read("a.html", PAGE.encode())
    assert found.blocks[0].context == (".nav",)
    assert found.blocks[2].context == ("#zoom", ".trs_editor")


@pytest.mark.parametrize("edge", ["header", "footer"])
def test_what_is_printed_above_and_below_pages_is_not_the_report(edge: str) -> None:
    found = read("a.html", f"<div title='{edge}'><p>— 1 —</p></div><p title='{edge}s'>正文</p>".encode())
    assert [block.context for block in found.blocks] == [(edge,), ()]


def test_no_block_without_text_and_no_crash_on_tag_soup() -> None:
    assert blocks("<p></p><div> \n </div><p>字</b></i></p></table>") == [("paragraph", "字", 0)]


PIECES = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            "<td>",
            "<br>",
            "&amp;",
            "&#x6cd5;",
            "&nope;",
            "<!-- x -->",
            "\n  ",
            "法治",
            "<script>x</script>",
            "<",
            "&",
            "'",
            '<a href="x>y">',
        ]
    )
    | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=5),
    max_size=30,
)


@given(PIECES)
def test_every_character_is_the_one_in_the_source(pieces: list[str]) -> None:
    source = "".join(pieces).replace("\r", "").replace("\ufeff", "")
    data = ("甲" + source).encode("utf-8", "replace")
    found = read("a.html", data)
    for piece in found.pieces:
        if piece.verbatim:
            assert found.text[piece.start : piece.end] == piece.origin.of(found.source)
    for block in found.blocks:
        assert block.span.of(found.text).strip() == block.span.of(found.text) != ""
        found.place(block.span.start)
        found.place(block.span.end, end=True)


@pytest.mark.parametrize(
    "page",
    [
        "<pre>一、举措\n坚持培训。\r\n\n二、不足</pre>",
        "<div style='white-space: pre-wrap'>一、举措\n坚持培训。\n二、不足</div>",
        "<div style='color:red;white-space:pre-line'><p>一、举措\n坚持<b>培训</b>。\n二、不足\n</p></div>",
        "<div><span style='display:block'>一、举措</span><span style='display:block'>坚持培训。</span>二、不足</div>",
        "<a style='DISPLAY : flex'>一、举措</a>坚持培训。<em style='display:list-item'>二、不足</em>",
    ],
)
def test_lines_that_a_browser_shows_are_blocks(page: str) -> None:
    found = read("a.html", page.encode())
    assert [block.span.of(found.text) for block in found.blocks] == ["一、举措", "坚持培训。", "二、不足"]


def test_line_ends_that_a_browser_does_not_show_are_none() -> None:
    page = "<div style='white-space:pre'><p style='white-space:normal'>坚持\n培训</p></div><span>和</span>\n<i>检查</i>"
    found = read("a.html", page.encode())
    assert [block.span.of(found.text) for block in found.blocks] == ["坚持培训", "和检查"]


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<p>升级WPS\nOffice 软件</p>", "升级WPS Office 软件"),
        ("<p>坚持\n培训，共\r\n12 件\n次</p>", "坚持培训，共12 件次"),
        ("<p>建设<b>\nAPP</b>\n  平台</p>", "建设APP平台"),
        ("<p>a<i>\nb</i>\n\tc\n&amp;\n1\n\n2</p>", "a b c&1 2"),
        ("<p>a\n</p><p>\nb</p>", "a\nb"),
    ],
)
def test_a_line_end_of_the_source_is_a_space_between_latin_words(page: str, text: str) -> None:
    found = read("a.html", page.encode())
    assert found.text == text + "\n"


@pytest.mark.parametrize(
    "hidden",
    [
        "<p hidden>旧稿</p>",
        "<p hidden=''><b>旧稿</b>&nbsp;</p>",
        "<p style='visibility:hidden'>旧稿</p>",
        "<div style='visibility: collapse;color:red'><p>旧稿</p></div>",
        "<span style='display:none;visibility:visible'>旧稿</span>",
        "<div style='display:none'><p style='visibility:visible'>旧稿</p></div>",
    ],
)
def test_what_a_browser_does_not_show_is_no_text(hidden: str) -> None:
    found = read("a.html", f"<p>前</p>{hidden}<p>后</p>".encode())
    assert [block.span.of(found.text) for block in found.blocks] == ["前", "后"]


@pytest.mark.parametrize(
    "shown",
    [
        "<div style='visibility:hidden'>旧<p style='visibility:visible'>稿</p></div>",
        "<p hidden style='display:block'>稿</p>",
        "<p class='hidden' data-hidden='1' aria-hidden='true'>稿</p>",
    ],
)
def test_what_a_browser_shows_all_the_same(shown: str) -> None:
    found = read("a.html", f"<p>前</p>{shown}<p>后</p>".encode())
    assert [block.span.of(found.text) for block in found.blocks] == ["前", "稿", "后"]
