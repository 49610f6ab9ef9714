"""One report speaks of one world: ⟦ and ⟧ mark what must be found, and where nothing is marked nothing may be."""

from __future__ import annotations

import re

import pytest
from helpers import report

COUNTY = "云渠县2024年法治政府建设年度报告\n\n2024年,云渠县推进依法行政。\n\n"


def check(marked: str, *names: str) -> None:
    """Assert that the rules find the marked places and no others."""
    places, plain = [], ""
    for piece in re.split("([⟦⟧])", marked):
        if piece == "⟦":
            places.append((len(plain),))
        elif piece == "⟧":
            places[-1] += (len(plain),)
        else:
            plain += piece
    found = [(item.span.start, item.span.end) for item in report(plain, *names).diagnostics]
    assert found == places, [plain[start:end] for start, end in found]


@pytest.mark.parametrize(
    "text",
    [
        # Two characters between quotation marks are a name if the same words follow.
        "设立“和风”调解工作站8个。\n\n把“⟦和丰⟧”调解工作站增加到12个。",
        "设立“和风”调解工作站8个。\n\n开展“和丰”普法宣讲12场。",
        "打造“东城”调解工作站。\n\n打造“西城”调解工作站。",
        # The issuer's place and a coined word that rhymes with another.
        "擦亮“法润云渠”普法品牌,推送“法润云渠”信息12条。\n\n做强“⟦法韵云渠⟧”品牌。",
        "擦亮“法润云渠”普法品牌。\n\n开通“法惠云渠”热线。",
        "擦亮“法治云渠”品牌。\n\n建设“数治云渠”平台。",
        # A person's name in one of a workshop.
        "“老邓说法”工作室化解纠纷889件。\n\n推广“⟦老郑说法⟧”工作室做法。",
        "“老邓说法”工作室化解纠纷889件。\n\n推广“老王说法”工作室做法。",
        "“云事通”平台接入事项,“云执通”监督平台上线。",
        # One more character at the end.
        "通过“云渠不动产”小程序申办。\n\n推动“⟦云渠不动产通⟧”小程序升级。",
        "通过“云渠不动产”小程序申办。\n\n推动“云渠不动产通”企业服务热线升级。",
        # Of two orders the one is right whose words are known, even if it comes later.
        "“⟦廊桥事说⟧”品牌提质。\n\n做强“廊桥说事”品牌。",
    ],
)
def test_one_name_in_two_spellings(text: str) -> None:
    check(COUNTY + text, "similar-names")


@pytest.mark.parametrize(
    "text",
    [
        "镇长文秀英带头学法。\n\n⟦文英秀⟧作为负责人出庭应诉1次。",
        "镇长文秀英带头学法。\n\n该镇人文英秀丽,文秀英出庭应诉。",
        # Each once: the likelier of two names is right.
        "局长⟦周启铭⟧履行职责。\n\n局长周启明上法治课。",
        "乡司法所所长周明德列席会议。\n\n明确乡司法所⟦副所长周明德⟧为联络员。",
        "乡司法所⟦副所长周明德⟧列席会议。\n\n乡司法所所长周明德讲课,司法所所长周明德调解。",
        "县委书记罗建安调研,镇党委副书记罗建安汇报。",
        "领导小组组长罗建安主持,工作专班领导小组副组长罗建安汇报。",
        "副县长罗建安调研,县长周明德部署。",
    ],
)
def test_one_person(text: str) -> None:
    check(COUNTY + text, "person-name")
