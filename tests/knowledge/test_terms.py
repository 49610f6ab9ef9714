"""Near misses of set phrases, against the plain way of finding them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.knowledge.phrases import PhraseIndex, split_phrases
from checker.text.span import Span

LETTERS = "甲乙丙丁戊"
TERMS = st.text(LETTERS, min_size=4, max_size=7)


def alike(one: str, other: str) -> bool:
    return (one, other) != ("甲", "乙")


def plainly(terms: set[str], text: str) -> list[tuple[Span, str, int]]:
    """Every window of a term's length that is none, and differs from it in one character like the right one."""
    found = []
    for term in terms:
        for start in range(len(text) - len(term) + 1):
            window = text[start : start + len(term)]
            places = [place for place in range(len(term)) if window[place] != term[place]]
            if window not in terms and len(places) == 1 and alike(window[places[0]], term[places[0]]):
                found.append((Span(start, start + len(term)), term, places[0]))
    return sorted(found)


@given(st.lists(TERMS, max_size=6, unique=True), st.lists(st.text(f"{LETTERS},", max_size=40), max_size=3))
def test_near_misses_are_those_of_the_plain_way(terms: list[str], texts: list[str]) -> None:
    asked = PhraseIndex(split_phrases(terms), alike)
    for text in (*texts, *texts):  # what was harmless is remembered, and harmless again
        assert sorted(asked.near(text)) == plainly(set(terms), text)


def test_a_miss_is_told_in_either_half() -> None:
    asked = PhraseIndex(split_phrases(["矛盾纠纷", "人民调解委员会"]), lambda _one, _other: True)
    told = {text: list(asked.near(text)) for text in ("予盾纠纷", "矛盾纠份", "人民调解委圆会", "矛质纠份", "矛盾纠纷")}
    assert told == {
        "予盾纠纷": [(Span(0, 4), "矛盾纠纷", 0)],
        "矛盾纠份": [(Span(0, 4), "矛盾纠纷", 3)],
        "人民调解委圆会": [(Span(0, 7), "人民调解委员会", 5)],
        "矛质纠份": [],
        "矛盾纠纷": [],
    }
