"""How much the context must ask for the other word of a pair: measured on lines that were not counted.

usage: python -m tests.model.pairs MODEL.bin CORPUS.xz PAIRS.txt

PAIRS.txt has a pair on each line (写的/应为, a year behind it is kept). For each the least lean that no place of the
held-out lines reaches, and a margin, is written out as the rules want it (写的/应为/多少); a pair that finds none of
the places where the other word is put in its stead is left out. How many it finds is told on standard error.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from pathlib import Path

from checker.knowledge.language_model.gains import weigh
from checker.knowledge.language_model.leaning import lean
from checker.knowledge.language_model.model import LanguageModel, load_language_model
from checker.knowledge.language_model.symbols import MARK, symbols_of
from tests.model import corpus

MARGIN, GAIN, FAMILIAR = 1.5, 2.0, 8
"""What is put on the highest lean of a right place; what the rules ask besides."""
LEAST = ((100, 2.0), (30, 3.0), (0, 5.0))
"""The least that is asked for, by the number of right places that were measured."""
_TRIED = 200


def _places(text: str, wanted: set[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place in range(8, len(text) - 8):
        for length in (1, 2):
            if text[place : place + length] in wanted:
                found[text[place : place + length]].append(place)
    return found


def _leans(model: LanguageModel, text: str, place: int, written: str, meant: str) -> float:
    """The lean of a place where a rule asks for it, a very low one elsewhere."""
    end = place + len(written)
    differs = next((index for index, (a, b) in enumerate(zip(written, meant, strict=True)) if a != b), 0)
    inner = text[place + differs - 1 : place + differs + 2]
    if model.counts.of(inner) > FAMILIAR:
        return -99.0
    found = lean(model, text, place, end, meant).sum
    return found if found < LEAST[0][1] or weigh(model, text, place, end, meant).gain >= GAIN else -99.0


def main() -> None:
    """Measure the pairs and write them out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("pairs", type=Path)
    given = parser.parse_args()
    model = load_language_model(given.model)
    _, held = corpus.lines_of(given.corpus)
    text = MARK * 9 + MARK.join(symbols_of(line).string for line in held) + MARK * 9
    rows = [line.split("/") for line in given.pairs.read_text(encoding="utf-8").split() if line]
    pairs = {(row[0], row[1]): "".join(f"/{year}" for year in row[2:]) for row in rows}
    places = _places(text, {word for pair in pairs for word in pair})
    for (written, meant), since in pairs.items():
        right = [_leans(model, text, place, written, meant) for place in places[written]]
        spots = places[meant][:: max(1, len(places[meant]) // _TRIED)]
        length = len(written)
        slips = [
            _leans(model, text[place - 8 : place] + written + text[place + length : place + 8], 8, written, meant)
            for place in spots
        ]
        floor = next(least for count, least in LEAST if len(right) >= count)
        least = max(floor, max(right, default=0.0) + MARGIN)
        recall = sum(one >= least for one in slips) / max(1, len(slips))
        told = f"{written}/{meant}/{least:g}{since}"
        print(f"{told} {len(right)} {recall:.2f}", file=sys.stderr)
        if recall > 0:
            print(told)


if __name__ == "__main__":
    main()
