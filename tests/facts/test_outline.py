import pytest
from helpers import document, findings, reading
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.outline.headings import Section, read_outline

LAYOUT = """青石镇2024年法治政府建设年度报告

一、主要举措和成效

（一）规范决策。全年审查合同18件。一是严审；二是备案。

1.强化执法,规范裁量。全年办案38件。

（二）强化监督

全年开展案卷评查2次，发现问题已经整改，全镇执法水平明显提高，群众普遍满意。

二、下一步打算

（一）持续推进
"""


def test_headings_on_their_own_line_and_in_their_paragraph() -> None:
    found = reading(LAYOUT)
    assert [
        (int(heading.level), heading.title.of(found.document.text), heading.own_line)
        for heading in found.outline.headings
    ] == [
        (1, "主要举措和成效", True),
        (2, "规范决策", False),
        (3, "强化执法,规范裁量", False),
        (2, "强化监督", True),
        (1, "下一步打算", True),
        (2, "持续推进", True),
    ]


def test_sections_reach_to_the_next_heading_of_their_level() -> None:
    found = reading(LAYOUT)
    first = found.outline.sections[0]
    assert first.span.of(found.document.text).endswith("群众普遍满意。\n\n")
    assert [int(heading.level) for heading in found.outline.path(found.document.text.index("案卷评查"))] == [1, 2]


def test_items_of_running_text() -> None:
    found = reading(LAYOUT)
    assert [(item.number, item.span.of(found.document.text)) for item in found.outline.items] == [
        (1, "一是"),
        (2, "二是"),
    ]


def test_a_heading_that_runs_into_its_body_without_a_mark_is_not_stopped() -> None:
    text = "一、工作情况\n\n1.全面严格规范重大行政决策机制严格执行《重大行政决策程序暂行条例》《青石县重大行政决策听证规定》,落实公众参与、专家论证、风险评估等程序,决策质量明显提高。\n"
    heading = reading(text).outline.headings[1]
    assert (heading.own_line, heading.stopped) == (False, False)


def test_headings_that_nobody_numbered() -> None:
    text = "主要举措和成效\n\n全年审查合同18件，办理案件38件，开展案卷评查2次，发现问题已经整改，群众普遍满意，成效明显。\n\n存在的不足\n\n执法力量不足，原因是人员流动快，一线执法人员年均流动三成，新进人员业务不熟，培训没有跟上去。\n"
    assert [heading.title.of(text) for heading in reading(text).outline.headings] == ["主要举措和成效", "存在的不足"]


def test_marked_headings_of_markdown_and_html() -> None:
    source = "# 青石镇2024年法治政府建设年度报告\n\n## 主要举措和成效\n\n全年审查合同18件。\n\n### 规范决策\n\n全年听证2次。\n"
    assert [int(heading.level) for heading in reading(source, "a.md").outline.headings] == [1, 2]


MARKS = [
    "一、甲甲",
    "二、乙乙",
    "（一）丙丙",
    "（二）丁丁",
    "1.戊戊",
    "（1）己己",
    "正文在此,说明情况,没有编号,也不是标题,只是一段话。",
]


@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=12))
def test_a_section_is_as_deep_as_there_are_sections_around_it(lines: list[str]) -> None:
    read = document("\n".join(lines))
    sections = read_outline(read, read.blocks).sections

    def around(section: Section) -> list[Section]:
        return [other for other in sections if other is not section and section.span in other.span]

    assert [section.depth for section in sections] == [len(around(section)) for section in sections]
    for index, section in enumerate(sections):
        later = [one.heading for one in sections[index + 1 :] if one.heading.level <= section.heading.level]
        end = later[0].span.start if later else read.blocks[-1].span.end
        assert (section.span.end, section.content.end) == (end, end)


STREET = "砚湖街道办事处2023年法治政府建设年度报告\n\n"
BODY = "{}审查合同18件,提出意见36条,做到未经审查不上会,未除风险不签字,各项工作平稳有序推进,群众普遍满意。"


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (
            ["◆ 规矩先立:把决策关进笼子", "◆ 对镜自照:不足与原因", "◆ 再出发:2024年怎么干"],
            ["规矩先立:把决策关进笼子", "对镜自照:不足与原因", "再出发:2024年怎么干"],
        ),
        (["■立规矩,明边界", "★ 补短板", "●谋长远"], ["立规矩,明边界", "补短板", "谋长远"]),
        (["▶决策要严", "※ 执法要准"], ["决策要严", "执法要准"]),
        # Lines of two halves are headings where there are several of them.
        (
            ["立规矩:决策于法有据", "找差距:短板与成因", "再出发:2024年打算"],
            ["立规矩:决策于法有据", "找差距:短板与成因", "再出发:2024年打算"],
        ),
        (["咨询电话:镇司法所", "监督部门:镇纪委"], []),
        (["◆ 审查合同18件。", "◆ 采纳意见36条。"], []),
        (["责任单位:镇司法所、农业办", "完成时限:年底", "牵头领导:李某"], []),
    ],
)
def test_headings_without_numbers(titles: list[str], expected: list[str]) -> None:
    text = STREET + "\n\n".join(f"{title}\n\n{BODY.format(title[-2:])}" for title in titles)
    found = reading(text)
    assert [heading.title.of(found.document.text) for heading in found.outline.headings] == expected


def test_parts_under_headings_without_numbers() -> None:
    lines = ["◆ 规矩先立:把决策关进笼子", "◆ 对镜自照:不足与原因", "◆ 再出发:2024年怎么干"]
    text = STREET + "\n\n".join(f"{line}\n\n{BODY.format(line[-2:])}" for line in lines)
    told = {rule for rule, _ in findings(text)}
    assert not told & {"missing-shortcomings", "missing-next-year-plan"}
    text = STREET + "\n\n".join(f"{line}\n\n{BODY.format(line[-2:])}" for line in lines[:1])
    told = {rule for rule, _ in findings(text)}
    assert {"missing-shortcomings", "missing-next-year-plan"} <= told


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("追根溯源,一是队伍组建时间短,二是系统各异。", []),
        ("病根在于认识不到位。", []),
        ("归根结底,是抓落实的劲头不足。", []),
        ("工作中还有不少困难,群众也不满意。", ["missing-causes"]),
    ],
)
def test_causes_in_other_words(sentence: str, expected: list[str]) -> None:
    text = (
        STREET
        + f"一、主要举措和成效\n\n{BODY.format('全年')}\n\n二、存在的不足\n\n普法形式单一,覆盖面不广。{sentence}\n"
    )
    assert [rule for rule, _ in findings(text) if rule == "missing-causes"] == expected
