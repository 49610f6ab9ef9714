"""The invariants of tests/fuzzing.py for all inputs that have failed before, and for a few new ones in each run."""

from __future__ import annotations

import random
import runpy
from collections.abc import Callable
from pathlib import Path

import pytest
from fuzzing import TARGETS, starts
from helpers import ROOT, findings
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.formats import read
from checker.rules.loader import unmark

CRASHERS = sorted(path for path in (ROOT / "tests" / "data" / "crashers").iterdir())
MUTATED: Callable[[bytes, bytes, random.Random], bytes] = runpy.run_path(str(ROOT / "tests" / "fuzz" / "mutation.py"))[
    "mutated"
]
SIGNS = "一是（一）1.12.5万元%同比增长下降余约其中《》〔〕“”，。；\n\t \u3000\ufeff\u2028𠮷⼯\ufa6eａ０<b>&nbsp;<!-- fazhi: ignore[FIG003] --># |[x](y)**\\"


@pytest.mark.parametrize("path", CRASHERS, ids=lambda path: path.name)
def test_what_failed_once(path: Path) -> None:
    TARGETS[path.name.partition("-")[0]](path.read_bytes())


def test_crashers_are_there() -> None:
    assert {path.name.partition("-")[0] for path in CRASHERS} <= set(TARGETS)
    assert CRASHERS


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_what_is_nearly_good(name: str) -> None:
    chance = random.Random(2024)
    pool = list(starts(name))
    TARGETS[name](pool[0])
    for _ in range(10 if name in {"fixing", "linting"} else 60):
        TARGETS[name](MUTATED(chance.choice(pool), chance.choice(pool), chance))


@given(
    st.text(st.sampled_from(SIGNS), max_size=80),
    st.sampled_from(["txt", "md", "html", "reading", "linting", "remarks"]),
)
@settings(max_examples=150)
def test_any_text(text: str, name: str) -> None:
    TARGETS[name](text.encode())


@given(st.binary(max_size=60), st.sampled_from(sorted(TARGETS)))
@settings(max_examples=150)
def test_any_bytes(data: bytes, name: str) -> None:
    TARGETS[name](data)


# The failures that the fuzzer found.


@pytest.mark.parametrize("written", ["<![if !x]>", "<![推行“拿地即开工”", "<![CDAT[a]]>", "<!["])
def test_markup_that_the_tokenizer_does_not_know(written: str) -> None:
    document = read("a.html", f"<p>办理</p>{written}<p>案件18件</p>".encode())
    assert document.text.startswith("办理\n")
    place = document.text.rindex("案件") if "案件" in document.text else 0
    assert document.source[document.source_offset(place)] == document.text[place]


def test_a_form_that_is_the_right_one_is_no_finding() -> None:
    assert findings("落实\ufa0e案。", "compatibility-character") == []
    assert findings("落实⽅案。", "compatibility-character") == [("compatibility-character", "⽅")]


@pytest.mark.parametrize("written", ["⟧a", "⟦a", "⟦a⟦b⟧⟧", "⟦a⟧⟧"])
def test_marks_without_a_partner(written: str) -> None:
    with pytest.raises(ValueError, match=r"[⟦⟧]"):
        unmark(written)
