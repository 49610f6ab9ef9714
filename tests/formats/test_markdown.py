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
