"""Fields of a page's metadata that are empty or repeated."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.outline.metadata import Field
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each empty field, or for each run of repeated fields.

    The variant ``button`` is a field that a script of the page fills.
    """
    if rule.string("fault") == "empty":
        for field in reading.metadata:
            if not field.value:
                variant = "button" if field.role in rule.strings("button-roles") else ""
                yield Finding(field.name_span, {"text": field.name, "count": "1"}, variant)
    else:
        yield from _doubled(reading)


def _doubled(reading: Reading) -> Iterator[Finding]:
    first: dict[tuple[str, str], Field] = {}
    run: list[tuple[Field, Field]] = []
    for field in reading.metadata:
        key = (field.name, field.value)
        if key in first:
            run.append((field, first[key]))
            continue
        first[key] = field
        if run:
            yield _run(run)
            run = []
    if run:
        yield _run(run)


def _run(run: list[tuple[Field, Field]]) -> Finding:
    start, end = run[0][0].name_span.start, run[-1][0].value_span.end
    related = Related(run[0][1].name_span, "第一次在此")
    return Finding(
        Span(start, max(end, run[-1][0].name_span.end)),
        {"text": run[0][0].name, "count": str(len(run))},
        "",
        (related,),
    )


KIND = Kind(
    "metadata-field",
    "元数据栏目为空或重复",
    check,
    (
        Option("fault", "string", "empty 或 doubled"),
        Option("button-roles", "strings", "网页脚本填写的栏目", ()),
    ),
    ("text", "count"),
    ("button",),
)
