"""Both methods of searching find the same words, and templates are expanded as by the library."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checker.search.multi_search import MultiSearch
from checker.search.patterns import compile_pattern, expand_template

WORDS = st.text("甲乙丙丁", min_size=1, max_size=5)


@given(st.lists(WORDS, unique=True), st.lists(st.text("甲乙丙丁", max_size=30), max_size=4))
@example(["甲", "甲甲", "甲甲甲"], ["甲甲甲甲", ""])
def test_both_search_methods_find_the_same(words: list[str], texts: list[str]) -> None:
    sooner, later = MultiSearch(words), MultiSearch(words, seen=10**9)
    for text in texts:
        wanted = {
            number: [start for start in range(len(text)) if text.startswith(word, start)]
            for number, word in enumerate(words)
            if word in text
        }
        found = [{number: sorted(starts) for number, starts in one.matches(text).items()} for one in (sooner, later)]
        assert found == [wanted, wanted]
    assert (sooner._automaton, later._automaton is None) == (None, not texts)


def test_an_automaton_is_built_after_enough_text() -> None:
    seeker = MultiSearch(["乙丙"])
    for _ in range(3):
        assert seeker.matches("甲乙丙" * 3000)[0][:2] == [1, 4]
    assert seeker._automaton is not None


@pytest.mark.parametrize("template", ["\\g<a>—\\g<b>", "。", "\\g<a>\\g<a>", "\\1\\n", "\\g<1>x", "甲"])
def test_templates_are_expanded_like_match_expand(template: str) -> None:
    for text in ("2024-2025", "2024-"):
        match = compile_pattern(r"(?P<a>\d+)-(?P<b>\d+)?").search(text)
        assert match is not None
        assert expand_template(match, template) == match.expand(template)
