"""Reports that share nothing but the genre, the same for the same number: headings, and sentences drawn at random.

Reports made from a seed by changing its figures repeat most of their words, so that whatever remembers texts answers
from memory. These draw every sentence from some eight hundred (seeds, layouts, the examples of all rules), with other
names and figures, so that two reports have a few per cent of their sentences in common, as real ones do.
"""

from __future__ import annotations

import random
import re
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
_SENTENCE = re.compile(r"[^。\n]{12,160}。")
_MARKS = re.compile(r"[⟦⟧]")
_HEADING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[((][一二三四五六七八九十]+[))]|\d+[.、])")
_FIGURE = re.compile(r"(?<![\d.\-/:〔\[(第])\d{2,4}(?![\d.\-/:年月日号届〕\]%])")
_NAME = re.compile("云龙|神湾|沿江|慈溪|塘栖|青石|白塘|云岭")
_PLACES = [
    first + second
    for first in "安白长东丰广海和河红湖江金梅南平清松泰天桐望溪兴永玉"
    for second in "坝昌城川店港沟华江口岭门坪桥泉山潭田湾阳园源庄"
]
_KINDS = (
    "县人民政府",
    "镇人民政府",
    "乡人民政府",
    "街道办事处",
    "县司法局",
    "市交通运输局",
    "区卫生健康局",
    "县市场监督管理局",
)
_PARTS = (
    ("一、主要举措和成效", 24), ("二、存在的问题和原因", 5), ("三、党政主要负责人履行推进法治建设第一责任人职责情况", 7),
    ("四、下一年度工作安排", 8),
)  # fmt: skip
"""Headings, and paragraphs below each."""


def write_composed(folder: Path, count: int) -> int:
    """Write ``count`` reports below a folder; returns how many characters they have together."""
    folder.mkdir(parents=True, exist_ok=True)
    characters = 0
    for number in range(count):
        text = composed(number)
        characters += len(text)
        (folder / f"{number:05}.txt").write_text(text, encoding="utf-8", newline="")
    return characters


def composed(number: int) -> str:
    """The text of a report."""
    chance = random.Random(number)
    place, kind, year = chance.choice(_PLACES), chance.choice(_KINDS), chance.randrange(2018, 2026)
    title = f"{place}{kind}{year}年法治政府建设年度报告"
    paragraphs = [title, f"{year}年,{place}{kind}认真推进法治政府建设,现将有关情况报告如下。"]
    for heading, count in _PARTS:
        paragraphs.append(heading)
        for _ in range(count):
            drawn = chance.sample(sentences(), chance.randrange(1, 4))
            paragraphs.append("".join(_changed(sentence, place, chance) for sentence in drawn))
    paragraphs.extend((f"{place}{kind}", f"{year + 1}年1月{chance.randrange(10, 31)}日"))
    return "\n".join(paragraphs) + "\n"


@cache
def sentences() -> tuple[str, ...]:
    """All sentences there are to draw from, in a fixed order."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    texts.extend(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests" / "layouts").glob("*.txt")))
    for path in sorted((ROOT / "rulesets").glob("*.toml")):
        for rule in tomllib.loads(path.read_text(encoding="utf-8")).get("rule", ()):
            texts.extend(example.get("good", example.get("bad", "")) for example in rule.get("example", ()))
    found = (match.group() for text in texts for match in _SENTENCE.finditer(_MARKS.sub("", text)))
    return tuple(dict.fromkeys(sentence for sentence in found if not _HEADING.match(sentence)))


def _changed(sentence: str, place: str, chance: random.Random) -> str:
    """The sentence with the report's own name and other figures."""
    return _FIGURE.sub(lambda match: str(chance.randrange(10, 10 ** len(match.group()))), _NAME.sub(place, sentence))
