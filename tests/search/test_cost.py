"""The cost of shipped expressions on artificial texts is linear in the length, not quadratic.

The measure is the minimum of several processor times, because other load only makes them longer.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping

import msgspec
import pytest
from helpers import document, linter, report
from pace import SLOW

from checker.search.patterns import Pattern, alternatives

ANCHORED = {"lexicon.roles.subject", "lexicon.relations.bare_lead"}
"""Expressions that are matched only at the start of a clause, or against a whole passage."""
SHORT, FACTOR = 1000, 8
MIN_SECONDS = 0.01
"""Times below this are not compared."""
GROWTH = 3 * FACTOR
"""Limit between linear growth (the factor) and quadratic growth (eight times the factor)."""
ROUNDS = 5


def named(name: str, value: object) -> Iterator[tuple[str, Pattern]]:
    if isinstance(value, Pattern):
        yield name, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from named(f"{name}.{key}", item)
    elif isinstance(value, (tuple, list)):
        for item in value:
            yield from named(name, item)
    elif isinstance(value, msgspec.Struct):
        for field in msgspec.structs.fields(value):
            yield from named(f"{name}.{field.name}", getattr(value, field.name))


def shipped() -> dict[str, tuple[str, Pattern]]:
    knowledge = linter().knowledge
    found = [item for rule in linter().all_rules for item in named(rule.id, dict(rule.options))]
    found.extend(named("lexicon", knowledge.lexicon))
    found.extend(named("copies", knowledge.copy_words))
    found.extend(named("official-names", knowledge.words("official-names").rows))
    found.extend(named("guard", dict(knowledge.wordings.tables)))
    found.append(("protected", alternatives(knowledge.protected)))
    return {pattern.pattern: (name, pattern) for name, pattern in found}


UNITS = [
    "的", "1", "1,", " ", "(", "“", "《", "[", ",", ".", "一", "a", "*", "X", "_", "\t", "。", "a.", "年、", "案件",
    "“双", "《实施", "县委、", "(《“一是推进,", "推进法治建设工作", "第1条2024年3月", "〔2024〕", "十二", "1.", "@", "#",
]  # fmt: skip


def seconds(pattern: Pattern, text: str) -> float:
    start = time.process_time()
    for _ in pattern.finditer(text, timeout=20):
        pass
    return time.process_time() - start


def grows(pattern: Pattern, unit: str) -> bool:
    """Return True when eight times the text takes far more than eight times as long."""
    short, long = (unit * (length // len(unit)) for length in (SHORT, SHORT * FACTOR))
    if seconds(pattern, long) < MIN_SECONDS:
        return False
    part, whole = (min(seconds(pattern, text) for _ in range(ROUNDS)) for text in (short, long))
    return whole > GROWTH * part


@pytest.mark.parametrize("unit", UNITS)
def test_the_cost_of_every_expression_is_linear(unit: str) -> None:
    found = [name for name, pattern in shipped().values() if name not in ANCHORED and grows(pattern, unit)]
    assert not found


def test_the_measurement_detects_a_quadratic_expression() -> None:
    assert grows(Pattern(r"\d[\d,.]*[万千]"), "1")
    assert not grows(Pattern(r"\d{1,8}x"), "1")


@pytest.mark.parametrize("unit", ["推进法治建设工作,", "“双", "1,", "《实施", "一是", "2024年审查合同@件"])
def test_a_long_text_without_a_line_break_is_checked(unit: str) -> None:
    size = 1_000_000 if SLOW else 250_000
    text = "云岭镇2024年法治政府建设年度报告\n\n" + unit * (size // len(unit.encode()))
    start = time.process_time()
    assert report(text).document == document(text)
    assert time.process_time() - start < 120
