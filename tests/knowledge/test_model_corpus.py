"""What the recipe of the model takes from a corpus and from the project: lines to count, lines held out, new words."""

from __future__ import annotations

import lzma
from pathlib import Path
from typing import Any

from helpers import ROOT, SEEDS

from tests.model import corpus


def test_one_line_of_fifty_is_held_out(tmp_path: Path) -> None:
    path, lines = tmp_path / "corpus.xz", [f"第{number}句" for number in range(120)]
    path.write_bytes(lzma.compress("\n".join(lines).encode()))
    kept, held = corpus.lines_of(path)
    assert held == [lines[17], lines[67], lines[117]]
    assert sorted(kept + held) == sorted(lines)


def test_what_is_known_to_be_wrong_is_not_counted() -> None:
    name = "yunlong-2023.txt"
    quote = next(line for line in (SEEDS / name).read_text(encoding="utf-8").splitlines() if len(line) > 30)
    everything = list(corpus.own_lines(ROOT / "rulesets", SEEDS, {}))
    without = list(corpus.own_lines(ROOT / "rulesets", SEEDS, {name: [quote]}))
    assert quote in everything
    assert quote not in without
    assert len(everything) - len(without) < 2


def _counted(pairs: dict[str, int], threes: dict[str, int], frequency: dict[str, int]) -> corpus.Counted:
    counted = corpus.Counted("".join(frequency), frequency)
    for size, runs in ((2, pairs), (3, threes)):
        times: Any = list(runs.values())  # no array is needed to ask for them
        counted.runs[size] = "".join(runs).encode("utf-16-le"), times
    return counted


def test_a_new_word_stands_in_varied_company_and_far_oftener_than_by_chance() -> None:
    company = "一二三四五六"
    frequency = {"筑": 80, "牢": 70, "筹": 80, "办": 70, "，": 900, "的": 9000} | dict.fromkeys(company, 300)
    sides = {f"{one}{pair}": 10 for one in company for pair in ("筑牢", "的的")}
    sides |= {f"{pair}{one}": 10 for one in company for pair in ("筑牢", "的的")}
    sides |= {"一筹办": 60, "筹办二": 60}  # always in the same company
    counted = _counted({"筑牢": 60, "筹办": 60, "的的": 60, "筑办": 2}, sides, frequency)
    assert corpus.new_words(counted, set()) == {"筑牢": 60}
    assert corpus.new_words(counted, {"筑牢"}) == {}
