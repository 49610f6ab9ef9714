"""The examples of the rules as tests: each rule finds exactly the marked spans."""

from __future__ import annotations

import marshal
import string
from collections.abc import Iterator, Mapping

import pytest
from helpers import ROOT, linter, report
from msgspec.structs import asdict, replace
from word_files import from_text

from checker.facts.reading import Reading
from checker.formats import read
from checker.lint.engine import lint
from checker.lint.report import Report
from checker.project import examples
from checker.project.examples import ExampleCase
from checker.resources import toml
from checker.rules.compiled import pack_rules, unpack_rules
from checker.rules.kinds import KINDS
from checker.rules.loader import parse_rules
from checker.rules.rule import Example, Rule
from checker.search.patterns import Pattern
from checker.text.diagnostic import Finding, source_span_of

RULES = linter().all_rules
EXAMPLES = [
    pytest.param(rule, example, id=f"{rule.id}-{index}")
    for rule in RULES
    for index, example in enumerate(rule.examples, 1)
]


def in_any_format(rule: Rule, example: Example) -> bool:
    """Return False for kinds that depend on plain text: blank lines, and directives in the form of text files."""
    return rule.kind not in ("blank-line", "suppression") and example.format == "txt"


def run(rule: Rule, text: str, example: Example, name: str = "example.txt") -> Report:
    result = examples.run_case(ExampleCase(rule, 1, example, linter().knowledge), text, name)
    assert not result.failures
    assert not [item.message for item in result.diagnostics if {"\r", "\n"} & set(item.message + item.mend)]
    return result


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_found_exactly(rule: Rule, example: Example) -> None:
    report = run(rule, example.text, example, "")
    found = report.diagnostics
    assert [source_span_of(report.document, item) for item in found] == list(example.spans)
    if example.variant:
        assert {item.severity for item in found} == {rule.variants[example.variant].severity}


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_found_in_html_with_tags_cut_through(rule: Rule, example: Example) -> None:
    if not in_any_format(rule, example):
        pytest.skip("not a matter of plain text")
    lines = "".join(f"<p>{'<b></b>'.join(line)}</p>\n" for line in example.text.split("\n") if line.strip())
    plain = run(rule, example.text, example).diagnostics
    found = run(rule, lines.replace("&", "&amp;"), example, "example.html").diagnostics
    assert [(item.rule, "".join(item.text.split())) for item in found] == [
        (item.rule, "".join(item.text.split())) for item in plain
    ]


SPACED = {
    "indented": ("　　", "\n"),
    "indented with other blanks": ("\t\xa0 ", "\n"),
    "blanks and CR LF behind": ("", "  \r\n"),
    "blank lines between": ("", "\n\n"),
}
"""Text before and after each line that is not blank."""


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_found_however_lines_begin_and_end(rule: Rule, example: Example) -> None:
    if not in_any_format(rule, example):
        pytest.skip("not a matter of plain text")
    plain = run(rule, example.text, example).diagnostics
    for name, (before, behind) in SPACED.items():
        lines = example.text.split("\n")
        text = "".join(f"{before}{line}{behind}" if line.strip() else f"{line}\n" for line in lines)
        found = run(rule, text, example).diagnostics
        assert [(item.rule, "".join(item.text.split())) for item in found] == [
            (item.rule, "".join(item.text.split())) for item in plain
        ], name


ONE_LINE = [
    pytest.param(rule, example, id=f"{rule.id}-{index}")
    for rule in RULES
    for index, example in enumerate(rule.examples, 1)
    if "\n" not in example.text.strip()
]


@pytest.mark.parametrize(("rule", "example"), ONE_LINE)
def test_an_example_is_found_behind_another_paragraph(rule: Rule, example: Example) -> None:
    before = "云岭镇工作情况\n\n"
    plain = [(item.rule, item.span) for item in run(rule, example.text, example).diagnostics if item.scope == "span"]
    found = run(rule, f"{before}{example.text}", example).diagnostics
    assert [(item.rule, item.span) for item in found if item.scope == "span"] == [
        (name, span.shift(len(before))) for name, span in plain
    ]


def marked_down(line: str) -> str:
    """Return a line as Markdown that renders as the line: punctuation escaped, a tag between all characters."""
    return "<b></b>".join(f"\\{sign}" if sign in string.punctuation else sign for sign in line)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_found_in_markdown_with_tags_cut_through(rule: Rule, example: Example) -> None:
    if not in_any_format(rule, example):
        pytest.skip("not a matter of plain text")
    plain = run(rule, example.text, example).diagnostics
    written = "\n\n".join(marked_down(line.strip()) for line in example.text.split("\n") if line.strip())
    found = run(rule, written, example, "example.md").diagnostics
    assert [(item.rule, "".join(item.text.split())) for item in found] == [
        (item.rule, "".join(item.text.split())) for item in plain
    ]


@pytest.mark.parametrize(("rule", "example"), EXAMPLES)
def test_an_example_is_found_in_word_with_runs_cut_everywhere(rule: Rule, example: Example) -> None:
    if not in_any_format(rule, example):
        pytest.skip("not a matter of plain text")
    plain = run(rule, example.text, example).diagnostics
    case = ExampleCase(rule, 1, example, linter().knowledge)
    found = examples.lint_document(case, read("example.docx", from_text(example.text, cut=True))).diagnostics
    assert [(item.rule, "".join(item.text.split())) for item in found] == [
        (item.rule, "".join(item.text.split())) for item in plain
    ]


FIXED = [(rule, example) for rule in RULES for example in rule.examples if example.fixed is not None]


@pytest.mark.parametrize(("rule", "example"), FIXED)
def test_a_fix_gives_the_right_text_and_nothing_is_found_any_more(rule: Rule, example: Example) -> None:
    text = examples.fixed_text(ExampleCase(rule, 1, example, linter().knowledge))
    assert text == example.fixed
    assert run(rule, text, example).diagnostics == ()


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.fix != "none"], ids=lambda rule: rule.id)
def test_a_rule_that_fixes_shows_it(rule: Rule) -> None:
    assert any(example.fixed is not None for example in rule.examples)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_complete(rule: Rule) -> None:
    assert any(not example.good for example in rule.examples), "no bad example"
    assert any(example.good for example in rule.examples), "no good example"
    assert rule.summary
    assert rule.summary_en
    assert rule.why
    assert rule.source
    assert rule.mend
    assert set(rule.variants) <= set(KINDS[rule.kind].variants)
    shown = {example.variant for example in rule.examples}
    assert not shown - {""} - set(rule.variants)


def test_every_kind_is_used() -> None:
    derived = {"measure-range"}  # its rules are written by `fazhi derive`
    assert set(KINDS) == {rule.kind for rule in RULES} | derived


def test_every_shipped_expression_compiles() -> None:
    """Shipped files are trusted at run time, because this test validates them."""
    lexicon = linter().knowledge.lexicon
    found = [value for rule in RULES for value in rule.options.values()]
    found += [value for table in found if isinstance(table, Mapping) for value in table.values()]
    words = (lexicon.page, lexicon.report, lexicon.units, lexicon.relations)
    parts = [part for profile in lexicon.profiles.values() for part in profile.parts]
    found += [value for table in (*words, *parts) for value in asdict(table).values()]
    patterns = [value for value in found if isinstance(value, Pattern)]
    assert len(patterns) > 150
    for pattern in patterns:
        pattern.check()


def test_names_name_the_fault() -> None:
    assert not [rule.name for rule in RULES if rule.name.startswith(("no-", "require-", "check-"))]


def test_a_message_that_quotes_two_lines_is_one_line() -> None:
    sentence = "全年审查规范性文件6件、重大行政决策2件,未经审查的一律不提交讨论。"
    twice = f"一、规范决策\r\n{sentence}\r\n二、严格执法\r\n{sentence}群众反映良好。{sentence}\r\n" * 2
    (found,) = report(f"会议纪要\r\n{twice}" + "其他内容。" * 99, "repeated-body").diagnostics
    assert found.message == "从“一、规范决策 全年审查”起连续 4 段（121 字）与第 2 行起的内容完全相同"


def test_a_broken_kind_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from helpers import document
    from msgspec.structs import replace

    def broken(_: Reading, __: Rule) -> Iterator[Finding]:
        raise RuntimeError("boom")

    monkeypatch.setitem(KINDS, "required-title", replace(KINDS["required-title"], check=broken))
    text = "2024年,我局推进法治建设,审查合同@件。现将法治政府建设情况报告如下:\n"
    result = lint(document(text), RULES, linter().knowledge)
    assert result.failures == ("report.txt：规则 STR006 出错（RuntimeError: boom）",)
    assert "PLH001" in [item.rule for item in result.diagnostics]


def test_packed_rules_are_unpacked_to_equal_rules() -> None:
    macros = linter().knowledge.lexicon.units.macros
    for path in sorted((ROOT / "rulesets").glob("*.toml")):
        rules = list(parse_rules(toml.load(path, path.name, trusted=True), macros))
        packed = marshal.loads(marshal.dumps(pack_rules(rules)))
        unpacked = [replace(rule, examples=tuple(rule.examples)) for rule in unpack_rules(packed)]
        assert unpacked == rules
        for copy, rule in zip(unpacked, rules, strict=True):
            assert [type(value) for value in copy.options.values()] == [type(value) for value in rule.options.values()]
