"""Faults of quotation marks and brackets around any text."""

from __future__ import annotations

import pytest
from helpers import document, findings, report
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.marks.pairs import Fault, read_marks
from checker.text.span import Span

PAIRS = ("“”", "‘’", "()")
PLAIN = st.text(st.sampled_from("法治政府建设,。;12"), min_size=1, max_size=6)


def faults(text: str) -> list[tuple[str, Span]]:
    read = document(text)
    return [(fault.fault.value, fault.span) for fault in read_marks(read.folded, read.blocks, PAIRS, ())]


quoted = st.recursive(
    PLAIN,
    lambda inner: (
        st.builds(lambda before, text, after: f"{before}({text}){after}", PLAIN, inner, PLAIN)
        | st.builds(lambda before, text: f"{before}“{text.replace('“', '').replace('”', '')}”", PLAIN, inner)
    ),
    max_leaves=5,
)


@given(st.lists(quoted, min_size=1, max_size=4))
def test_what_is_paired_has_no_fault(parts: list[str]) -> None:
    text = "".join(parts)
    assert [fault for fault in faults(text) if fault[0] != Fault.NESTED.value] == []


@given(st.lists(quoted, min_size=1, max_size=4), st.data())
def test_a_lost_mark_is_missed_in_its_paragraph(parts: list[str], data: st.DataObject) -> None:
    text = "".join(parts)
    marks = [index for index, character in enumerate(text) if character in "“”()"]
    if not marks:
        return
    lost = data.draw(st.sampled_from(marks))
    broken = text[:lost] + text[lost + 1 :]
    found = faults(broken)
    assert found
    assert all(broken[span.start] in "“”()" and len(span) == 1 for _, span in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("打造”法治驿站“品牌", [("reversed", 2), ("reversed", 7)]),
        ("打造“法治驿站“品牌", [("reversed", 7)]),
        ("打造”法治驿站”品牌", [("reversed", 2)]),
        ("召开李青山”学术研讨会", [("unopened", 5)]),
        ("打造“枫桥经验升级版", [("unclosed", 2)]),
        ("李青山”研讨会召开。会后打造“品牌", [("unopened", 3), ("unclosed", 14)]),
        ("开展“争做“标兵”先行”活动", [("nested", 5)]),
        ("审查合同(含补充协议358件", [("unclosed", 4)]),
        ("他说:“第一段。\n“第二段。\n“第三段。”", []),
        ("他说:“第一段。\n第二段。”", []),
        ("打造“枫桥经验升级版。\n建成“法治驿站”。\n", [("unclosed", 2)]),
        ("全镇（含社区)共12个", []),
    ],
)
def test_faults_and_places(text: str, expected: list[tuple[str, int]]) -> None:
    assert [(name, span.start) for name, span in faults(text)] == expected


def test_ordinals_are_no_brackets() -> None:
    text = "1)审查合同358件。\n2）开展培训12场。\na)重点区域。\n一)组织领导。\n(十一)落实责任,其中:1)检查;2)整改。\n"
    assert findings(text, "unpaired-bracket") == []


def test_the_message_says_where_the_partner_belongs() -> None:
    (found,) = report("成功召开红色法学家李青山”学术研讨会,成立研究院。\n", "unpaired-quotation-mark").diagnostics
    assert found.message == "后引号没有前引号：“成功召开红色法学家李青山”之前或其中疑漏前引号"
    assert (found.text, found.place.column) == ("”", 13)
