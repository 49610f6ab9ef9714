"""A small model, counted in drafts of the project: its tables, its file, what it proposes. See small_model."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import small_model
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st

from checker.knowledge.language_model.container import MAGIC, Container, opened, packed
from checker.knowledge.language_model.counts import LONGEST, WORD_SEED, Counts
from checker.knowledge.language_model.judging import apart, framed, judged
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import LanguageModel, load_language_model
from checker.knowledge.language_model.symbols import SIGNS, symbols_of

OFFICIAL = ROOT / "rulesets" / "model" / "official.bin"
SURE = 12.0
"""Powers of two that a proposal must gain."""
_DRAWN = 4096 * 12

numbers = st.lists(st.integers(-(2**31), 2**31))
weights = st.lists(st.floats(allow_nan=False, allow_infinity=False))
names = st.text(min_size=1, max_size=8)
runs = st.dictionaries(st.text("甲法治执行政0，", min_size=2, max_size=LONGEST), st.integers(1, 70_000), max_size=60)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("model") / "small.bin"
    found.write_bytes(small_model.small_model())
    return found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that is written again for every draw."""
    return tmp_path_factory.mktemp("container") / "model.bin"


@pytest.fixture(scope="module")
def model(path: Path) -> LanguageModel:
    return load_language_model(path)


def best(model: LanguageModel, symbols: str) -> list[tuple[int, str, str]]:
    """Where the best proposals stand, what is written there, what may be meant."""
    found = [one.proposal for one in apart(judged(Looking(model, symbols), SURE))]
    return [(one.start, symbols[one.start : one.end], one.right) for one in found]


def container(file: Path, data: bytes) -> Container:
    """Open data in a new file: where one is written over, some file systems wait for the disk each time."""
    file.unlink(missing_ok=True)
    file.write_bytes(data)
    return opened(file)


def test_the_same_drafts_make_the_same_file(path: Path) -> None:
    assert path.read_bytes() == small_model.small_model()


def test_the_small_model_has_the_parts_of_the_shipped_one(path: Path) -> None:
    small, official = opened(path).header, opened(OFFICIAL).header
    assert set(small.sections) == set(official.sections)
    assert set(small.weights) == set(official.weights)


def test_every_counted_run_comes_back_with_its_power_of_two(model: LanguageModel) -> None:
    counted, keys = small_model.draft_runs(), small_model.keys_of(small_model.draft_runs(), small_model.set_words())
    assert len(counted) > 20_000
    assert {len(run) for run in counted} == {2, 3, 4, 5}
    wrong = {run: times for run, times in counted.items() if model.counts.of(run) != keys[small_model.key_of(run)]}
    assert wrong == {}
    # Few keys fall together; all others say how often their own run was counted.
    assert sum(model.counts.of(run) != small_model.power(times) for run, times in counted.items()) <= 3
    assert small_model.power(counted["行政执法"]) == model.counts.of("行政执法") >= 5


def test_every_set_phrase_comes_back_as_a_word(model: LanguageModel) -> None:
    words = small_model.set_words()
    assert len(words) > 300
    assert sum(model.counts.word(word) != small_model.power(times) for word, times in words.items()) <= 1


def test_all_runs_of_a_text_are_looked_up_as_one_by_one(model: LanguageModel) -> None:
    text = small_model.joined(small_model.draft_lines("h"))[:3000]
    for size in range(2, LONGEST + 1):
        found = model.counts.all_of(text, size)
        assert found == [model.counts.of(text[place : place + size]) for place in range(len(text) - size + 1)]
        assert (0 in found, max(found) > 2) == (True, True)


@pytest.mark.parametrize("seed", [0, WORD_SEED], ids=["runs", "words"])
@pytest.mark.parametrize("official", [False, True], ids=["small", "official"])
def test_few_unseen_runs_are_taken_for_seen(path: Path, *, official: bool, seed: int) -> None:
    shown = OFFICIAL if official else path
    model, drawn, counted = load_language_model(shown), random.Random(11), small_model.draft_runs()
    alphabet = [symbol for symbol in model.alphabet if symbol not in SIGNS]
    of = model.counts.word if seed else model.counts.of
    found = ["".join(drawn.choices(alphabet, k=LONGEST)) for _ in range(_DRAWN)]
    hits = sum(of(run) > 0 for run in found if run not in counted)
    # Twelve bits agree by chance, and what they agree on is 0 once in sixteen; or the whole key is that of a seen run.
    places = sum(opened(shown).header.sections[name][1] // 2 for name in ("first", "second", "third"))
    expected = _DRAWN * (15 / 16 / 4096 + places / small_model.SPARE / 2**32)
    assert abs(hits - expected) <= 4 * expected**0.5, f"{hits} of {_DRAWN}, expected {expected:.1f}"


@given(runs, st.dictionaries(st.text("甲法治执行政", min_size=2, max_size=4), st.integers(1, 70_000), max_size=20))
def test_whatever_was_counted_comes_back(file: Path, counted: dict[str, int], words: dict[str, int]) -> None:
    keys = small_model.keys_of(counted, words)
    tables = dict(zip(("first", "second", "third"), small_model.tables(keys), strict=True))
    counts = Counts(container(file, packed(tables, {}, {})))
    assert {run: counts.of(run) for run in counted} == {run: keys[small_model.key_of(run)] for run in counted}
    assert {word: counts.word(word) for word in words} == {
        word: keys[small_model.key_of(word, WORD_SEED)] for word in words
    }


@given(st.dictionaries(names, st.binary(max_size=40)), st.dictionaries(names, numbers), st.dictionaries(names, weights))
def test_a_file_gives_back_what_was_packed(
    file: Path, sections: dict[str, bytes], numbers: dict[str, list[int]], weights: dict[str, list[float]]
) -> None:
    data = packed(sections, numbers, weights)
    assert data == packed(dict(sections), dict(numbers), dict(weights))
    assert data.startswith(MAGIC)
    assert len(data) % 8 == 0
    found = container(file, data)
    assert {name: bytes(found.bytes_of(name)) for name in found.header.sections} == sections
    assert (found.header.numbers, found.header.weights) == (numbers, weights)


@given(st.lists(st.integers(0, 2**16 - 1)), st.binary(max_size=9), st.lists(st.integers(0, 2**32 - 1)))
def test_numbers_come_back_whatever_stands_before_them(
    file: Path, shorts: list[int], between: bytes, words: list[int]
) -> None:
    two, four = (b"".join(n.to_bytes(size, "little") for n in of_one) for size, of_one in ((2, shorts), (4, words)))
    found = container(file, packed({"shorts": two, "between": between, "words": four}, {}, {}))
    assert (list(found.shorts("shorts")), list(found.words("words"))) == (shorts, words)


@pytest.mark.parametrize(
    ("written", "place", "meant"),
    [
        pytest.param("严格执行行政执罚公示制度", "罚", "法", id="sound"),
        pytest.param("法治政府建没工作", "没", "设", id="shape"),
        pytest.param("行政复义案件", "义", "议", id="sound at the end of a word"),
        pytest.param("落实重大行决策程序", "", "政", id="a character that is missing"),
        pytest.param("落实重大行政政决策程序", "政", "", id="a character too many"),
        pytest.param("落实重大行政决策序程", "序程", "程序", id="two characters that are swapped"),
    ],
)
def test_the_right_characters_are_proposed_for_a_slip(
    model: LanguageModel, written: str, place: str, meant: str
) -> None:
    symbols = framed(symbols_of(f"\n{written}\n").string)
    ((start, stands, right),) = best(model, symbols)
    assert (stands, right) == (place, meant)
    mended = symbols[:start] + right + symbols[start + len(stands) :]
    assert best(model, mended) == []


def test_most_slips_in_the_drafts_are_found_with_what_was_written(model: LanguageModel) -> None:
    drawn, found, tried = random.Random(3), 0, 0
    for line in small_model.draft_lines()[::32]:
        text = framed(symbols_of(f"\n{line}\n").string)
        place = drawn.randrange(2, len(text) - 2)
        others = "" if text[place] in SIGNS else model.alike(text[place])[0]
        if others:
            tried += 1
            written = text[:place] + drawn.choice(others) + text[place + 1 :]
            found += (place, written[place], text[place]) in best(model, written)
    assert tried >= 15
    assert found >= 0.7 * tried, f"{found} of {tried}"
