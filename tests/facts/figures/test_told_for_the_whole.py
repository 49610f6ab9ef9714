"""Totals of lists in several units, means for every so many, means that change, wholes behind their parts."""

from __future__ import annotations

import pytest
from helpers import linter, report

RULES = tuple(rule.name for rule in linter().all_rules if rule.id.startswith("FIG"))

LISTS = (
    # a word of the total opens the list, and the total of all stands behind it
    "镇司法所与法律顾问共审查合同57份、文件6件、决策事项9项,合计72件,提出意见108条,平均每件1.5条。",
    "全年累计办理咨询88人次、援助31件、公证12件,总计131件。",
    "法制科共审核决定书35份、合同24份和文件6件,总计65件。",
    "全年共调解纠纷41起、走访12户、信访8件,合计61件。",
)
FOR_SO_MANY = (
    "全局468名执法人员共配备执法记录仪312台,平均每3人2台。",
    "全市240个村配备法律顾问80名,平均每3个村1名。",
    "全县97个小区配备网格员144名,平均每2个小区配备3名。",  # rounded
    "全所18名民警共有执法车辆6台,平均每3人共用1台。",
    "抽查案卷120宗,平均每10宗有3宗存在瑕疵,共36宗。",
    "全县120个村开展讲座364场,平均每12天1场,惠及群众5012人。",
    "全县100个村、50个社区配备法律顾问150名,平均每2个村(社区)2名。",
    "全局468名执法人员(其中党员120名)共有执法记录仪312台、执法车24辆,平均每3人2台。",
)
CHANGING_MEANS = (
    "同一企业年均受检次数由3.5次减少到1.6次。",
    "企业受检次数年均由3.5次降低到1.6次。",
    "每家企业接受检查的次数,由3.5次减少到1.6次。",
    "案件平均退回补充调查次数从2.4次减少到0.8次。",
    "人均办理案件数由12.5件增加为15.5件。",
    "万件投诉量由2.6件下降到1.9件。",
)
WHOLES = (
    "护士执业注册、公共场所卫生许可等21个事项即来即办,占全部56个许可事项的37.5%。",
    "医师注册等18个事项即申即享,占全部72个事项的25%。",
    "其中即报即办18个事项,占总数72个的25%。",
    "首违不罚等9个案件适用清单,其中占全年36个案件的25%。",
)
WRONG = (
    "镇司法所与法律顾问共审查合同57份、文件6件、决策事项9项,合计⟦75件⟧。",
    "全局468名执法人员共配备执法记录仪312台,平均每3人⟦3台⟧。",
    "全县96个小区配备网格员144名,平均每2个小区配备⟦4名⟧。",
    "企业年均受检次数由3.5次减少到1.6次,全年检查企业⟦14.2家次⟧。",
    "每季度通报一次,全年办理案件⟦14.2件⟧。",
    "接件2.3万件,其中立案⟦14.2件⟧。",
    "护士执业注册等21个事项即来即办,占全部56个许可事项的⟦73.5%⟧。",
    "审查文件20件,其中合同⟦25件⟧。",
)


def told(text: str) -> list[tuple[int, str]]:
    found = report(text, *RULES).diagnostics
    return [(one.span.start, one.text) for one in found if one.severity.name != "INFO"]


@pytest.mark.parametrize("right", [*LISTS, *FOR_SO_MANY, *CHANGING_MEANS, *WHOLES])
def test_right_figures_say_nothing(right: str) -> None:
    assert told(right) == []


@pytest.mark.parametrize("marked", WRONG)
def test_the_wrong_figure_is_told_in_its_place(marked: str) -> None:
    before, figure, behind = marked.replace("⟧", "⟦").split("⟦")
    assert told(before + figure + behind) == [(len(before), figure)]


def test_the_mean_for_every_so_many_shows_how_it_is_reckoned() -> None:
    (found,) = report("全局468名执法人员共配备执法记录仪312台,平均每3人3台。", *RULES).diagnostics
    assert found.message == "平均 3台 算得不对，疑为 2台：312÷468×3=2台"
