"""One place is told by one rule, and a pair of places, to people, by one finding."""

from __future__ import annotations

from helpers import SEEDS, linter, report

from checker.lint.precedence import select_findings
from checker.outputs.display import Display
from checker.outputs.grouping import without_mirrored
from checker.outputs.terminal import full
from checker.rules.loader import RULE_KEYS
from checker.text.diagnostic import Confidence, Diagnostic, Related, Severity
from checker.text.document import Place
from checker.text.span import Span


def found(rule: str, start: int, end: int, *related: Span, scope: str = "span") -> Diagnostic:
    return Diagnostic(
        path="a.txt", rule=rule, name="name", severity=Severity.ERROR, confidence=Confidence.HIGH, message="", mend="",
        source="", span=Span(start, end), scope="span" if scope == "span" else "document", text="字" * (end - start),
        place=Place(1, 1, ""), end_place=Place(1, 1, ""), related=tuple(Related(span, "") for span in related),
    )  # fmt: skip


RULES = linter().all_rules


def told(*items: Diagnostic) -> list[tuple[str, int]]:
    return [(item.rule, item.span.start) for item in select_findings(items, RULES)]


def test_every_rule_that_is_yielded_to_exists_and_none_yields_in_a_circle() -> None:
    yielding = {rule.id: set(rule.yields_to) for rule in RULES}
    assert "yields-to" in RULE_KEYS
    assert sum(map(bool, yielding.values())) > 10
    assert {name for names in yielding.values() for name in names} <= set(yielding)

    def reached(rule: str, seen: frozenset[str]) -> bool:
        return any(name in seen or reached(name, seen | {name}) for name in yielding[rule])

    assert not [rule for rule in yielding if reached(rule, frozenset({rule}))]


def test_a_rule_yields_where_its_finding_shares_characters() -> None:
    assert told(found("WRD003", 10, 14), found("WRD027", 10, 12)) == [("WRD003", 10)]
    assert told(found("WRD003", 10, 14), found("WRD027", 14, 16)) == [("WRD003", 10), ("WRD027", 14)]
    assert told(found("WRD027", 10, 12)) == [("WRD027", 10)]


def test_a_finding_about_the_whole_document_yields_to_none() -> None:
    assert len(told(found("STR021", 0, 0, scope="document"), found("STR016", 0, 4))) == 2


def test_a_rule_tells_a_place_once() -> None:
    assert told(found("WRD028", 5, 7), found("WRD028", 5, 7)) == [("WRD028", 5)]
    assert len(told(found("STR002", 0, 0, scope="document"), found("STR002", 0, 0, scope="document"))) == 2


def test_people_are_told_of_a_pair_once_at_its_first_place_and_programs_of_both() -> None:
    pair = found("REF013", 5, 9, Span(20, 24)), found("REF013", 20, 24, Span(5, 9))
    assert told(*pair) == [("REF013", 5), ("REF013", 20)]
    assert [item.span.start for item in without_mirrored(pair)] == [5]
    assert len(without_mirrored((pair[0], found("REF013", 20, 24, Span(40, 44))))) == 2


def test_texts() -> None:
    shown = report((SEEDS / "yunlong-2023.txt").read_text(encoding="utf-8"))
    items = [item for item in shown.diagnostics if item.rule == "REF013"]
    assert [item.text for item in items] == ["《云龙镇合法性审查事项目录清单》", "《云龙镇行政合法性审查事项目录清单》"]
    (first,) = without_mirrored(items)
    assert first.place.label == "第19行第99列"
    written = full.write([shown], Display(color=False))
    assert written.count("REF013") == 1
    assert "参见 第21行第39列" in written
