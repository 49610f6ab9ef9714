"""The prefilter skips an expression only where it cannot match."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import regex
from helpers import SEEDS, document, linter
from hypothesis import given
from hypothesis import strategies as st
from pace import SLOW

from checker.cache.store import PersistentCache
from checker.facts.reading import Reading
from checker.knowledge.base import Knowledge
from checker.resources.shipped import rulesets_directory
from checker.search import prefilter as prefilter_module
from checker.search.literals import required_literals
from checker.search.patterns import Pattern, compile_pattern
from checker.search.prefilter import BlockSubset, Prefilter
from checker.text.document import fold


def shipped() -> Iterator[Pattern]:
    for rule in linter().all_rules:
        for value in rule.options.values():
            yield from (
                (item for item in value.values() if isinstance(item, Pattern))
                if isinstance(value, Mapping)
                else (value,)
                if isinstance(value, Pattern)
                else ()
            )


EXAMPLES = "\n".join(example.text for rule in linter().all_rules for example in rule.examples)
TEXT = "\n".join(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))) + EXAMPLES


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("合同(?:法|书)", {"合同法", "合同书"}),
        ("(?:推进)?建设", {"推进建设", "建设"}),
        (r"\d+件(?=次)", {"件"}),
        (r"[^。]{2,8}共(?P<x>计)(?P=x)", {"共计计"}),
        ("(?<!不)[余多](?:件|份)", {"余件", "余份", "多件", "多份"}),
        (r"\p{Han}{2,4}(?:镇|乡)(?=人民政府)", {"人民政府"}),
        ("(?:第一|第二)+批", {"第一", "第二"}),
        ("(?P<x>[的了])(?P=x)(?!确)", {"的的", "了了"}),
        ("(?P<x>甲|乙丙)(?P=x)?", {"甲", "乙丙"}),
        (r"(?P<x>甲\d)(?P=x)", {"甲"}),
        (r"[,、]{1,2}(?P<right>。)", {",。", "、。", ",,。", ",、。", "、,。", "、、。"}),
        ("。{3,}", {"。。。"}),
        (r"[\t\r]甲", {"\t甲", "\r甲"}),
        (r"(?m:^甲乙$)", {"甲乙"}),
        (r"[\d\-]+", None),
        (r"(?:甲|\d)", None),
        ("甲?", None),
        ("甲|", None),
        ("(?i)word", None),
        ("[甲-丁]", None),
        (r"[\.-9]", None),
        ("[[:alpha:]]", None),
        ("(?(1)甲|乙)", None),
        ("甲{e<=1}", None),
        ("甲(", None),
    ],
)
def test_required_literals(source: str, words: set[str] | None) -> None:
    assert required_literals(source) == (frozenset(words) if words else None)


def test_every_match_of_shipped_expressions_contains_a_required_literal() -> None:
    patterns = list(shipped())
    guarded = 0
    for pattern in patterns:
        words = required_literals(pattern.pattern)
        if words is None:
            continue
        guarded += 1
        for text in (TEXT, fold(TEXT)):
            for line in text.split("\n"):
                for _ in pattern.finditer(line):
                    assert any(word in line for word in words), pattern.pattern
    assert guarded > 0.85 * len([pattern for pattern in patterns if pattern.pattern != "(?!)"])


PARTS = st.recursive(
    st.sampled_from(
        ["甲", "乙", "丙丁", "[甲乙]", r"\d", ".", "^", "$", "(?=甲)", "(?!乙)", "(?<=丙)", r"\p{Han}", "[^丁]"]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map("".join),
        st.tuples(inner, inner).map(lambda pair: f"(?:{pair[0]}|{pair[1]})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{2}", "{0,2}", "{1,}", "?+", "*?"])).map(
            lambda pair: f"(?:{pair[0]}){pair[1]}"
        ),
        inner.map(lambda part: part if "(?P<" in part else f"(?P<x>{part})(?P=x)"),
    ),
    max_leaves=8,
)


@given(PARTS, st.text("甲乙丙丁1", max_size=12))
def test_every_match_contains_a_required_literal(source: str, text: str) -> None:
    words = required_literals(source)
    for match in regex.finditer(source, text):
        assert words is None or any(word in text for word in words), match


def test_blocks_with_a_required_literal() -> None:
    text = "甲乙\n丙＠丁\n\n戊甲"
    every = document(text).blocks
    blocks = BlockSubset(dict(enumerate(every)))
    prefilter = Prefilter()
    found = {source: compile_pattern(source) for source in ("甲", "＠", "@", "己", r"\d")}
    prefilter.add(found.values())
    result = prefilter.scan(fold(text), every)
    told = {source: [block.span.of(text) for block in result.blocks(found[source], blocks)] for source in found}
    everything = ["甲乙", "丙＠丁", "戊甲"]
    assert told == {"甲": ["甲乙", "戊甲"], "＠": ["丙＠丁"], "@": ["丙＠丁"], "己": [], r"\d": everything}
    later = compile_pattern("戊")
    assert list(result.blocks(later, blocks)) == list(blocks.blocks), "it was not looked for in this text"
    assert [block.span.of(text) for block in prefilter.scan(fold(text), every).blocks(later, blocks)] == ["戊甲"]


@pytest.mark.parametrize("kept", ["", "kept"])
def test_prefilters_are_independent(kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = PersistentCache("compiled-")
    monkeypatch.setattr(prefilter_module, "COMPILED_CACHE", archive)
    text = "甲乙\n丙丁\n戊甲"
    every = document(text).blocks
    blocks = BlockSubset(dict(enumerate(every)))
    first = [compile_pattern(source) for source in ("甲|己", "丁", "庚\n|甲", "丙")]
    second = [compile_pattern(source) for source in ("乙|戊", "丙|甲")]
    for _ in range(2):  # as what is worked out, and as what was kept
        if kept:
            archive.open(tmp_path)
        prefilters = Prefilter(), Prefilter()
        for prefilter in prefilters:
            prefilter.add(first)
        prefilters[0].add(second)
        for prefilter, known in zip(prefilters, ((*first, *second), first), strict=True):
            result = prefilter.scan(text, every)
            told = [[block.span.of(text) for block in result.blocks(pattern, blocks)] for pattern in known]
            assert told[:4] == [["甲乙", "戊甲"], ["丙丁"], ["甲乙", "丙丁", "戊甲"], ["丙丁"]]
            assert told[4:] == [["甲乙", "戊甲"], ["甲乙", "丙丁", "戊甲"]][: len(told) - 4]
        archive.save()
        archive.close()


def test_findings_are_the_same_without_a_prefilter() -> None:
    """With an empty prefilter, a reading tries every expression everywhere."""
    from checker.rules.kinds import KINDS

    tools = linter()
    rules = tools.rules
    blind = Knowledge(rulesets_directory())
    for path in sorted(SEEDS.glob("*.txt"))[: None if SLOW else 2]:
        text = f"{path.read_text(encoding='utf-8')}\n{EXAMPLES}"
        guarded, trying = Reading(document(text), tools.knowledge), Reading(document(text), blind)
        for rule in rules:
            check = KINDS[rule.kind].check
            assert list(check(guarded, rule)) == list(check(trying, rule)), rule.id
