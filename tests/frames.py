"""Sentences of the genre with drawn figures: for property tests, and beside the drafts for ``make calibrate``.

In those of ``right.txt`` figures follow from each other; in those of ``free.txt`` nothing follows.
"""

from __future__ import annotations

import random
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

DATA = Path(__file__).parent / "data" / "frames"


def frames(name: str) -> list[str]:
    """The sentences of a file, without its comment."""
    lines = (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def rounded(value: Decimal, digits: int) -> Decimal:
    """Half away from zero, at least 0.1 apart from nothing."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def drawn(source: random.Random) -> dict[str, object]:
    """Figures for all names that sentences use; those that belong together fit."""
    size = source.choice((30, 120, 600, 3000))
    whole = source.randint(size // 2 + 5, size + 10)
    part = source.randint(int(whole * 0.55), whole - 1)
    a, b, c, d = (source.randint(3, max(9, size // 2)) for _ in range(4))
    count = source.randint(3, 260)
    total = count * source.randint(2, 90) + source.randint(0, count - 1)
    cases = source.randint(8, 900)
    money = Decimal(source.randint(cases * 2, cases * 90)) / 10
    before = source.randint(size // 2 + 5, size + 10)
    after = before + source.randint(max(1, before // 30), before // 2 + 1)
    low = Decimal(source.randint(45, 900)) / 10
    points = Decimal(source.randint(3, 69)) / 10
    first, second = source.randint(4, 60), source.randint(40, 900)
    done = source.randint(second // 2, second)
    return {
        "W": whole, "P": part, "C": whole - part,
        "R": rounded(Decimal(part) / whole * 100, 1), "RC": rounded(Decimal(whole - part) / whole * 100, 1),
        "a": a, "b": b, "c": c, "d": d, "T2": a + b, "T3": a + b + c, "T4": a + b + c + d,
        "N": count, "S": total, "V": rounded(Decimal(total) / count, 0), "V1": rounded(Decimal(total) / count, 1),
        "M": money, "K": cases, "E": rounded(money * 10000 / cases, 0), "E1": rounded(money / cases, 2),
        "B": before, "A": after, "D": after - before, "G": rounded(Decimal(after - before) / before * 100, 1),
        "B2": after, "A2": before, "D2": after - before, "G2": rounded(Decimal(after - before) / after * 100, 1),
        "x": low + points, "y": low, "z": points, "y1": source.randint(2, 30),
        "f1": first, "f2": second, "f3": done, "f4": first + second - done, "f12": first + second,
        "n1": source.randint(100, 9000), "n2": source.randint(20, 900), "n3": source.randint(5, 90),
        "n4": source.randint(2, 20), "n5": source.randint(2, 30),
    }  # fmt: skip


def paragraph(source: random.Random) -> str:
    """Some sentences one behind the other, every second one free."""
    right, free = frames("right"), frames("free")
    chosen = [source.choice(right if source.random() < 0.6 else free) for _ in range(source.randint(2, 5))]
    return "".join(sentence.format(**drawn(source)) for sentence in chosen)


def draft(seed: int, paragraphs: int = 30) -> str:
    """A text of many paragraphs, always the same for one seed."""
    source = random.Random(seed)
    return "\n".join(paragraph(source) for _ in range(paragraphs)) + "\n"
