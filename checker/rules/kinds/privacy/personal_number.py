"""Personal numbers: of identity cards, mobile phones and bank cards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import search
from checker.search.personal_numbers import PersonalNumber, find_numbers, mask
from checker.text.diagnostic import Finding
from checker.text.document import Block

_CONTEXT = 16
"""Characters before a number that are searched for the exceptions."""
_LONGEST = 60
"""Characters of a number with what stands between its digits."""


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every valid number; the message shows it masked."""
    folded = reading.document.folded
    blocks = reading.zones.blocks(Zone.BODY, Zone.TITLE, Zone.SIGNATURE, Zone.HEAD)
    for number in _numbers(rule.string("number"), folded, blocks):
        before = folded[max(0, number.span.start - _CONTEXT) : number.span.start]
        if not search(rule.pattern("except"), before):
            yield Finding(number.span, {"masked": mask(number.digits)})


def _numbers(name: str, folded: str, blocks: Sequence[Block]) -> Iterator[PersonalNumber]:
    """Yield the numbers in the blocks, and those that go on in the next line."""
    last: Block | None = None
    for block in blocks:
        start, end = block.span.start, block.span.end
        if last is not None and folded[start].isdigit() and _go_on(last, block, folded):
            edge = last.span.end
            found = find_numbers(name, folded, max(last.span.start, edge - _LONGEST), min(end, start + _LONGEST))
            yield from (number for number in found if number.span.start < edge < number.span.end)
        yield from find_numbers(name, folded, start, end)
        last = block


def _go_on(last: Block, block: Block, folded: str) -> bool:
    """Return True for two lines of running text, of which the first one ends within a number."""
    tail = folded[last.span.end - 2 : last.span.end]
    return (
        "cell" not in (last.kind, block.kind)
        and any(map(str.isdigit, tail))
        and folded[last.span.end : block.span.start].strip("\n") == ""
    )


KIND = Kind(
    "personal-number",
    "个人的证件、电话、银行卡号码",
    check,
    (
        Option("number", "string", "identity 身份证 mobile 手机 bank-card 银行卡"),
        Option("except", "pattern", "前面出现则不是个人号码", ()),
    ),
    ("masked",),
)
