"""An archive of made-up reports with known truth: counties, towns, years, and what is planted in them.

``python tests/archive.py FOLDER N`` writes N reports in the formats of offices and returns, as ``truth.json`` beside
the folders, which parts are missing, which towns use one text, which indicator is far from the others, and which files
are broken. All sentences are drawn from clauses, so that no two reports have a passage in common by chance.
"""

from __future__ import annotations

import io
import json
import random
import sys
from pathlib import Path

_FIRST = "安白长东丰广海和河红湖江金梅南平清松泰天桐望溪兴永玉"
_SECOND = "坝昌城川店港沟岭坪桥泉潭田湾阳园源庄峪塘"
_SUBJECTS = "综合行政执法队 司法所 党政办公室 村居法律顾问 网格员队伍 便民服务中心 应急管理站 经济发展办 农业农村办 镇调解委员会 公共服务办 退役军人服务站".split()
_ACTIONS = "逐村走访 分批培训 对照清单核查 每季抽查 联合巡查 上门讲解 集中评查 轮流值守 专题研判 实地复核 公开征求意见 邀请代表旁听".split()
_OBJECTS = "沿街商铺 农贸市场 小微企业 建筑工地 农家书屋 校园周边 河道岸线 养老机构 物业小区 合作社 集体资产 林地边界 餐饮门店 出租房屋 快递网点 危旧房屋".split()
_RESULTS = "发现的隐患当月销号 群众反映的难点有了答复 办事时限比承诺缩短 处罚文书全部公示 同类纠纷没有再发生 整改情况在村务栏公布 意见采纳情况逐条反馈 案卷一次装订合格 当事人当场签收 有关记录全部归档 复查结果记入台账 责任落实到具体岗位".split()
_PARTS = (
    ("achievements", "一、主要举措和成效"),
    ("shortcomings", "二、存在的不足和原因"),
    ("first-responsible", "三、党政主要负责人履行推进法治建设第一责任人职责情况"),
    ("next-year-plan", "四、下一年度主要安排"),
)
_TOWNS_PER_COUNTY = 20
_YEARS = (2023, 2024)
FORMATS = ("txt", "html", "md", "docx")
_PRINTED = {19: "pdf", 33: "ofd"}
_PRINTED_EACH = 35
"""Of so many reports, one is a PDF and one an OFD file."""
_EACH = 50
"""Of so many reports, one lacks a part, one states an outlier, one is a broken file."""
_REWRITTEN = (41, 43)
"""Two reports of so many have the same text, of which the second has changed every sentence."""
FACTOR = 200
"""By which the outliers exceed what others state."""


def write_archive(folder: Path, count: int) -> dict[str, object]:
    """Write an archive of about ``count`` reports and return its truth, with paths relative to the folder."""
    missing: dict[str, str] = {}
    outliers: dict[str, float] = {}
    broken: list[str] = []
    groups = _groups(count)
    member_of = {number: group for group, numbers in enumerate(groups) for number in numbers}
    for number in range(count):
        county, year, name, kind = _identity(number)
        path = f"{county}/{year}{name}.{kind}"
        lacking = _PARTS[1 + number // _EACH % 3][0] if number % _EACH == 11 else ""
        cases = float(random.Random(f"{name}{year}").randrange(40, 90))
        if number % _EACH == 23:
            cases *= FACTOR
            outliers[path] = cases
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if number % _EACH == 37:
            target = target.with_suffix(".docx")
            target.write_bytes(b"PK\x03\x04 not a document")
            broken.append(target.relative_to(folder).as_posix())
            continue
        if lacking:
            missing[path] = lacking
        shared = f"group {member_of[number]}" if number in member_of else ""
        if number % _EACH in _REWRITTEN:
            shared = f"rewritten {number // _EACH}"
        lines = paragraphs(f"{county}{name}", year, str(number), shared, lacking, int(cases))
        if number % _EACH == _REWRITTEN[1]:
            lines = [_rewritten(line) for line in lines]
        target.write_bytes(encoded(lines, kind))
    rewritten = [
        sorted(_path_of(start + place) for place in _REWRITTEN) for start in range(0, count - _REWRITTEN[1], _EACH)
    ]
    return {
        "rewritten": rewritten, "missing": missing, "outliers": outliers, "broken": broken,
        "groups": [sorted(_path_of(number) for number in group) for group in groups],
    }  # fmt: skip


def _groups(count: int) -> list[list[int]]:
    """Numbers of the reports of each group with one text, of 2 to 300 members, of one year each, none of them planted otherwise."""
    free = [number for number in range(1, count, 2) if number % _EACH not in {11, 23, 37, *_REWRITTEN}]
    groups: list[list[int]] = []
    for size in (2, 3, 6, 30, 300):
        if sum(map(len, groups)) + size <= len(free) // 3:
            start = sum(map(len, groups))
            groups.append(free[start : start + size])
    return groups


def _identity(number: int) -> tuple[str, int, str, str]:
    """The county, the year, the town and the format of a report."""
    town, year = number // len(_YEARS), _YEARS[number % len(_YEARS)]
    district, within = divmod(town, _TOWNS_PER_COUNTY)
    more, second = divmod(district // len(_FIRST), len(_SECOND))
    third = _FIRST[more - 1] if more else ""  # no two counties share a name
    county = f"{_FIRST[district % len(_FIRST)]}{_SECOND[second]}{third}县"
    name = f"{_FIRST[(within * 7 + district) % len(_FIRST)]}{_SECOND[within % len(_SECOND)]}镇"
    return county, year, name, _format(number)


def _format(number: int) -> str:
    if number % _PRINTED_EACH in _PRINTED:
        return _PRINTED[number % _PRINTED_EACH]
    return FORMATS[number % 7] if number % 7 < len(FORMATS) else "txt"


def _path_of(number: int) -> str:
    county, year, name, kind = _identity(number)
    return f"{county}/{year}{name}.{kind}"


def paragraphs(issuer: str, year: int, seed: str, shared: str, lacking: str, cases: int) -> list[str]:
    """The paragraphs of a report, the title first; with ``shared`` the text below the first heading is that of a group."""
    chance, common = random.Random(seed), random.Random(shared or seed)
    town = issuer[issuer.index("县") + 1 :]
    lines = [f"{issuer}人民政府{year}年法治政府建设年度报告", f"{year}年,{town}扎实做好各项法治工作,情况如下。"]
    kept = [(part, heading) for part, heading in _PARTS if part != lacking]
    for ordinal, (part, heading) in zip("一二三四", kept, strict=False):
        lines.append(f"{ordinal}{heading[1:]}")
        if part == "achievements":
            lines += ["".join(_sentence(common) for _ in range(3)) for _ in range(8)]
            lines.append(f"全年办理行政处罚案件{cases}件。")
        elif part == "shortcomings":
            lines.append(
                f"{chance.choice(_OBJECTS)}的检查还不够经常,原因是{chance.choice(_SUBJECTS)}人手偏少,{chance.choice(_ACTIONS)}的次数没有排足。"
            )
        elif part == "first-responsible":
            lines.append(
                f"镇长认真履行推进法治建设第一责任人职责,主持召开会议听取{chance.choice(_SUBJECTS)}汇报,督办{chance.choice(_OBJECTS)}的整改。"
            )
        else:
            lines.append(
                f"由{chance.choice(_SUBJECTS)}把{chance.choice(_OBJECTS)}的检查排进每月计划,补足人手,{chance.choice(_RESULTS)}。"
            )
    return [*lines, f"{issuer}人民政府", f"{year + 1}年1月{chance.randrange(10, 28)}日"]


def _rewritten(line: str) -> str:
    line = line.replace("会同", "联合")
    for thing in _OBJECTS:
        line = line.replace(f"和{thing}", f"与{thing}")
    return line


def _sentence(chance: random.Random) -> str:
    subject, other = chance.sample(_SUBJECTS, 2)
    first, second = chance.sample(_OBJECTS, 2)
    return f"{subject}会同{other}对{first}和{second}{chance.choice(_ACTIONS)},{chance.choice(_RESULTS)}。"


def encoded(lines: list[str], kind: str) -> bytes:
    """The report in a format."""
    if kind == "html":
        title, *rest = lines
        body = "".join(f"<p>{line}</p>\n" for line in rest)
        return f'<!DOCTYPE html><html lang="zh"><meta charset="utf-8"><title>{title}</title><h1>{title}</h1>\n{body}</html>'.encode()
    if kind == "md":
        return f"# {lines[0]}\n\n".encode() + "\n\n".join(lines[1:]).encode() + b"\n"
    if kind == "docx":
        import docx

        document = docx.Document()
        for line in lines:
            document.add_paragraph(line)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()
    if kind in _PRINTED.values():
        from paper import lay_out, ofd, pdf

        printed = lay_out("\n".join(lines))
        return pdf(printed) if kind == "pdf" else ofd(printed)
    return ("\n\n".join(lines) + "\n").encode()


if __name__ == "__main__":
    place = Path(sys.argv[1])
    known = write_archive(place / "reports", int(sys.argv[2]))
    (place / "truth.json").write_text(json.dumps(known, ensure_ascii=False, indent=1), encoding="utf-8")
