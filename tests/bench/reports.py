"""Reports to measure with: as many as wanted, all different, made from the five seeds, the same for the same number.

What is changed is what makes reports of different towns different for a program: names, figures and the order of
paragraphs. Years, dates, numerals of headings and the numbers of documents stay, so that a report stays one.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

SEEDS = Path(__file__).parent.parent.parent / "seeds"
NAMES = {
    "yunlong-2023.txt": "云龙",
    "shenwan-2022.txt": "神湾",
    "yanjiang-2024.txt": "沿江",
    "cixi-sifaju-2021.txt": "慈溪",
    "tangqi-2023.txt": "塘栖",
}
"""The name that a seed's body is known by."""
_FIRST = "安白北长东丰高古广海和河红湖华黄江金九兰乐梅明南宁平青清沙石松泰天桐望西溪新兴阳银永玉云"
_SECOND = "坝滨昌城川塘店渡丰港沟湖花华江街口岭楼门坪桥泉山水潭田亭湾溪县阳园源洲庄"
_FIGURE = re.compile(r"(?<![\d.\-/:〔\[(第])\d{2,4}(?:\.\d+)?(?![\d.\-/:年月日号届〕\]%])")
_PARAGRAPHS = re.compile(r"(?m)^(?!\s*(?:[一二三四五六七八九十]+、|[((][一二三四五六七八九十]+[))]|\d+\.)).{60,}$")


def write_reports(folder: Path, count: int) -> int:
    """Write ``count`` reports below a folder; returns how many characters they have together."""
    seeds = [(name, (SEEDS / name).read_text(encoding="utf-8")) for name in sorted(NAMES)]
    folder.mkdir(parents=True, exist_ok=True)
    characters = 0
    for number in range(count):
        name, text = seeds[number % len(seeds)]
        made = report(name, text, number)
        characters += len(made)
        (folder / f"{number:05}-{name}").write_text(made, encoding="utf-8", newline="")
    return characters


def report(name: str, text: str, number: int) -> str:
    """One report; the first of every seed is the seed itself."""
    if number < len(NAMES):
        return text
    chance = random.Random(number)
    text = text.replace(NAMES[name], chance.choice(_FIRST) + chance.choice(_SECOND))
    text = _FIGURE.sub(lambda match: _other_figure(match.group(), chance), text)
    return _shuffled(text, chance)


def sized(size: int) -> str:
    """One text of about ``size`` bytes: reports one behind the other."""
    seeds = [(name, (SEEDS / name).read_text(encoding="utf-8")) for name in sorted(NAMES)]
    parts: list[str] = []
    length = number = 0
    while length < size:
        name, text = seeds[number % len(seeds)]
        parts.append(report(name, text, number))
        length += len(parts[-1].encode())
        number += 1
    return "".join(parts).encode()[:size].decode(errors="ignore")


def _other_figure(figure: str, chance: random.Random) -> str:
    """As many digits, others; what looks like a year stays."""
    if len(figure) == 4 and figure[:2] in ("19", "20"):
        return figure
    rest = figure[1:]
    changed = (sign if sign == "." else str(chance.randrange(10)) for sign in rest)
    return str(chance.randrange(1, 10)) + "".join(changed)


def _shuffled(text: str, chance: random.Random) -> str:
    """Some of the long paragraphs without a number change places."""
    found = list(_PARAGRAPHS.finditer(text))
    order = list(range(len(found)))
    for _ in range(min(2, len(order) // 2)):
        one, other = chance.sample(range(len(order)), 2)
        order[one], order[other] = order[other], order[one]
    parts: list[str] = []
    position = 0
    for match, source in zip(found, order, strict=True):
        parts.extend((text[position : match.start()], found[source].group()))
        position = match.end()
    return "".join((*parts, text[position:]))
