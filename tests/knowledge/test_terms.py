"""Slips in set phrases, compared with a search by brute force."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.knowledge.phrases import ANOTHER, EXTRA, MISSING, SWAPPED, Slip, TermIndex, sort_terms

LETTERS = "甲乙丙丁戊"
TERMS = st.text(LETTERS, min_size=3, max_size=7)


def written_for(term: str) -> set[tuple[str, int, int]]:
    """What one slip makes of a term: what is written, how, and where in it."""
    size, letters = len(term), (*LETTERS, "己")
    found = {
        (term[:place] + other + term[place + 1 :], ANOTHER, place)
        for place in range(size)
        for other in letters
        if other != term[place]
    }
    for place in range(1, size - 1):
        found.add((term[:place] + term[place + 1 :], MISSING, place))
    for place in range(1, size):
        found.add((term[:place] + term[place - 1 :], EXTRA, place))
    for place in range(size - 1):
        if term[place] != term[place + 1]:
            swapped = term[:place] + term[place + 1] + term[place] + term[place + 2 :]
            found.add((swapped, SWAPPED, place))
    return found


def is_whole(term: str, kind: int, place: int) -> bool:
    """True when two characters that stand side by side are right before the slip or behind it."""
    behind = len(term) - place - {ANOTHER: 1, MISSING: 1, EXTRA: 0, SWAPPED: 2}[kind]
    return place >= 2 or behind >= 2 or (kind == ANOTHER and len(term) == 3)


@given(st.lists(TERMS, max_size=6, unique=True), st.lists(st.text(f"{LETTERS}己，", max_size=30), max_size=3))
def test_every_slip_is_one_of_brute_force_and_the_other_way_round(terms: list[str], texts: list[str]) -> None:
    index = TermIndex(sort_terms(terms))
    for text in texts:
        found = {(one.start, one.end, one.term) for one in index.slips(text, range(len(text)))}
        wanted = {
            (start, start + len(written), term)
            for term in terms
            for written, kind, place in written_for(term)
            if kind in (ANOTHER, MISSING)
            if written not in (term[:-1], term[1:])  # nothing is missing inside: 丁丁丙 of 丁丁丙丙
            if is_whole(term, kind, place)
            for start in range(len(text))
            if text.startswith(written, start)
        }
        possible = {
            (start, start + len(written), term)
            for term in terms
            for written, _, _ in written_for(term)
            for start in range(len(text))
            if text.startswith(written, start)
        }
        assert wanted <= found <= possible


def test_each_kind_of_slip_is_found_where_it_is() -> None:
    index = TermIndex(sort_terms(["矛盾纠纷", "人民调解委员会", "网格员"]))

    def slips(text: str) -> list[Slip]:
        return sorted(set(index.slips(text, range(len(text)))))

    assert {text: slips(text) for text in ("矛盾纠纷", "矛质纠份", "纷纠盾矛", "网格", "人民调解")} == {
        "矛盾纠纷": [],
        "矛质纠份": [],
        "纷纠盾矛": [],
        "网格": [],
        "人民调解": [],
    }
    assert slips("化予盾纠纷") == [Slip(1, 5, "矛盾纠纷", ANOTHER, 1)]
    assert slips("矛盾纠份") == [Slip(0, 4, "矛盾纠纷", ANOTHER, 3)]
    assert slips("纲格员") == [Slip(0, 3, "网格员", ANOTHER, 0)]
    assert slips("网洛员") == [Slip(0, 3, "网格员", ANOTHER, 1)]
    assert slips("人民调委员会") == [Slip(0, 6, "人民调解委员会", MISSING, 3)]
    assert slips("人调解委员会") == [Slip(0, 6, "人民调解委员会", MISSING, 1)]
    assert slips("人民解调委员会") == [Slip(0, 7, "人民调解委员会", SWAPPED, 2)]
    assert slips("民人调解委员会")[0] == Slip(0, 7, "人民调解委员会", SWAPPED, 0)
    assert slips("人民调解委委员会")[0] == Slip(0, 8, "人民调解委员会", EXTRA, 5)


def test_a_term_in_the_text_is_known() -> None:
    index = TermIndex(sort_terms(["行政审批", "网格员"]))
    assert index.stands("加强行政审批", 4, 5)
    assert not index.stands("加强行政审批", 1, 3)
    assert index.stands("网格员", 2, 3)
