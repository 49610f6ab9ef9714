"""Count in a corpus of official language which measure words nouns take: prints the table for reading/measures.toml.

usage: measures.py CORPUS.txt.xz
"""

from __future__ import annotations

import lzma
import sys
from collections import Counter, defaultdict

import regex

NOUNS = """执法记录仪 记录仪 无人机 执法车辆 车辆 移动终端 监控探头 摄像头 设备 行政执法证 执法证 案件 纠纷 合同 协议 规范性文件 文件 建议
提案 意见 律师 法律顾问 公证员 调解员 网格员 执法人员 工作人员 干部 党员 群众 学生 志愿者 监督员 企业 商户 个体工商户 门店 行政村 社区 乡镇 街道
会议 讲座 培训班 宣传活动 活动 隐患 问题 线索 投诉 举报 违法建筑 宣传资料 宣传册 手册 标语 横幅 展板 短信 文章 短视频 学校 医院 法治公园 主题公园
广场 长廊 宣传栏 图书 证书 事项 制度 清单 任务 项目 卷宗 案卷 论证会 听证会 座谈会""".split()
UNITS = """人次 件次 家次 户次 场次 辆次 台次 件 宗 起 例 次 个 名 人 家 户 项 份 条 处 场 期 批 组 辆 台 套 本 册 篇 卷 张 块 间 所 支 座 栋 艘 位 类 种
堂 节 封 笔 部 轮 幅 架 元 万元 亿元 平方米 吨 公里""".split()
LEAST, SHARE = 8, 0.01


def main(path: str) -> None:
    """Count and print."""
    units = "|".join(sorted(UNITS, key=len, reverse=True))
    nouns = "|".join(sorted(NOUNS, key=len, reverse=True))
    before = regex.compile(
        rf"(?P<noun>{nouns})(?:共|约|近|超|达|超过)?\d[\d.,]*[余多]?[万千百亿]?[余多]?(?P<unit>{units})"
    )
    behind = regex.compile(rf"\d[\d.,]*[余多]?[万千百亿]?[余多]?(?P<unit>{units})(?P<noun>{nouns})")
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            for pattern in (before, behind):
                for match in pattern.finditer(line):
                    counts[match.group("noun")][match.group("unit")] += 1
    for noun in NOUNS:
        total = sum(counts[noun].values())
        if total >= LEAST:
            kept = [unit for unit, count in counts[noun].most_common() if count >= max(1, total * SHARE)]
            sys.stdout.write(f'"{noun}" = {kept}  # {total}\n'.replace("'", '"'))


if __name__ == "__main__":
    main(sys.argv[1])
