"""Text in a wrong encoding is recognised by what it becomes in the right one; right text never is."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import SEEDS, findings
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.words.garbled import read_garbled
from checker.text.span import Span

PHRASES = ("政府", "推进法治政府建设", "全年审查合同十八件，成效明显", "依法行政", "人民群众")


def garbled(text: str) -> list[tuple[str, str]]:
    return [(item.span.of(text), item.right) for item in read_garbled(text, (Span(0, len(text)),))]


@pytest.mark.parametrize("phrase", PHRASES)
@pytest.mark.parametrize(
    ("written", "read"), [("utf-8", "gbk"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("gb2312", "latin-1")]
)
def test_a_phrase_in_a_wrong_encoding(phrase: str, written: str, read: str) -> None:
    if written == "gb2312" and len(phrase) < 3:
        pytest.skip("two pairs of letters may be a word")
    wrong = phrase.encode(written).decode(read, "ignore")
    if len(wrong.encode(read)) < len(phrase.encode(written)):
        pytest.skip("bytes that the encoding lacks")
    text = f"全年开展{wrong},办结12件。"
    assert garbled(text) == [(wrong, phrase)]


@pytest.mark.parametrize(
    "text",
    [
        "朱镕基、李淼、王喆、曌、张璟同志", "水温很烫,屯垦戍边", "浣纱、鑲嵌工艺和垮塌隐患", "café Zürich naïve ±5℃ 12×3 §4", "Ⅰ类、①②③、—…·",
        "鏀", "¥100、©2024、«甲»", "繁體字樣的報告裡寫著政府", "2024年审查合同18件，成效明显。",
    ],
)  # fmt: skip
def test_right_text(text: str) -> None:
    assert garbled(text) == []


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name)
def test_real_reports(path: Path) -> None:
    assert garbled(path.read_text(encoding="utf-8")) == []


@given(st.text(st.sampled_from("政府依法行政鏀垮簻æ”¿Õþ\x80\xbfä。，“”a1 朱镕"), max_size=60))
def test_any_text(text: str) -> None:
    before = 0
    for item in read_garbled(text, (Span(0, len(text)),)):
        assert 0 <= item.span.start < item.span.end <= len(text)
        assert item.right
        before = max(before, item.span.end)


def test_nothing_else_is_said_about_garbled_text() -> None:
    text = "青石镇2024年度法治政府建设工作报告\n\n全年锟斤拷锟斤拷开展检查12次,æ”¿åºœ办结18件。\n"
    found = [
        item
        for item in findings(text)
        if item[0] in {"broken-character", "word-typed-twice", "unpaired-quotation-mark"}
    ]
    assert found == [("broken-character", "锟斤拷锟斤拷"), ("broken-character", "æ”¿åºœ")]


def test_private_numbers_in_garbled_text_are_told() -> None:
    text = "青石镇报告\n\n联系锟斤拷13987650432锟斤拷。\n"
    assert "broken-character" in {name for name, _ in findings(text)}
    assert not any("13987650432" in item for _, item in findings(text))
