"""What restates what: the substance of clauses and sentences, and its pieces."""

from __future__ import annotations

import pytest

from checker.facts.copies.restating import alike, restates, stated, with_the_same_figures
from checker.facts.sentences import sentences_in
from checker.text.span import Span

EMPTY = ("情况", "作出", "对", "的", "该", "够", "并")


def of(text: str) -> str:
    return stated(text, Span(0, len(text)), EMPTY).substance


@pytest.mark.parametrize(
    ("text", "substance"),
    [
        ("把《党政主要负责人履行职责规定》列入清单。", "把规定列入清单"),
        ("把该规定列入清单", "把规定列入清单"),
        ("宣传《实施纲要(2021—2025年)》,", "宣传纲要"),
        ("并对班子成员的述法情况逐一作出点评,", "班子成员述法逐一点评"),
        ("审查合同12.5份、占3%。", "审查合同12.5份占3%"),
    ],
)
def test_the_substance_is_what_carries_a_fact(text: str, substance: str) -> None:
    assert of(text) == substance


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("政策解读不及时", "对政策的解读不够及时", True),
        ("班子成员述法报告逐一点评", "对班子成员的述法情况逐一作出点评", True),
        ("加强事前监督", "加强事后监督", False),
        ("办理案件12件", "办理案件13件", False),
        ("健全制度", "健全行政执法监督制度", False),
        ("《国家公园法》施行", "《网络安全法》施行", False),
        ("举行第三次会议", "举行第二次会议", False),
    ],
)
def test_one_restates_the_other(first: str, second: str, expected: bool) -> None:  # noqa: FBT001
    one, other = (stated(text, Span(0, len(text)), EMPTY) for text in (first, second))
    assert restates(one, other, 2) is expected
    assert restates(other, one, 2) is expected


def test_a_negation_makes_another_statement() -> None:
    one, other = (stated(text, Span(0, len(text)), EMPTY) for text in ("有效证据共12件", "无有效证据共12件"))
    assert restates(one, other, 2)
    assert not restates(one, other, 2, "无非")


def test_sentences_with_the_same_figures_find_the_first_that_is_alike() -> None:
    text = (
        "对立法争议、重大执法案件亲自协调,批示督办11件。组织26个处室述法。"
        "主要负责人对立法争议、重大执法案件亲自协调,批示督办11件。对立法争议亲自协调,批示督办12件。聘请法律顾问11名。开展检查。"
    )
    spans = sentences_in(text, Span(0, len(text)))
    (group,) = with_the_same_figures(text, spans)
    assert group == [spans[0], spans[2], spans[4]]
    sentences = [stated(text, span, ()) for span in group]
    assert [(later.span, earlier.span) for later, earlier in alike(sentences, 0.8, 8)] == [(spans[2], spans[0])]
