"""A count of the units below the issuer that is not the number of them: 18个乡镇全部建立 where there are 17."""

from __future__ import annotations

from collections.abc import Iterator

from checker.facts.names.subordinates import Against, UnitWords, contradictions, read_unit_counts
from checker.facts.names.unit_averages import against_averages, read_unit_averages
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding, Related
from checker.text.span import Span


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every count of all units, or of more than all, that the other counts contradict.

    Variants: ``average`` for one that a total and its average exclude; ``either`` for the later of two counts of all,
    where nothing tells which is wrong; ``digit`` for one that differs in a digit from a number told several times.
    """
    if not reading.identity.is_report:
        return
    words = UnitWords(
        rule.pattern_table("units"),
        {unit: tuple(parts.split()) for unit, parts in rule.table("sums").items()},
        rule.pattern("stated"),
        rule.pattern("whole"),
        rule.pattern("whole-behind"),
        rule.pattern("part"),
        rule.pattern("base-behind"),
        rule.pattern("part-behind"),
        rule.pattern("among"),
        rule.pattern("other"),
        rule.pattern("other-behind"),
        rule.pattern("above"),
        rule.pattern("joined"),
        frozenset(rule.strings("slips")),
        rule.pattern("whole-next"),
    )
    blocks = {unit: reading.candidate_blocks(pattern) for unit, pattern in words.units.items()}
    counts = read_unit_counts(reading.document.folded, blocks, words, _level(reading, rule))
    text = reading.document.text
    averages = rule.pattern("averages")
    spoken = reading.candidate_blocks(averages)
    by_average = read_unit_averages(reading.document.folded, spoken, averages, words.units) if spoken else []
    slack = rule.integer("slack")
    told: set[Span] = set()
    for found in (*contradictions(counts, slack, words.slips), *against_averages(counts, by_average, slack)):
        if found.count.span in told:
            continue
        told.add(found.count.span)
        other = found.attested[0].span
        values = {
            "text": found.count.span.of(text),
            "unit": found.count.unit,
            "total": str(found.total),
            "other": other.of(text),
            "place": reading.document.line_label(other.start),
        }
        related = (Related(other, f"此处为{other.of(text)}"),)
        variant = "" if found.against is Against.TOTAL else found.against.value
        yield Finding(found.count.span, values, variant, related)


def _level(reading: Reading, rule: Rule) -> str:
    """Return the type of the issuer's place: the last of ``levels`` in its name, 县 of 青石县司法局."""
    issuer = reading.identity.issuer
    return max(rule.string("levels"), key=issuer.value.rfind) if issuer else ""


KIND = Kind(
    "unit-count",
    "下辖单位的个数前后不一",
    check,
    (
        Option("units", "pattern-table", "单位 → 写法,含 (?P<count>)", prefiltered=True),
        Option("sums", "table", "合称 → 由哪几种单位相加"),
        Option("stated", "pattern", "个数前有这些，是说一共有几个"),
        Option("whole", "pattern", "个数前有这些，是说全部"),
        Option("whole-behind", "pattern", "个数后有这些，是说全部"),
        Option("whole-next", "pattern", "下一分句这样开头，是说全部", ()),
        Option("part", "pattern", "个数前有这些，是说其中几个"),
        Option("base-behind", "pattern", "个数后有这些，接着说的是全部中的几个"),
        Option("part-behind", "pattern", "个数后有这些，是说其中几个"),
        Option("among", "pattern", "个数前有这些，不知是否全部"),
        Option("other", "pattern", "个数前有这些，是别处、别年的，或不是总数"),
        Option("other-behind", "pattern", "个数后有这些，是别的事"),
        Option("above", "pattern", "个数前有这些，是 (?P<level>…) 那一级的全部；报告机关是那一级的，就是自己的"),
        Option("levels", "string", "各级的字"),
        Option("joined", "pattern", "两个个数之间只有这些，是并列的"),
        Option(
            "averages",
            "pattern",
            "总数和每个单位平均多少，含 (?P<whole>)、(?P<noun>)、(?P<each>)",
            (),
            prefiltered=True,
        ),
        Option("slips", "strings", "有几种总数的单位：只查与多次写到的数差一个数字的", ()),
        Option("slack", "integer", "说全部而少几个以内，才算笔误", 2),
    ),
    ("text", "unit", "total", "other", "place"),
    ("average", "either", "digit"),
)
