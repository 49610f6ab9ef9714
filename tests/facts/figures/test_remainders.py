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
    "体检": "对规模以上工业企业312家体检234家,体检率75.0%。",
    "信访": "网格平台提前办结事项3521件,占全部3742件的94.1%;受理群众信访433件,办结419件,办结率96.8%。",
    "处罚": "立案处罚252起,其中市容类138起、违建类68起、油烟类46起。",
    "企业": "开发区有规模以上工业企业218家,下辖3个社区。",
    "出庭": "一审行政诉讼案件47件,行政机关负责人出庭31件,出庭率66.0%。",
    "工伤": "办理复议案件22件、诉讼案件35件,共57件,其中工伤认定类44件,占77.2%。",
    "结转": "受理行政复议案件86件,加上年结转5件,审结82件,占受理数的95.3%。",
    "满意": "办理代表建议120件,代表满意117件,满意率97.5%。",
    "社区": "街道下辖14个社区,常住人口11.2万人。",
    "设施": "全市取水单位528家,安装在线计量设施的451家,占85.4%。",
}
WRONG = (
    ("应诉", "尚有⟦25件⟧应诉案件负责人未出庭。", "尚有15件应诉案件负责人未出庭。"),
    ("纠纷", "有⟦17件⟧矛盾纠纷尚未化解。", "对未化解的27件纠纷逐件包案。"),
    ("持证", "11名执法办工作人员中还有⟦3人⟧未取得执法证。", "11名执法办工作人员中还有2人未取得执法证。"),
    ("案卷", "对⟦15卷⟧不合格案卷逐卷剖析。", "对5卷不合格案卷逐卷剖析。"),
    ("设施", "尚有⟦67家⟧取水单位未安装在线计量设施。", "尚有77家取水单位未安装在线计量设施。"),
    # of a plan only what stands there as it is
    ("体检", "力争对未体检的⟦87家⟧规模以上工业企业体检一遍。", "力争对未体检的78家规模以上工业企业体检一遍。"),
    # the rate that is called so, of two that end so
    ("信访", "尚有⟦24件⟧信访事项未办结。", "尚有14件信访事项未办结。"),
    # a whole that is named before its part, and rates told again
    ("企业", "规模以上工业企业中,有145家设立岗位,占⟦56.6%⟧。", "规模以上工业企业中,有145家设立岗位,占66.5%。"),
    ("出庭", "负责人出庭应诉还不普遍,全年出庭率仅为⟦62.0%⟧。", "负责人出庭应诉还不普遍,全年出庭率仅为66.0%。"),
    (
        "工伤",
        "工伤认定类争议占比偏高,占复议诉讼案件总量的⟦72.7%⟧。",
        "工伤认定类争议占比偏高,占复议诉讼案件总量的77.2%。",
    ),
    # a mean of places that another paragraph counts
    ("社区", "开展民法典宣讲56场,平均每个社区⟦3场⟧。", "开展民法典宣讲56场,平均每个社区4场。"),
    # what was told before, at the head of its clause
    ("处罚", "对⟦225起⟧立案处罚案件逐案复盘。", "对252起立案处罚案件逐案复盘。"),
)
RIGHT = (
    ("体检", "力争体检87家。"),
    # carried over, neither content nor discontent, and later than the report
    ("结转", "尚有9件行政复议案件未审结。"),
    ("满意", "对代表不满意的1件建议重新办理。"),
    ("纠纷", "目前仍有25件矛盾纠纷尚未化解。"),
    ("社区", "开展民法典宣讲58场,平均每个社区约4场。"),
    ("社区", "在9个社区开展民法典宣讲54场,平均每个社区6场。"),
    ("社区", "开展民法典宣讲126场,平均每个社区工作站9.5场。"),
    ("企业", "外资企业中,有145家设立岗位,占56.6%。"),
    ("工伤", "劳动报酬类争议占案件总量的72.7%。"),
    ("出庭", "下级部门参训率仅为62.0%。"),
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
