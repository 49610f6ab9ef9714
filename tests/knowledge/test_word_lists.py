"""Word lists: a rule's own, and cells that cannot be stored."""

from __future__ import annotations

import pytest

from checker.knowledge.word_lists import _pack, _rows, inline_word_list
from checker.text.errors import RulesetError


def test_own_wordings_are_found_verbatim() -> None:
    words = (("镇政俯", "镇政府|街道"), ("甲\n乙", "丙"), ("甲乙", "丙\x1f丁"), ("局机关", "机关"))
    found = inline_word_list(words)
    assert [(one.wrong, one.rights, one.confirm, one.table) for one in found.tables["own"]] == [
        ("镇政俯", ("镇政府", "街道"), True, "own"),
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
