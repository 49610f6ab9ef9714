"""Packed strings, and the word lists that are stored in them."""

from __future__ import annotations

import marshal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.cache.packed_strings import PackedStrings, pack_strings
from checker.knowledge.word_lists import _pack, _rows, inline_word_list
from checker.text.errors import RulesetError

TEXTS = st.lists(st.text(max_size=5), max_size=9)


@given(TEXTS, st.slices(9))
@example([], slice(None))
@example(["", "甲", "", "𠮷\ud800"], slice(None, None, -1))
def test_strings_are_unpacked_as_they_were_packed(texts: list[str], part: slice) -> None:
    shelf = PackedStrings(marshal.loads(marshal.dumps(pack_strings(texts))))
    assert (list(shelf), len(shelf), shelf[part]) == (texts, len(texts), texts[part])
    assert [shelf[-number] for number in range(1, len(texts) + 1)] == texts[::-1]
    for beyond in (len(texts), -len(texts) - 1):
        with pytest.raises(IndexError):
            shelf[beyond]


def test_own_wordings_are_found_verbatim() -> None:
    words = (("镇政俯", "镇政府|街道"), ("甲\n乙", "丙"), ("甲乙", "丙\x1f丁"), ("局机关", "机关"))
    found = inline_word_list(words)
    assert [(one.wrong, one.rights, one.confirm, one.table) for one in found.tables["own"]] == [
        ("镇政俯", ("镇政府|街道",), True, "own"),
        ("局机关", ("机关",), True, "own"),
    ]
    told = [(one.wrong, span.start) for one, span in found.occurrences("镇政俯和局机关、镇政俯")]
    assert sorted(told) == [("局机关", 4), ("镇政俯", 0), ("镇政俯", 8)]
    assert inline_word_list(()).tables == {"own": []}


@pytest.mark.parametrize("sign", ["\n", "\x1f", "\x1e"])
def test_a_cell_with_a_line_break_is_an_error(sign: str) -> None:
    text = f'wrong,right,guard,confirm,since,note\n甲乙,丙|丁,,,,\n"甲{sign}丙",丁,,,,\n'
    with pytest.raises(RulesetError, match=r"a.csv:3:各列不能有换行"):
        _pack(_rows(text, "a.csv"))
