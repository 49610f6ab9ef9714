"""Personal numbers: of identity cards, mobile phones and bank cards."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.search.patterns import Pattern, compile_pattern, search
from checker.text.diagnostic import Finding
from checker.text.span import Span

_CONTEXT = 16
"""Characters before a number that are searched for the exceptions."""
_NUMBERS: dict[str, Pattern] = {
    "identity": compile_pattern(r"(?<![\dA-Za-z/\-])[1-9]\d{16}[\dXx](?![\dA-Za-z])"),
    "mobile": compile_pattern(r"(?<![\dA-Za-z/\-.])1[3-9]\d{9}(?![\dA-Za-z])"),
    "bank-card": compile_pattern(r"(?<![\dA-Za-z/\-.])[3-6]\d{15,18}(?![\dA-Za-z])"),
}
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for every valid number; the message shows it masked."""
    name = rule.string("number")
    folded = reading.document.folded
    zones = (Zone.BODY, Zone.TITLE, Zone.SIGNATURE, Zone.HEAD)
    for block in reading.zones.blocks(*zones):
        for match in _NUMBERS[name].finditer(folded, block.span.start, block.span.end):
            span = Span(*match.span())
            before = folded[max(0, span.start - _CONTEXT) : span.start]
            if _is_valid(name, match.group()) and not search(rule.pattern("except"), before):
                yield Finding(span, {"masked": mask(match.group())})


def mask(number: str) -> str:
    """Return a number with all characters but the first two masked: 33****************."""
    return number[:2] + "*" * (len(number) - 2)


def _is_valid(name: str, number: str) -> bool:
    if name == "identity":
        return is_identity_number(number)
    return name == "mobile" or luhn(number)


def is_identity_number(number: str) -> bool:
    """Return True for a number of 18 characters with a valid birth date and check digit (GB 11643—1999)."""
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return born.year >= 1900 and _CHECKS[total % 11] == number[17].upper()


def luhn(number: str) -> bool:
    """Return True if the check digit of a bank card number is correct (ISO/IEC 7812-1)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0


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
