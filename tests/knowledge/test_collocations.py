"""Verbs and objects that a corpus never joins."""

from __future__ import annotations

from tests.model.collocations import counted, never_joined


def test_a_verb_and_the_object_at_the_end_of_its_clause_are_counted() -> None:
    found = counted("充分发挥法律顾问作用，健全了工作机制，推进履行法定职责，履行法定职责，落实任务。")
    assert found == {("发挥", "作用"): 1, ("健全", "机制"): 1, ("履行", "职责"): 1, ("落实", "任务"): 1}


def test_pairs_that_chance_would_have_joined_are_told_with_the_usual_verb() -> None:
    pairs = counted("发挥作用。" * 90 + "健全机制。" * 30)
    assert set(never_joined(pairs)) == {("健全", "作用", "发挥"), ("发挥", "机制", "健全")}
