import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.formats import read
from checker.text.errors import InputError


def test_lines_are_blocks_without_their_indent() -> None:
    found = read("a.txt", "\u3000\u3000一、标题 \r\n\r\n  正文。\n".encode())
    assert [block.span.of(found.text) for block in found.blocks] == ["一、标题", "正文。"]
    assert found.place(found.blocks[1].span.start).label == "第3行第3列"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\r\n\t"), min_size=1))
def test_the_text_is_the_source(text: str) -> None:
    try:
        found = read("a.txt", text.encode())
    except InputError:
        return
    assert found.text == text.removeprefix("\ufeff")
    assert found.writable(found.blocks[0].span)


@pytest.mark.parametrize("mark", ["\v", "\u2028", "\u2029", "\u0085"])
def test_manual_line_breaks_end_lines(mark: str) -> None:
    lines = ["青石镇2024年报告", "一、举措和成效", "全年培训12次。", "二、不足"]
    found = read("a.txt", mark.join(lines).encode())
    assert [block.span.of(found.text) for block in found.blocks] == lines
    assert found.folded.count("\n") == 3
    assert found.place(found.text.index("二")).label == "第1行第29列"


@pytest.mark.parametrize("mark", ["\v", "\u2028", "\u0085"])
def test_a_stray_one_within_a_sentence_ends_none(mark: str) -> None:
    found = read("a.txt", f"全年开展{mark}检查十二次,成效明显。\n二、不足\n".encode())
    assert [block.span.of(found.text) for block in found.blocks] == [f"全年开展{mark}检查十二次,成效明显。", "二、不足"]


def test_a_form_feed_ends_a_page_and_so_a_line() -> None:
    found = read("a.txt", "全年开展检查\f十二次。".encode())
    assert [block.span.of(found.text) for block in found.blocks] == ["全年开展检查", "十二次。"]
