"""The automatic numbers of paragraphs, which are in no run and have to be computed."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct, field

from checker.formats.word.package import Element, Package, parse_integer, w

_LEVELS = 9
_MAX_NUMBER = 32_767
"""Maximum number in a list; larger ones could give millions of letters as Roman numerals."""
_MAX_TEXT = 255
_PLACEHOLDER = re.compile(r"%([1-9])")
_DIGITS = "〇一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_LEGAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_SUFFIX = {"tab": "\t", "space": " ", "nothing": ""}


class Level(Struct, frozen=True):
    """The numbering of one level.

    ``form`` is Word's ``numFmt``, ``text`` a template with %1…%9, ``start`` the first number, ``suffix`` the text after
    the number. ``restart`` is Word's ``lvlRestart``, −1 when absent; ``legal`` means that all numbers are decimal.
    """

    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "\t"
    restart: int = -1
    legal: bool = False


class _List(Struct, frozen=True):
    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Numbering(Struct):
    """The lists of a document and their current counters."""

    lists: dict[str, _List] = field(default_factory=dict)
    counters: dict[str, list[int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def next(self, number: str, level: int) -> str:
        """Advance a list and return the number with its suffix; empty for bullets and unknown lists."""
        found = self.lists.get(number)
        if found is None or level not in found.levels or not 0 <= level < _LEVELS:
            return ""
        counters = self.counters.setdefault(found.abstract, [0] * _LEVELS)
        current = found.levels[level]
        if (number, level) not in self.started and level in found.starts:
            counters[level] = found.starts[level] - 1
        elif counters[level] == 0:
            counters[level] = current.start - 1
        self.started.add((number, level))
        counters[level] += 1
        for deeper in range(level + 1, _LEVELS):
            restart = found.levels.get(deeper, Level()).restart
            if restart != 0 and (restart < 0 or level < restart):
                counters[deeper] = 0
        if current.form in ("bullet", "none") and "%" not in current.text:
            return ""
        text = _PLACEHOLDER.sub(
            lambda match: self._format_level(found, counters, int(match.group(1)) - 1, current), current.text
        )
        return text + current.suffix if text else ""

    @staticmethod
    def _format_level(found: _List, counters: list[int], level: int, current: Level) -> str:
        part = found.levels.get(level, Level())
        return format_number(max(counters[level], part.start), "decimal" if current.legal else part.form)


def read_numbering(package: Package) -> Numbering:
    """Read the lists of ``numbering.xml``; a document without this part has none."""
    tree = package.tree(package.related_part("numbering"))
    if tree is None:
        return Numbering()
    abstracts = {item.get(w("abstractNumId"), ""): item for item in tree.iterfind(w("abstractNum"))}
    by_style = {
        link.get(w("val"), ""): name for name, item in abstracts.items() for link in item.iterfind(w("styleLink"))
    }
    lists = {}
    for item in tree.iterfind(w("num")):
        name = value(item, "abstractNumId")
        link = value(abstracts[name], "numStyleLink") if name in abstracts else ""
        name = by_style.get(link, name)
        levels = {} if name not in abstracts else _levels(abstracts[name])
        starts = {}
        for override in item.iterfind(w("lvlOverride")):
            index = parse_integer(override.get(w("ilvl"), "0"))
            inner = override.find(w("lvl"))
            if inner is not None:
                levels[index] = _level(inner)
            if (start := value(override, "startOverride")) != "":
                starts[index] = parse_integer(start)
        lists[item.get(w("numId"), "")] = _List(name, levels, starts)
    return Numbering(lists)


def _levels(abstract: Element) -> dict[int, Level]:
    return {parse_integer(item.get(w("ilvl"), "0")): _level(item) for item in abstract.iterfind(w("lvl"))}


def _level(item: Element) -> Level:
    restart = value(item, "lvlRestart")
    legal = item.find(w("isLgl"))
    return Level(
        value(item, "numFmt") or "decimal",
        value(item, "lvlText")[:_MAX_TEXT],
        parse_integer(value(item, "start") or "1"),
        _SUFFIX.get(value(item, "suff") or "tab", "\t"),
        parse_integer(restart) if restart else -1,
        legal is not None and legal.get(w("val"), "1") not in ("0", "false", "off"),
    )


def value(parent: Element, name: str) -> str:
    """Return the ``w:val`` of a child element; empty when there is none."""
    child = parent.find(w(name))
    return "" if child is None else child.get(w("val"), "")


def chinese(number: int) -> str:
    """Return a number below ten thousand in Han numerals (十二, 一百零三), others in digits."""
    text = _han(number)
    return text.removeprefix("一") if text.startswith("一十") else text


def _han(number: int) -> str:
    if not 0 < number < 10_000:
        return str(number)
    digits = [int(digit) for digit in str(number)]
    text, zero = "", False
    for place, digit in zip(range(len(digits) - 1, -1, -1), digits, strict=True):
        if digit == 0:
            zero = bool(text)
            continue
        text += ("零" if zero else "") + _DIGITS[digit] + _UNITS[place]
        zero = False
    return text


def roman(number: int) -> str:
    """Return a number in Roman numerals."""
    text = ""
    for mark, letters in _ROMAN:
        text += letters * (number // mark)
        number %= mark
    return text


def _letters(number: int) -> str:
    """Return A … Z, AA, BB …, as in Word."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _enclosed(first: str, count: int) -> Callable[[int], str]:
    """The numbers from 1 to ``count`` are single characters from ``first`` on; Word writes others in digits."""
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= count else str(number)


def _digits(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "japaneseCounting",
            "taiwaneseCountingThousand",
        ),
        chinese,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital"), _digits),
    "chineseLegalSimplified": lambda number: _han(number).translate(_LEGAL),
    "ideographLegalTraditional": lambda number: _han(number).translate(_LEGAL_TRADITIONAL),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _enclosed("①", 20)),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "decimalZero": lambda number: f"{number:02d}",
    "numberInDash": lambda number: f"- {number} -",
    "hex": lambda number: f"{number:X}",
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _full_width),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "ideographTraditional": lambda number: _STEMS[(number - 1) % 10],
    "ideographZodiacTraditional": lambda number: _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12],
    "ideographZodiac": lambda number: _BRANCHES[(number - 1) % 12],
    "none": lambda _: "",
}  # fmt: skip


def format_number(number: int, form: str) -> str:
    """Return a number in one of Word's formats; in digits when the format is unknown or the number too large."""
    return _FORMS.get(form, str)(number) if 0 <= number <= _MAX_NUMBER else str(number)
