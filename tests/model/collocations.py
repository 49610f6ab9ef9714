"""Count which verbs official texts join with which objects, and print the pairs that they never join.

usage: python -m tests.model.collocations CORPUS.xz

A pair is printed where chance would have joined the two at least so often, and the corpus never does: the lines are the
option ``pairs`` of WRD034.
"""

from __future__ import annotations

import argparse
import lzma
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

VERBS = (
    "提高|提升|加强|加大|优化|改善|完善|健全|落实|履行|发挥|取得|起到|增强|扩大|深化|强化|夯实|巩固|营造|形成|打造|构建|推进|推动|"
    "建立|设立|实行|实施|建设|出台|促进|开展|采取|制定|解决|化解|发扬|树立|维护|保障|严格|压实|拓宽|畅通|激发|明确|吸取|听取|采纳|承担|迈上|迈出"
)
OBJECTS = (
    "环境|作用|力度|水平|能力|意识|制度|机制|措施|成果|成效|氛围|格局|体系|秩序|权益|问题|矛盾|纠纷|职责|义务|精神|形象|活动|步伐|"
    "台阶|效率|质量|责任|渠道|活力|意见|教训|作风|传统|队伍|政策|成绩|效果|基础|短板|差距|规模|范围|工作|任务|要求"
)
_REACH = 10
_EXPECTED = 12
"""How often chance would have joined a pair that is told, at least."""


def counted(text: str) -> Counter[tuple[str, str]]:
    """How often each verb stands before each object at the end of a clause, no other verb between them."""
    pattern = re.compile(rf"({VERBS})了?([^，。；：、？！\n“”]{{0,{_REACH}}}?)({OBJECTS})(?=[，。；])")
    verbs = re.compile(VERBS)
    return Counter((found[1], found[3]) for found in pattern.finditer(text) if not verbs.search(found[2]))


def never_joined(pairs: Counter[tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """The pairs, each with the verb that the object has most often."""
    verbs, objects = Counter[str](), Counter[str]()
    for (verb, noun), times in pairs.items():
        verbs[verb] += times
        objects[noun] += times
    total = sum(verbs.values())
    for noun in objects:
        usual = max(verbs, key=lambda verb: pairs[verb, noun])
        for verb in verbs:
            if not pairs[verb, noun] and verbs[verb] * objects[noun] >= _EXPECTED * total:
                yield verb, noun, usual


def main() -> None:
    """Print the pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    text = lzma.decompress(parser.parse_args().corpus.read_bytes()).decode()
    for verb, noun, usual in sorted(never_joined(counted(text))):
        print(f"{verb}/{noun}/{usual}")


if __name__ == "__main__":
    main()
