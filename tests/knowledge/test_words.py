"""Tests of the word lists as data: sorted, unique, without cycles, correct right sides, no findings in correct texts."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import regex
from helpers import ROOT, SEEDS, findings, linter, reading, report
from hypothesis import example, given
from hypothesis import strategies as st

from checker.facts.words.masks import HIDDEN
from checker.knowledge import dictionary, segmentation
from checker.knowledge.segmentation import MAX_WORD, is_inside_word, splits_word, words_in
from checker.knowledge.word_lists import Wording, load_word_lists
from checker.text.document import fold
from checker.text.span import Span

WORDS = ROOT / "rulesets" / "words"
TABLES = linter().knowledge.wordings.tables
ROWS = [row for rows in TABLES.values() for row in rows]
OFFICIAL = os.environ.get("FAZHI_OFFICIAL_TEXTS", "")
"""A folder of proofread official texts, which are not part of the project."""
SURE = ("misspelled-word", "misworded-formula", "misspelled-idiom", "confused-character", "near-term")


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_list_is_in_order_and_folded(name: str) -> None:
    wrongs = [row.wrong for row in TABLES[name]]
    assert wrongs == sorted(wrongs)
    assert all(row.wrong == fold(row.wrong) for row in TABLES[name])
    assert all(row.rights and row.wrong not in row.rights for row in TABLES[name])


def test_no_wording_stands_in_two_lists() -> None:
    assert len({row.wrong for row in ROWS}) == len(ROWS)


def hits(text: str, but: Wording | None = None) -> list[str]:
    """Return the wrong wordings in a text whose guards match."""
    found = linter().knowledge.wordings.occurrences(text)
    return [row.wrong for row, span in found if row is not but and row.guard_matches(text, span)]


def test_what_is_right_holds_nothing_wrong() -> None:
    """This excludes cycles, and fixes that cause new findings of a list."""
    assert [(row.wrong, right) for row in ROWS for right in row.rights if hits(right, row)] == []


def test_a_guard_is_about_its_own_word() -> None:
    for row in ROWS:
        if row.guard:
            bare = regex.sub(r"\(\?<?[=!](?:[^()]|\([^()]*\))*\)", "", row.guard.pattern)
            assert bare == row.wrong, row


@pytest.mark.skipif(not OFFICIAL, reason="FAZHI_OFFICIAL_TEXTS names no folder")
def test_lists_are_silent_on_official_texts() -> None:
    for path in sorted(Path(OFFICIAL).rglob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found = report(text, *SURE, profile="generic").diagnostics
        assert [(path.name, item.rule, item.text) for item in found] == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("甲,,,,", "应有 6 列"),
        (",乙,,,,", "wrong 不能为空"),
        ("甲,乙,,maybe,,", "confirm 应为空或 words"),
        ("甲,乙,,,去年,", "这一行有误"),
    ],
)
def test_an_invalid_row_is_reported_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    from checker.text.errors import RulesetError

    (tmp_path / "own.csv").write_text(f"wrong,right,guard,confirm,since,note\n{row}\n", encoding="utf-8")
    with pytest.raises(RulesetError, match=f"own.csv:2:.*{reason}"):
        load_word_lists(tmp_path)


def lines(name: str) -> list[str]:
    text = (WORDS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def test_terms_are_in_order_and_long_enough() -> None:
    terms = lines("terms.txt")
    assert terms == sorted(set(terms))
    assert min(map(len, terms)) >= 4
    wrong = [
        term
        for term in terms
        for row, span in linter().knowledge.wordings.occurrences(term)
        if row.guard_matches(term, span) and not row.confirm
    ]
    assert wrong == []


def test_shapes_are_groups_of_different_characters() -> None:
    for group in lines("shapes.txt"):
        assert 2 <= len(group) == len(set(group))


def test_standard_forms_are_simplified() -> None:
    forms = linter().knowledge.character_forms("traditional").rights
    assert len(forms) > 2000
    for form, right in forms.items():
        assert right.encode("gb2312")
        assert right not in forms
        with pytest.raises(UnicodeEncodeError):
            form.encode("gb2312")


def test_the_dictionary_is_sorted() -> None:
    assert (dictionary.lookup("法治政府建"), dictionary.word_class("宁波")) == (None, "ns")
    assert [dictionary.is_prefix(text) for text in ("行政诉", "行政诉讼法典", "")] == [True, False, False]
    rows = [line.split(" ") for line in dictionary._data()[:].decode().splitlines()]
    assert sum(int(count) for _, count, _ in rows) == dictionary.TOTAL
    for word, count, name in rows[100::997]:
        assert dictionary.lookup(word) == dictionary.Entry(int(count), name)


@cache
def jieba_tokenizer() -> Any:
    """Return a tokenizer of jieba with the dictionary loaded by jieba itself."""
    import jieba

    own = jieba.Tokenizer()
    own.FREQ, own.total = own.gen_pfdict(own.get_dict_file())
    own.initialized = True
    return own


def cut_by_jieba(sentence: str) -> list[Span]:
    return [Span(start, end) for _, start, end in jieba_tokenizer().tokenize(sentence, HMM=False)]


def test_words_are_cut_as_jieba_cuts_them() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        for sentence in regex.split(r"[。;\n]", path.read_text(encoding="utf-8"))[::3]:
            if not regex.search("[A-Za-z]", sentence):
                assert list(words_in(sentence)) == cut_by_jieba(sentence)


@given(st.text("法治政府建设年度报告依行政执一不为民服务、。 \r\n%3.5-𠮷", max_size=30))
@example("30%以上,3.5万-4万件\r\n")
@example("")
def test_any_text_is_cut_as_jieba_cuts_it(text: str) -> None:
    assert list(words_in(text)) == cut_by_jieba(text)


def test_letters_and_figures_are_one_word() -> None:
    sentence = "开展OA2024培训"
    assert [word.of(sentence) for word in words_in(sentence)] == ["开展", "OA2024", "培训"]


@given(st.text("叫做为民服务布署名建全国a1、 \r\n", min_size=1, max_size=12), st.data())
def test_a_span_splits_a_word_that_crosses_one_of_its_ends(sentence: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(sentence)))
    span = Span(start, data.draw(st.integers(start, len(sentence))))
    words = words_in(sentence)
    assert "".join(word.of(sentence) for word in words) == sentence
    crossed = any(word.start < end < word.end for word in words for end in (span.start, span.end))
    assert splits_word(sentence, span) in (crossed, False)  # the dictionary has no words of letters and figures
    if regex.fullmatch(r"\p{Han}+", sentence) and all(len(word) <= MAX_WORD for word in words):
        assert splits_word(sentence, span) is crossed


def test_a_sentence_with_many_candidates_is_segmented_once() -> None:
    # 宣传部 crosses the end of every second 宣传, so that the sentence must be segmented.
    text = f"2024年度报告\n\n{''.join(f'第{number}项宣传宣传部门,' for number in range(300))}\n"
    segmentation._boundaries.cache_clear()
    report(text, "word-typed-twice")
    info = segmentation._boundaries.cache_info()
    assert (info.misses, info.hits) == (1, 299)


@pytest.mark.parametrize(
    ("sentence", "wrong", "split"),
    [
        ("大家叫做为民服务的典型", "做为", True),
        ("做为一名党员", "做为", False),
        ("发布署名文章", "布署", True),
        ("创建全国文明城市", "建全", True),
        ("进一步布署今年工作", "布署", False),
    ],
)
def test_a_wording_cut_out_of_two_words_is_none(sentence: str, wrong: str, split: bool) -> None:  # noqa: FBT001
    start = sentence.index(wrong)
    assert splits_word(sentence, Span(start, start + len(wrong))) is split


def test_a_character_of_a_word_is_not_left_over() -> None:
    assert is_inside_word("行政检察", 2)
    assert not is_inside_word("矛盾纠份", 3)


def test_what_is_quoted_or_named_is_protected() -> None:
    text = "编印《布署手册》,打造“布署先锋”品牌,文件布署方案.docx,布署工作。\n"
    masked = reading(text).masks.text
    assert len(masked) == len(text)
    assert masked.startswith(f"编印《{HIDDEN * 4}》,打造“{HIDDEN * 4}”品牌,")
    assert findings(text, "misspelled-word") == [("misspelled-word", "布署")]
    assert report(text, "misspelled-word").diagnostics[0].span.start == text.rindex("布署")


def test_formulas_are_looked_for_in_quotations_but_not_in_titles() -> None:
    text = "坚定“四个意识”,学习“习近平法制思想”,编印《习近平法制思想读本》。\n"
    assert [found for _, found in findings(text, "misworded-formula")] == ["坚定“四个意识”", "习近平法制思想"]


def test_a_wording_is_judged_by_the_report_year() -> None:
    body = "青石镇{}年法治政府建设年度报告\n\n{}年,青石镇开展法制宣传12场。\n"
    assert findings(body.format(2024, 2024), "legal-system-for-rule-of-law")[0][1] == "法制宣传"
    assert findings(body.format(2016, 2016), "legal-system-for-rule-of-law") == []
