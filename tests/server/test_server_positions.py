"""Positions, changes and text edits of arbitrary texts."""

from __future__ import annotations

import pytest
from editor import apply_lsp_edits
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from checker.formats import apply_edits
from checker.server.actions import text_edits
from checker.server.positions import Encoding, Positions, apply_change, replace_surrogates
from checker.text.span import Span

ENCODINGS = list(types.PositionEncodingKind)
TEXTS = st.text(st.sampled_from("帐户𠮷aé、\r\n\t\u2028\u0085"), max_size=30)


@pytest.mark.parametrize(
    ("encoding", "column"),
    [("utf-8", 4 + 3 + 2), ("utf-16", 2 + 1 + 1), ("utf-32", 3), ("", 2 + 1 + 1)],
)
def test_a_rare_character_counts_as_the_encoding_has_it(encoding: str, column: int) -> None:
    positions = Positions("\r\n\r𠮷村é户", encoding)
    assert positions.position(6) == types.Position(2, column)
    assert positions.offset(types.Position(2, column)) == 6


def test_what_is_outside_is_taken_for_the_end() -> None:
    positions = Positions("𠮷村\r\n户", "utf-16")
    assert positions.offset(types.Position(0, 99)) == 2
    assert positions.offset(types.Position(1, 99)) == 5
    assert positions.offset(types.Position(9, 0)) == 5
    assert positions.offset(types.Position(0, 1)) == 0  # in the middle of a character
    turned = types.Range(types.Position(1, 1), types.Position(0, 2))
    assert positions.span(turned) == Span(1, 5)


@given(TEXTS, st.sampled_from(ENCODINGS))
def test_a_position_is_where_it_came_from(text: str, encoding: Encoding) -> None:
    positions = Positions(text, encoding)
    for offset in range(len(text) + 1):
        if text[offset - 1 : offset + 1] != "\r\n":  # no editor puts a cursor there
            assert positions.offset(positions.position(offset)) == offset


@given(TEXTS, TEXTS, st.data())
def test_a_change_is_made_as_the_editor_makes_it(text: str, new: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    positions = Positions(text, "utf-16")
    where = positions.range(Span(start, end))
    ends = [{"line": one.line, "character": one.character} for one in (where.start, where.end)]
    if "\r\n" not in (text[start - 1 : start + 1], text[end - 1 : end + 1]):
        after = apply_change(text, types.TextDocumentContentChangePartial(where, new), "utf-16")
        assert after == text[:start] + new + text[end:]
        assert after == apply_lsp_edits(text, [{"range": {"start": ends[0], "end": ends[1]}, "newText": new}])


@given(TEXTS, TEXTS)
def test_differences_make_one_text_of_the_other(before: str, after: str) -> None:
    assert apply_edits(before, text_edits(before, after)) == after


def test_differences_are_no_larger_than_need_be() -> None:
    before = "检查、等12次。\r\n走访、等6家。\r\n其余。\r\n"
    assert [(edit.span, edit.text) for edit in text_edits(before, before.replace("、等", "等"))] == [
        (Span(2, 3), ""), (Span(12, 13), "")
    ]  # fmt: skip


def test_halves_of_pairs_are_replaced() -> None:
    assert replace_surrogates("a\ud842b\udfb7𠮷") == "a\ufffdb\ufffd𠮷"
