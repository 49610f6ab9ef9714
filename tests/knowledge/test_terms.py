"""Near misses of set phrases, compared with a search by brute force."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.knowledge.phrases import PhraseIndex, split_phrases
from checker.text.span import Span

LETTERS = "甲乙丙丁戊"
TERMS = st.text(LETTERS, min_size=4, max_size=7)


def confusable(first: str, second: str) -> bool:
    return (first, second) != ("甲", "乙")


def brute_force(terms: set[str], text: str) -> list[tuple[Span, str, int]]:
    """Return every window that is not a term and differs from one in a confusable character."""
    found = []
    for term in terms:
        for start in range(len(text) - len(term) + 1):
            window = text[start : start + len(term)]
            places = [place for place in range(len(term)) if window[place] != term[place]]
            if window not in terms and len(places) == 1 and confusable(window[places[0]], term[places[0]]):
                found.append((Span(start, start + len(term)), term, places[0]))
    return sorted(found)


@given(st.lists(TERMS, max_size=6, unique=True), st.lists(st.text(f"{LETTERS},", max_size=40), max_size=3))
def test_near_misses_are_those_of_brute_force(terms: list[str], texts: list[str]) -> None:
    index = PhraseIndex(split_phrases(terms), confusable)
    for text in (*texts, *texts):  # the second pass uses the cache of harmless windows
        assert sorted(index.near(text)) == brute_force(set(terms), text)


def test_a_miss_is_found_in_either_half() -> None:
    index = PhraseIndex(split_phrases(["矛盾纠纷", "人民调解委员会"]), lambda _first, _second: True)
    found = {
        text: list(index.near(text)) for text in ("予盾纠纷", "矛盾纠份", "人民调解委圆会", "矛质纠份", "矛盾纠纷")
    }
    assert found == {
        "予盾纠纷": [(Span(0, 4), "矛盾纠纷", 0)],
        "矛盾纠份": [(Span(0, 4), "矛盾纠纷", 3)],
        "人民调解委圆会": [(Span(0, 7), "人民调解委员会", 5)],
        "矛质纠份": [],
        "矛盾纠纷": [],
    }
