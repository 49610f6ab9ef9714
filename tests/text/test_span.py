import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.text.span import LineIndex, Span, SpanSet, occurrences

TEXTS = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("\r\n,一𠮷"), max_size=200)


@given(TEXTS, st.data())
def test_offset_and_position_are_inverse(text: str, data: st.DataObject) -> None:
    index = LineIndex(text)
    offset = data.draw(st.integers(0, len(text)))
    assert index.offset(*index.position(offset)) == offset


@given(TEXTS)
def test_lines_are_those_of_universal_newlines(text: str) -> None:
    index = LineIndex(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [index.line_span(number).of(text) for number in range(1, len(lines) + 1)] == lines


def test_position_counts_code_points_and_lsp_counts_utf16() -> None:
    index = LineIndex("一\n𠮷字")
    assert index.position(3) == (2, 2)
    assert index.utf16_column(3) == 2


def test_a_span_is_half_open() -> None:
    span = Span(1, 3)
    assert span.of("甲乙丙丁") == "乙丙"
    assert not span.overlaps(Span(3, 4))
    assert Span(2, 3) in span
    with pytest.raises(ValueError, match="not a span"):
        Span(3, 1)


FEW = st.integers(0, 12)
SPANS = st.tuples(FEW, FEW).map(lambda ends: Span(min(ends), max(ends)))


@given(st.lists(SPANS, max_size=8), SPANS)
def test_a_span_set_answers_like_its_members(spans: list[Span], query: Span) -> None:
    span_set = SpanSet(spans)
    assert span_set.contains(query) == any(query in span for span in spans)
    assert span_set.overlaps(query) == any(query.overlaps(span) for span in spans)


@given(st.text("甲乙", max_size=10), st.text("甲乙", min_size=1, max_size=3), FEW, FEW)
def test_all_occurrences_are_found(text: str, substring: str, start: int, end: int) -> None:
    last = min(end, len(text)) - len(substring)
    expected = [offset for offset in range(start, last + 1) if text.startswith(substring, offset)]
    assert list(occurrences(text, substring, start, end)) == expected
