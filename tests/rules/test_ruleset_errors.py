"""An error in a ruleset is reported with file, line, key and the nearest valid name."""

from __future__ import annotations

import pytest
from helpers import linter
from own_rule import GOOD

from checker.resources import toml
from checker.rules.loader import parse_rules
from checker.text.errors import RulesetError


def parse(text: str) -> int:
    return len(list(parse_rules(toml.parse(text, "mine.toml"), linter().knowledge.lexicon.units.macros)))


def test_the_good_one_loads() -> None:
    assert parse(GOOD) == 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("severity =", "severty =", "mine.toml:9:rule.severty：没有这个键，是不是“severity”？"),
        ('"warning"', '"warn"', "mine.toml:9:rule.severity：不认识“warn”，是不是“warning”？"),
        ('"pattern"', '"patern"', "mine.toml:8:rule.kind：不认识“patern”，是不是“pattern”？"),
        ("patterns =", "pattrens =", "mine.toml:13:rule.options.pattrens：没有这个键，是不是“patterns”？"),
        ("甲(?&count)", "甲(", "mine.toml:13:rule.options.patterns：正则“甲(”有误"),
        ("(?&count)", "(?&cuont)", "mine.toml:13:rule.options.patterns：没有 (?&cuont)，是不是“count”？"),
        ("{text}", "{txet}", "mine.toml:10:rule.message：没有“{txet}”，是不是“text”？"),
        ("{text}", "{text.__class__}", "mine.toml:10:rule.message：没有“{text.__class__}”"),
        ("⟦甲件⟧", "甲件", "mine.toml:15:rule.example.bad：错例须用 ⟦⟧"),
        ('bad = "⟦甲件⟧"', "", "mine.toml:14:rule.example：每个 example"),
        ('id = "FIG900"', 'id = "fig900"', "mine.toml:2:rule.id：“fig900”应为"),
        ("some-fault", "Some Fault", "mine.toml:3:rule.name："),
        ('mend = "改"\n', "", "mine.toml:1:rule.mend：缺少这个键"),
        ('mend = "改"', "mend = 3", "mine.toml:11:rule.mend：应为文本"),
        ("[[rule]]", "[[rules]]", "mine.toml:1:rules：没有这个键，是不是“rule”？"),
        ("[[rule]]", "[[rule]", "mine.toml:1:TOML 语法错误"),
    ],
)
def test_mistakes_are_pointed_at(old: str, new: str, expected: str) -> None:
    with pytest.raises(RulesetError) as caught:
        parse(GOOD.replace(old, new, 1))
    assert str(caught.value).startswith(expected)
    assert "\n" not in str(caught.value)


def test_an_error_in_the_second_rule_has_its_line() -> None:
    with pytest.raises(RulesetError, match=r"mine\.toml:24:rule\.severity"):
        parse(GOOD + GOOD.replace("FIG900", "FIG901").replace('"warning"', '"loud"'))
