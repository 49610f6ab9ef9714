"""What was not done, told in another paragraph than the whole and what was done of it."""

from __future__ import annotations

import pytest
from helpers import linter, report

RULES = tuple(rule.name for rule in linter().all_rules if rule.id.startswith("FIG"))
DONE = {
    "应诉": "全年审结行政应诉案件83件,负责人出庭68件,出庭率81.9%。",
    "纠纷": "排查矛盾纠纷1058件,化解1031件,化解率97.4%。",
    "持证": "执法办工作人员11人,其中持行政执法证的9人,占81.8%。",
    "案卷": "评查案卷180卷,合格175卷、不合格5卷,合格率97.2%。",
    "设施": "全市取水单位528家,安装在线计量设施的451家,占85.4%。",
}
WRONG = (
    ("应诉", "尚有⟦25件⟧应诉案件负责人未出庭。", "尚有15件应诉案件负责人未出庭。"),
    ("纠纷", "有⟦17件⟧矛盾纠纷尚未化解。", "对未化解的27件纠纷逐件包案。"),
    ("持证", "11名执法办工作人员中还有⟦3人⟧未取得执法证。", "11名执法办工作人员中还有2人未取得执法证。"),
    ("案卷", "对⟦15卷⟧不合格案卷逐卷剖析。", "对5卷不合格案卷逐卷剖析。"),
    ("设施", "尚有⟦67家⟧取水单位未安装在线计量设施。", "尚有77家取水单位未安装在线计量设施。"),
)
RIGHT = (
    # another thing, and no noun that says which
    ("应诉", "尚有25件信访事项未办结。"),
    ("应诉", "尚有25件未能在年内出庭。"),
    # some of what was not done
    ("案卷", "5卷不合格案卷中有3卷程序不规范。"),
    # what no slip explains is another count
    ("纠纷", "有604件矛盾纠纷未化解到基层。"),
    # a plan
    ("持证", "力争未取得执法证的执法办工作人员不超过1人。"),
)


def told(text: str) -> list[tuple[int, str]]:
    found = report(text, *RULES).diagnostics
    return [(one.span.start, one.text) for one in found if one.severity.name != "INFO"]


@pytest.mark.parametrize(("done", "left"), [*RIGHT, *((done, right) for done, _, right in WRONG)])
def test_what_agrees_or_is_another_thing_says_nothing(done: str, left: str) -> None:
    assert told(f"{DONE[done]}\n\n一是工作不够平衡。{left}\n") == []


@pytest.mark.parametrize(("done", "marked", "right"), WRONG)
def test_what_does_not_agree_is_told_in_its_place(done: str, marked: str, right: str) -> None:
    before, figure, behind = marked.replace("⟧", "⟦").split("⟦")
    start = f"{DONE[done]}\n\n一是工作不够平衡。{before}"
    assert told(f"{start}{figure}{behind}\n") == [(len(start), figure)]
    assert right.count(figure) == 0


def test_the_message_shows_the_calculation() -> None:
    (one,) = report(f"{DONE['应诉']}\n\n尚有25件应诉案件负责人未出庭。\n", *RULES).diagnostics
    assert one.message.startswith("剩余的数 25件 疑为 15件 之误：83−68=15")
