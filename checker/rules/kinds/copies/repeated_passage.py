"""Paragraphs that occur twice in a report."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each run of repeated paragraphs, on the second occurrence, related to the first."""
    text = reading.document.text
    total = sum(len(block.span) for block in reading.body) or 1
    low, high = rule.integer("minimum-paragraphs"), rule.integer("maximum-paragraphs")
    for repeat in reading.repeats:
        if not low <= len(repeat.blocks) <= high or repeat.characters < rule.integer("minimum-characters"):
            continue
        share = repeat.characters / total
        values = {
            "paragraphs": str(len(repeat.blocks)),
            "characters": str(repeat.characters),
            "share": f"{share:.0%}",
            "place": reading.document.line_label(repeat.original.start),
            "opening": repeat.copy.of(text)[:12],
        }
        yield Finding(repeat.copy, values, "body" if share >= 0.5 else "", (Related(repeat.original, "原文在此"),))


KIND = Kind(
    "repeated-passage",
    "整段重复",
    check,
    (
        Option("minimum-paragraphs", "integer", "连续重复至少几段", 1),
        Option("maximum-paragraphs", "integer", "连续重复至多几段", 1_000_000),
        Option("minimum-characters", "integer", "重复的字数下限", 0),
    ),
    ("paragraphs", "characters", "share", "place", "opening"),
    ("body",),
)
