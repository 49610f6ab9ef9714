import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.formats.markup.markdown import read

SOURCE = """# 青石镇2024年报告

**一是：**推进`代码`建设。[链接](http://example.test)和[单位名称]。办结**件,
- 项目一
1. 第一项

| 名称 | 数量 |
|---|---|
| 调解 | 5件 |

> 引用<!-- 注 -->文字

```
不是正文
```
"""


def test_markup_is_removed_and_text_is_kept() -> None:
    found = read("a.md", SOURCE.encode())
    assert [(block.kind, block.span.of(found.text)) for block in found.blocks] == [
        ("heading", "青石镇2024年报告"),
        ("paragraph", "一是：推进代码建设。链接和[单位名称]。办结**件,"),
        ("paragraph", "项目一"),
        ("paragraph", "1. 第一项"),
        ("cell", "名称"),
        ("cell", "数量"),
        ("cell", "调解"),
        ("cell", "5件"),
        ("paragraph", "引用文字"),
    ]


def test_positions_lead_to_the_source_line() -> None:
    found = read("a.md", SOURCE.encode())
    place = found.place(found.text.index("代码"))
    assert (place.line, place.column) == (3, SOURCE.split("\n")[2].index("代码") + 1)


@given(st.text(st.sampled_from("#*_`[]()<>!|-+>1. \n\t一件《》\\&;=~\"'𠮷甲"), max_size=120))
def test_any_text_reads_and_every_character_is_the_source_s(text: str) -> None:
    source = "甲" + text
    found = read("a.md", source.encode())
    for piece in found.pieces:
        assert found.text[piece.start : piece.end] == piece.origin.of(found.source)
    assert sum(piece.end - piece.start for piece in found.pieces) <= len(source)


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("约谈3~5家次，走访10~15户。", "约谈3~5家次，走访10~15户。"),
        ("周一~周五坐班，周六~周日值班。", "周一~周五坐班，周六~周日值班。"),
        ("投入1.5~2万元，~~原计划~~增至3~4万元。", "投入1.5~2万元，原计划增至3~4万元。"),
        ("（~删去~）和**3~5**家，6~7户。", "（删去）和3~5家，6~7户。"),
    ],
)
def test_the_tilde_of_a_range_strikes_nothing_out(source: str, text: str) -> None:
    assert read("a.md", source.encode()).text.strip() == text


FOOTNOTES = (
    "调解[^1]纠纷[^注]。\n\n张三镇人民政府\n\n[^1]: 数据由司法所统计，约30余件。\n[^注]: 不含 `[^1]` 信访 数据。\n"
)


def test_footnotes_are_text_and_their_marks_are_not() -> None:
    found = read("a.md", FOOTNOTES.encode())
    texts = [(block.span.of(found.text), block.context) for block in found.blocks]
    assert texts == [
        ("调解纠纷。", ()),
        ("张三镇人民政府", ()),
        ("数据由司法所统计，约30余件。", ("note",)),
        ("不含 [^1] 信访 数据。", ("note",)),
    ]
    assert found.place(found.text.index("约30")).label == "第5行第16列"


def test_what_is_no_footnote() -> None:
    found = read("a.md", "见[^2]。\n\n[1]: http://a.b\n\n```\n[^2]: 代码\n```\n".encode())
    assert found.text.strip() == "见[^2]。"
