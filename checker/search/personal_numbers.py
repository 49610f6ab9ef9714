"""Numbers that belong to a person, as people write them: grouped, hyphenated, with the code of the country."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from msgspec import Struct

from checker.search.patterns import compile_pattern, finditer
from checker.text.span import Span

IDENTITY, MOBILE, BANK_CARD = "identity", "mobile", "bank-card"
KINDS = (IDENTITY, MOBILE, BANK_CARD)
SHORTEST = 11
"""Digits of the shortest of them, a mobile phone's."""
_INVISIBLE = r"\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0f\ufeff"
_SEPARATORS = r" \n\xa0\u2000-\u200a\u202f\u205f\u3000\-\u2010-\u2015\u2212.·•・_"
_RUN = compile_pattern(
    rf"(?<![\dA-Za-z/])(?:\+[{_INVISIBLE}]*+)?\d(?:[{_INVISIBLE}]*+(?:[{_SEPARATORS}()（）][{_INVISIBLE}]*+){{0,3}}\d){{10,80}}+"
    rf"(?:[{_INVISIBLE}{_SEPARATORS}]{{0,3}}[Xx])?+"
)
"""Digits with little between them: what may hold a number. It is at most 81 of them: more are a table."""
_GROUP = compile_pattern(rf"\d(?:[{_INVISIBLE}]*+\d)*+(?:[{_INVISIBLE}]*+[Xx](?![A-Za-z\d]))?+")
_DIGITS = compile_pattern(r"[^\dXx]+")
_BREAK = "\n"
_LETTERS = compile_pattern(r"[\dA-Za-z]")
_CODES = ("86", "0086")
"""Of China, for calls from elsewhere."""
_MOBILE_GROUPS = ([3, 4, 4], [3, 3, 5], [4, 3, 4], [4, 4, 3], [3, 8])
_CARD_GROUP = 4
_MAX_GROUPS = 8
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"


class PersonalNumber(Struct, frozen=True):
    """A number where it stands, and its digits without what is between them."""

    span: Span
    digits: str


class _Group(Struct, frozen=True):
    """Digits with nothing to be seen between them; ``before`` is what stands between them and the group before."""

    start: int
    end: int
    digits: str
    before: str


def find_numbers(kind: str, text: str, start: int = 0, end: int | None = None) -> Iterator[PersonalNumber]:
    """The numbers of a kind (identity, mobile, bank-card) in a half-width text, in order."""
    for run in finditer(_RUN, text, start, end):
        low, high = run.span()
        if _LETTERS.match(text, high):
            high = _before_last_group(text, low, high)
        yield from _in_groups(kind, text, _groups(text, low, high))


def mask_numbers(text: str) -> str:
    """A text, such as the name of a file, with stars for all digits of personal numbers but the first two."""
    if sum(character.isdigit() for character in text) < SHORTEST:
        return text
    folded = "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text)
    for kind in KINDS:
        for number in find_numbers(kind, folded):
            text = (
                f"{text[: number.span.start]}{mask(text[number.span.start : number.span.end])}{text[number.span.end :]}"
            )
    return text


def mask(number: str) -> str:
    """The first two and no other digit: 33****************."""
    return number[:2] + "*" * (len(number) - 2)


def _before_last_group(text: str, low: int, high: int) -> int:
    """The end of a run without its last group, which goes on with letters and is no number of its own."""
    last = None
    for group in finditer(_GROUP, text, low, high):
        last = group
    return last.start() if last else low


def _groups(text: str, low: int, high: int) -> list[_Group]:
    found: list[_Group] = []
    position = low
    for group in finditer(_GROUP, text, low, high):
        before = text[position : group.start()] if found else text[max(0, low - 1) : group.start()]
        found.append(_Group(group.start(), group.end(), _DIGITS.sub("", group.group()), before))
        position = group.end()
    return found


def _in_groups(kind: str, text: str, groups: Sequence[_Group]) -> Iterator[PersonalNumber]:
    first = 0
    while first < len(groups):
        for last in range(min(len(groups), first + _MAX_GROUPS), first, -1):
            window = groups[first:last]
            digits = "".join(group.digits for group in window)
            if _fits(kind, digits, window, groups[:first], groups[last:]):
                kept = _digits_of(kind, digits)
                start = _start(text, window, len(digits) - len(kept))
                yield PersonalNumber(Span(start, window[-1].end), kept)
                first = last - 1
                break
        first += 1


def _start(text: str, window: Sequence[_Group], skipped: int) -> int:
    """Where the digits behind the country's code begin."""
    position = window[0].start
    while True:
        if text[position].isdigit():
            if not skipped:
                return position
            skipped -= 1
        position += 1


def _digits_of(kind: str, digits: str) -> str:
    """The digits without the code of the country."""
    return digits[-SHORTEST:] if kind == MOBILE else digits


def _fits(kind: str, digits: str, window: Sequence[_Group], before: Sequence[_Group], behind: Sequence[_Group]) -> bool:
    """Return True where groups are a number of the kind and those around them do not belong to it."""
    sizes = [len(group.digits) for group in window]
    alone = len(window) == 1
    if kind == IDENTITY:
        # Its check digit and its date tell it from other numbers, however it is grouped.
        return len(digits) == 18 and digits[:17].isdigit() and is_identity_number(digits) and _is_free(window)
    if not digits.isdigit():
        return False
    if alone and window[0].before[-1:] in {"-", "."} and not _is_code(before):
        return False  # the end of a file number, or behind a decimal point
    grouped = alone or (not _continues(window, before, behind) and _is_uniform(window))
    if kind == MOBILE:
        broken = len(window) == 2 and _BREAK in window[1].before  # at the end of a line, wherever that is
        return grouped and not _is_amount(window) and _is_mobile(digits, [len(digits)] if broken else sizes)
    return (
        16 <= len(digits) <= 19
        and grouped
        and (digits[0] in "3456" if alone else _is_grouped_card(digits, sizes))
        and luhn(digits)
    )


def _is_amount(window: Sequence[_Group]) -> bool:
    """Return True for a decimal point between two groups, and for a row of a table, such as “1486 1461 702”."""
    if len(window) == 2 and "." in window[1].before:
        return True
    row = len(window) > 2 and len(window[0].digits) == _CARD_GROUP
    return row and all(group.before.isspace() for group in window[1:])


def _is_mobile(digits: str, sizes: list[int]) -> bool:
    code = next((code for code in sorted(_CODES, key=len, reverse=True) if digits.startswith(code)), "")
    if len(digits) == SHORTEST + len(code) and code:
        digits = digits[len(code) :]
        sizes = sizes[1:] if sizes[0] == len(code) else [sizes[0] - len(code), *sizes[1:]]
    return (
        len(digits) == SHORTEST
        and digits[0] == "1"
        and digits[1] in "3456789"
        and (len(sizes) == 1 or sizes in _MOBILE_GROUPS)
    )


def _is_grouped_card(digits: str, sizes: list[int]) -> bool:
    """Return True for groups of four that begin as cards of UnionPay, Visa and the others do."""
    fours = all(size == _CARD_GROUP for size in sizes[:-1]) and 1 <= sizes[-1] <= _CARD_GROUP
    return fours and (digits.startswith("62") or digits[0] in "45" or digits[:2] in {"34", "37", "35"})


def _is_code(before: Sequence[_Group]) -> bool:
    return bool(before) and before[-1].digits in _CODES


def _is_free(window: Sequence[_Group]) -> bool:
    return window[0].before[-1:] not in {"-", "/"} or len(window) > 1


def _is_uniform(window: Sequence[_Group]) -> bool:
    """Return True for groups that are apart by the same sign, except behind the country's code, or at one line end."""
    inner = window[2:] if window[0].digits in _CODES else window[1:]
    between = {group.before.replace(_BREAK, "").strip("()（）") for group in inner} - {""}
    return len(between) <= 1 and sum(_BREAK in group.before for group in window[1:]) <= 1


def _continues(window: Sequence[_Group], before: Sequence[_Group], behind: Sequence[_Group]) -> bool:
    """Return True where the group before or behind is apart by the same sign: then they are all one row of figures."""
    sign = window[-1].before
    return bool((behind and behind[0].before == sign) or (before and window[0].before == sign and not _is_code(before)))


def is_identity_number(number: str) -> bool:
    """GB 11643—1999: a birth date that exists, and the right check digit."""
    try:
        born = datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[0] != "0" and born.year >= 1900 and _CHECKS[total % 11] == number[17].upper()


def luhn(number: str) -> bool:
    """The check of bank cards (ISO/IEC 7812-1)."""
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
