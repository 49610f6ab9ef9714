"""Conversion between integers and Chinese numerals from 零 to 亿."""

from __future__ import annotations

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}


def chinese_to_int(text: str) -> int:
    """Return the value of a numeral: 十二 → 12, 二〇二五 → 2025, 一百零三 → 103, 三万二千 → 32000.

    Raises :class:`ValueError` for an empty text and for a character that is not a numeral.
    """
    if text and all(character in DIGITS for character in text):
        return int("".join(str(DIGITS[character]) for character in text))
    total = myriads = section = digit = 0
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in UNITS:
            section += (digit or 1) * UNITS[character]
            digit = 0
        elif character == "万":
            myriads, section, digit = (section + digit) * 10_000, 0, 0
        elif character == "亿":
            total, myriads, section, digit = (total + myriads + section + digit) * 100_000_000, 0, 0, 0
        else:
            raise ValueError(f"not a Chinese numeral: {text!r}")
    if not text:
        raise ValueError("not a Chinese numeral: empty")
    return total + myriads + section + digit


def int_to_chinese(value: int) -> str:
    """Return the numeral for a value, in the form in which it is read aloud: 12 → 十二, 103 → 一百零三.

    Raises :class:`ValueError` unless 0 ≤ value < 10**12.
    """
    if value < 0 or value >= 10**12:
        raise ValueError(f"out of range: {value}")
    if value == 0:
        return "零"
    text = ""
    for scale, name in ((10**8, "亿"), (10**4, "万"), (1, "")):
        section, value = divmod(value, scale)
        if section:
            text += ("零" if text and section < 1000 else "") + _section(section) + name
    return text.removeprefix("一") if text.startswith("一十") else text


def _section(value: int) -> str:
    text, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return text
