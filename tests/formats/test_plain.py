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
