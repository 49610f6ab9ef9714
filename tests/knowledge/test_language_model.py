"""The model of the official language as it ships: its file, its counts, what it proposes and how it judges."""

from __future__ import annotations

import time
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st

from checker.knowledge.language_model.container import opened, packed
from checker.knowledge.language_model.features import with_margins
from checker.knowledge.language_model.gains import gain
from checker.knowledge.language_model.glance import QUICK, quick_numbers, weighed
from checker.knowledge.language_model.judging import Judged, apart, framed, judged
from checker.knowledge.language_model.leaning import lean
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import PAIR_BITS, SAME_SOUND, LanguageModel, load_language_model
from checker.knowledge.language_model.proposals import SUBSTITUTION, Proposal, Proposing, proposals
from checker.knowledge.language_model.symbols import symbols_of
from checker.knowledge.language_model.words import words_around

FOLDER = ROOT / "rulesets" / "model"


@cache
def model() -> LanguageModel:
    return load_language_model(FOLDER / "official.bin")


def best(text: str) -> dict[str, str]:
    """What stands there → what may be meant, for the best proposals."""
    symbols = framed(symbols_of(f"\n{text}\n").string)
    found = apart(judged(Looking(model(), symbols), 0.0))
    return {symbols[one.proposal.start : one.proposal.end]: one.proposal.right for one in found}


def test_the_file_is_small_and_the_one_that_is_described() -> None:
    data = (FOLDER / "official.bin").read_bytes()
    assert len(data) <= 8_000_000
    assert sha256(data).hexdigest() in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_sections_come_back_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(packed({"one": b"abc", "two": bytes(range(8))}, {"sizes": [3]}, {"weights": [0.5]}))
    container = opened(path)
    assert (bytes(container.bytes_of("one")), list(container.words("two"))) == (b"abc", [0x03020100, 0x07060504])
    assert (container.header.numbers, container.header.weights) == ({"sizes": [3]}, {"weights": [0.5]})


def test_another_file_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"something else, and long enough to look at")
    with pytest.raises(ValueError, match="no model"):
        opened(path)


def test_a_broken_head_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    data = packed({"one": b"abc"}, {}, {"weights": [0.5]})
    path.write_bytes(data.replace(b'"weights"', b"'weights'"))
    with pytest.raises(ValueError, match="no model"):
        opened(path)


@given(st.text("甲法治0１,。 \nab“", max_size=30))
def test_every_character_keeps_its_place(text: str) -> None:
    symbols = symbols_of(text)
    for index, symbol in enumerate(symbols.string):
        if symbol in "甲法治":
            assert text[symbols.place(index)] == symbol


def test_runs_are_counted_one_by_one_and_all_at_once() -> None:
    text = "依法行政战斗保垒"
    values = model().counts.all_of(text, 3)
    assert values == [model().counts.of(text[start : start + 3]) for start in range(len(text) - 2)]
    assert values[0] > 5
    assert values[-2:] == [0, 0]


def test_words_of_the_dictionary_are_apart_from_what_was_counted() -> None:
    assert model().counts.word("堡垒")
    assert not model().counts.word("保垒")


def test_characters_are_alike_by_sound_and_shape() -> None:
    alike = model().likeness("保", "堡")
    assert alike is not None
    assert alike >= SAME_SOUND
    assert model().likeness("末", "未") is not None
    assert model().likeness("保", "案") is None
    assert model().alike("☃") == ("", b"")


def test_a_common_writing_is_proposed_for_one_never_seen() -> None:
    assert best("把支部打造成坚强战斗保垒") == {"保": "堡"}


def test_what_is_common_is_left_alone() -> None:
    assert best("把支部打造成坚强战斗堡垒,深化“放管服”改革") == {}


def test_a_context_asks_for_one_of_two_words() -> None:
    text = "整治群众反应强烈的问题"
    assert gain(model(), text, 4, 6, "反映") > 10
    assert gain(model(), "应急反应及时", 2, 4, "反映") < 0


def test_what_stands_between_two_characters_is_known_with_the_likeliest_first() -> None:
    assert model().middles("高", "量")[0] == "质"
    assert "处" in model().middles("政", "罚")


def test_each_side_of_a_word_is_asked_by_itself() -> None:
    text = "，由县政府统一行驶行政复议职责，"
    place = text.index("行驶")
    sides = lean(model(), text, place, place + 2, "行使")
    assert sides.right > 3
    assert sides.sum > 3
    right = text.replace("行驶", "行使")
    assert lean(model(), right, place, place + 2, "行驶").sum < 0


def test_what_is_left_over_between_words_is_strange() -> None:
    written, meant = "，逐条反溃了理由，", "，逐条反馈了理由，"
    wrong, right = (words_around(model(), text, 4, 5) for text in (written, meant))
    assert wrong.cost > right.cost
    assert (right.longest, right.value > 5) == (2, True)
    assert wrong.longest == 0


def test_frequent_pairs_tell_how_often_and_whether_they_are_words() -> None:
    characters, values = model().behind("执")
    assert characters[0] == "法"
    assert len(characters) == len(values)
    assert model().beside("执法") & PAIR_BITS == model().counts.of("执法")
    assert model().beside("筑牢") > PAIR_BITS  # a new word, which the dictionary does not know
    assert 0 < model().beside("政机") <= PAIR_BITS


def test_candidates_are_weighed_as_the_first_glance_was_fitted() -> None:
    text = framed(symbols_of("\n把支部打造成坚强战斗保垒，筑劳法治屏章\n").string)
    proposing = Proposing(Looking(model(), text))
    weights, least = model().weights("candidate"), model().weights("least")[2]
    found = [row for index in proposing.looking.rare for row in proposing.candidates(index) if row[2]]
    assert tuple(one for one in ("堡", "牢") if any(one == other for other, _, _ in found)) == ("堡", "牢")
    assert all(weighed(numbers, weights) >= least - 1e-9 for _, _, numbers in found)


def test_what_is_weighed_begins_with_what_was_seen_quickly() -> None:
    looking = Looking(
        model(), framed(symbols_of("\n把支部打造成坚强战斗保垒，筑劳法治屏章，加强整治情况情况汇报工作\n").string)
    )
    found = proposals(looking)
    assert {one.right for one in found} >= {"堡", "牢", ""}
    assert all(one.numbers[:QUICK] == tuple(quick_numbers(looking, one.start, one.end, one.right)) for one in found)


def test_a_word_of_which_no_run_of_three_was_counted_is_proposed() -> None:
    text = framed(symbols_of("\n一是筑劳调解防线\n").string)
    assert "牢" in {one.right for one in proposals(Looking(model(), text))}


def test_a_doubled_word_is_one_proposal() -> None:
    assert best("加强整治情况情况汇报工作") == {"情况": ""}


def test_a_character_that_is_unknown_has_no_neighbours() -> None:
    assert (model().behind("☃"), model().before("☃"), model().commonness("☃")) == (("", b""), ("", b""), 0.0)
    assert (model().middles("☃", "法"), model().alone("☃"), model().beside("☃法")) == ("", 0.0, 0)
    assert list(model().sounding_like("☃", "法")) == []


PLACES = st.lists(st.tuples(st.integers(2, 30), st.integers(0, 2), st.integers(-9, 9)), max_size=20)


def touching(one: Proposal, other: Proposal) -> bool:
    return one.start <= other.end and other.start <= one.end


@given(places=PLACES)
def test_a_margin_is_over_what_touches_and_the_best_are_apart(places: list[tuple[int, int, int]]) -> None:
    made = [Proposal(start, start + size, "", SUBSTITUTION, 0, 0.0) for start, size, _ in places]
    gains = [[float(gained)] for _, _, gained in places]
    for one, gained, found in zip(made, gains, with_margins(made, gains), strict=True):
        others = [of[0] for other, of in zip(made, gains, strict=True) if other is not one and touching(one, other)]
        assert found == [*gained, gained[0] - max(others, default=0.0), len(others)]
    best = [one.proposal for one in apart(Judged(one, 0.0) for one in made)]
    assert all(one is other or not touching(one, other) for one in best for other in best)
    assert all(any(touching(one, other) for other in best) for one in made)


def test_many_proposals_are_parted_in_linear_time() -> None:
    made = [Proposal(start, start + 1, "", SUBSTITUTION, 0, 0.0) for start in range(2, 20_002)]
    begun = time.process_time()
    assert len(with_margins(made, [[0.0]] * len(made))) == len(made)
    assert len(apart(Judged(one, 0.0) for one in made)) == len(made) // 2
    assert time.process_time() - begun < 2
