"""Straight quotation marks in Chinese text; those of a paragraph are paired in turn."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.marks.pairs import Fault, read_marks, stand_in
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import compile_pattern, finditer
from checker.text.diagnostic import Edit, Finding, Fix
from checker.text.document import Block
from checker.text.span import Span

_HAN = compile_pattern(r"\p{Han}")
_DIGIT = compile_pattern(r"\d")
_INNER_END = compile_pattern(r"[。;!?]")
_CLAUSE = compile_pattern(r"[^,。;:!?\"]{1,24}")


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each pair around Han characters, and for a mark without a partner (variant ``unpaired``).

    A document that writes straight marks only is told once (variant ``habit``).
    """
    folded = reading.document.folded
    pairs: list[tuple[int, int, bool]] = []
    for block in reading.candidate_blocks(rule.pattern("marks")):
        marks = [match.start() for match in finditer(rule.pattern("marks"), folded, block.span.start, block.span.end)]
        halves = _halves(folded, block, rule.string("right"), folded[marks[0]]) if marks else set()
        marks = [mark for mark in marks if mark not in halves]  # the rule about pairs tells them
        lone = _lone(folded, marks, block.span.end) if len(marks) % 2 else None
        if lone is not None:
            yield from _unpaired(reading, rule, lone, block.span.end)
            marks.remove(lone)
        for first, second in zip(marks[::2], marks[1::2], strict=False):
            if _HAN.search(folded[first + 1 : second]):
                pairs.append((first, second, lone is None))
    habit = len(pairs) >= rule.integer("habit") and rule.string("right")[0] not in folded
    for first, second, paired in pairs[:1] if habit else pairs:
        yield _finding(reading, rule, first, second, "habit" if habit else "", paired=paired)


def _halves(folded: str, block: Block, right: str, straight: str) -> set[int]:
    """Return the straight marks that are one half of a pair whose other half is right."""
    faults = read_marks(folded, (block,), (right,), ()) if any(mark in block.span.of(folded) for mark in right) else ()
    return {
        place
        for fault in faults
        if fault.fault in {Fault.UNOPENED, Fault.UNCLOSED}
        and (place := stand_in(folded, block.span, fault, straight)) is not None
    }


def _lone(folded: str, marks: list[int], end: int) -> int:
    """Return the mark of an odd number that has no partner: the first one whose pair holds the end of a sentence."""
    for index in range(0, len(marks) - 1, 2):
        if _INNER_END.search(folded, marks[index] + 1, marks[index + 1]):
            return marks[index]
    return marks[-1]


def _unpaired(reading: Reading, rule: Rule, mark: int, end: int) -> Iterator[Finding]:
    folded, text = reading.document.folded, reading.document.text
    behind = _CLAUSE.match(folded, mark + 1, end)
    if _DIGIT.search(folded[max(0, mark - 1) : mark]) or behind is None:
        return  # inches
    span = Span(mark, behind.end())
    yield Finding(span, {"text": span.of(text), "right": rule.string("right")}, "unpaired")


def _finding(reading: Reading, rule: Rule, first: int, second: int, variant: str, *, paired: bool) -> Finding:
    text = reading.document.text
    opening, closing = rule.string("right")[0], rule.string("right")[1]
    inner = text[first + 1 : second]
    edits = (Edit(Span(first, first + 1), opening), Edit(Span(second, second + 1), closing))
    values = {"text": text[first : second + 1], "right": f"{opening}{inner}{closing}"}
    fixes = (Fix(f"改为“{values['right']}”", "unsafe", edits),) if paired and not variant else ()
    return Finding(Span(first, second + 1), values, variant, fixes=fixes)


KIND = Kind(
    "straight-quotes",
    "中文里的直引号",
    check,
    (
        Option("marks", "pattern", "直引号", prefiltered=True),
        Option("right", "string", "改用的前引号和后引号"),
        Option("habit", "integer", "全文只用直引号,多于几处只报一次", 4),
    ),
    ("text", "right"),
    ("habit", "unpaired"),
)
