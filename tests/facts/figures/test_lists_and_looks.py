"""Figures that need a list, a density or a second look: what is right says nothing, and what is wrong is told in place."""

from __future__ import annotations

import pytest
from helpers import linter, report

RULES = tuple(rule.name for rule in linter().all_rules if rule.id.startswith("FIG"))

MEANS = (
    # two counts that are joined, and both named by the mean
    (
        "在14个村和3个社区开展议事204场,平均每村(社区)⟦14场⟧。",
        "在14个村和3个社区开展议事204场,平均每村(社区)12场。",
    ),
    (
        "全市224个村、63个社区实现全覆盖,开展法治讲座1148场,平均每个村(社区)⟦5场⟧。",
        "全市224个村、63个社区实现全覆盖,开展法治讲座1148场,平均每个村(社区)4场。",
    ),
    # or what comprises both
    (
        "全县22个乡镇和36个县直部门开展集中学法406场次,平均每个单位⟦9场次⟧。",
        "全县22个乡镇和36个县直部门开展集中学法406场次,平均每个单位7场次。",
    ),
    # what is cut off is no more than a step below
    (
        "全县退捕渔民412户、渔船437艘,发放补偿3708万元,户均⟦8万元⟧。",
        "全县退捕渔民412户、渔船437艘,发放补偿3708万元,户均9万元。",
    ),
    ("在14个社区宣讲56场,平均每个社区⟦3场⟧。", "在14个社区宣讲55场,平均每个社区3场。"),
)
RIGHT_MEANS = (
    "全县186个行政村、23个社区共209个基层单位实现全覆盖,举办法治讲座836场次,平均每个单位4场次。",
    "全镇14个村、3个社区,在14个村开展议事168场,平均每村12场。",
    "全镇19个村(社区)开展议事95场,平均每个村(社区)5场。",
    "全县22个乡镇和36个县直部门,其中8个单位开展集中学法40场,平均每个单位5场。",
)
CHANGES = (
    # the difference is no percentage
    ("标准由每人每月130元提高到145元,提高⟦15%⟧。", "标准由每人每月130元提高到145元,提高15元。"),
    ("受理纠纷246件,比上年的205件增长⟦41%⟧。", "受理纠纷246件,比上年的205件增长20%。"),
    # so many times as much is no growth by so many times
    ("检测点由6处增至9处,数量⟦增长1.5倍⟧。", "检测点由6处增至15处,数量增长1.5倍。"),
)
RIGHT_CHANGES = (
    "受理纠纷141件,比上年的100件增长41%。",
    "检测点由6处增至15处,巡查车次增长2.5倍。",
    "收视维护费每月最低标准由25元上调至30元。",
    "12月30日召开会议,3月5元券停用。",
)
LIMITS = (
    ("参加考试,应考124人,实考⟦126人⟧。", "参加考试,应考126人,实考124人,参考率98.4%。"),
    ("共计229件,代表满意的228件,占⟦100.4%⟧。", "共计229件,代表满意的228件,占99.6%,任务完成率105%。"),
)
RIGHT_LIMITS = ("新增就业5.26万人,占年度目标的105.2%。", "应对突发事件12起,实际处置15起。")
RATES = (
    # of the two figures right before it, the second of which it is called after
    (
        "清理合同384份,其中问题合同48份,占12.5%,已整改45份,整改率⟦95.8%⟧。",
        "清理合同384份,其中问题合同48份,占12.5%,已整改45份,整改率93.8%。",
    ),
    # of what a plan says
    (
        "新增就业5.26万人,完成年度目标5万人的⟦102.5%⟧;再就业1.83万人。",
        "新增就业5.26万人,完成年度目标5万人的105.2%;再就业1.83万人。",
    ),
    (
        "全镇常住人口2.48万人,已接种疫苗⟦20.5万人⟧,占82.7%。",
        "全镇常住人口2.48万人,已接种疫苗2.05万人,占82.7%。",
    ),
)
RIGHT_RATES = (
    "全镇常住人口2.48万人,全年接种疫苗20.5万剂次,全程接种占82.7%。",
    "清理合同384份,已整改45份,群众满意率95.8%。",
    "新增就业5.26万人,完成年度目标5万人的105%。",
)
REMAINDERS = (
    (
        "共办理578件;审结526件,其中维持287件、驳回68件、撤销65件、调解和解等106件,结转下年⟦62件⟧。",
        "共办理578件;审结526件,其中维持287件、驳回68件、撤销65件、调解和解等106件,结转下年52件。",
    ),
    (
        "排查自建房1284栋,存在隐患的37栋,已整治35栋,整治率94.6%,剩余⟦3栋⟧停用。",
        "排查自建房1284栋,存在隐患的37栋,已整治35栋,整治率94.6%,剩余2栋停用。",
    ),
)
RIGHT_REMAINDERS = ("排查自建房1284栋,存在隐患的37栋,占2.9%,剩余1247栋安全。",)
POINTS = (
    ("办结率99.2%,比上年提高⟦1.4%⟧。", "办结率99.2%,比上年提高1.4个百分点。"),
    ("在职人员152人,持证38人,占⟦25个百分点⟧。", "在职人员152人,持证38人,占25%。"),
)
RIGHT_POINTS = (
    "全年受理120件,按期办结率100%,比上年下降15%。",
    "办结率99.2%,受理量比上年提高1.4%。",
    "公示率100%,税收收入同比提高12.5%。",
)
RESPECTIVELY = (
    (
        "发生事故8起、死亡5人,与2024年的12起、9人相比,分别下降33.3%和⟦54.4%⟧。",
        "发生事故8起、死亡5人,与2024年的12起、9人相比,分别下降33.3%和44.4%。",
    ),
    (
        "全年办件5830件,其中现场办理3498件、网上办理2332件,分别占60%和⟦48%⟧。",
        "全年办件5830件,其中现场办理3498件、网上办理2332件,分别占60%和40%。",
    ),
)
RIGHT_RESPECTIVELY = (
    "接待群众来访203批、446人次,同比分别下降12.5%和8.2%。",
    "维持58件,纠错19件,调解结案62件,直接纠错率和调解率分别为37.6%和11.5%。",
)
LISTS = (
    # closed by 其他 and named as what the sentence before counts
    (
        "排查纠纷327件,调解成功319件,成功率97.6%。其中土地纠纷118件、邻里纠纷⟦49件⟧、婚姻纠纷71件、其他纠纷44件。",
        "排查纠纷327件,调解成功319件,成功率97.6%。其中土地纠纷118件、邻里纠纷94件、婚姻纠纷71件、其他纠纷44件。",
    ),
    (
        "参保198.4万人,其中职工86.7万人、机关9.5万人、居民⟦102.2人⟧;工伤保险参保61.3万人。",
        "参保198.4万人,其中职工86.7万人、机关9.5万人、居民102.2万人;工伤保险参保61.3万人。",
    ),
    ("配发记录仪19台、终端10台,共⟦29人⟧,投入11.6万元。", "配发记录仪19台、终端10台,共29台,投入11.6万元。"),
    (
        "全市⟦1127处⟧文物,其中国家级9处、省级46处、市县级218处、尚未定级的84处。",
        "全市1127处文物,其中国家级9处、省级46处、市县级218处、尚未定级的854处。",
    ),
    ("举办培训班4期,每期86人,共培训⟦334人次⟧。", "举办培训班4期,每期86人,共培训344人次。"),
)
RIGHT_LISTS = (
    "排查纠纷327件,调解成功282件。其中土地纠纷118件、邻里纠纷49件、婚姻纠纷71件、其他纠纷44件。",
    "成立专班3个、工作组9个,共12人。",
    "举办培训班4期,每期不少于86人,共培训394人次。",
    "举办培训班4期,每期86人,共培训网格员334人次,另有志愿者10人次。",
)
CASES = (*MEANS, *CHANGES, *LIMITS, *RATES, *REMAINDERS, *POINTS, *RESPECTIVELY, *LISTS)
SILENT = (
    RIGHT_MEANS,
    RIGHT_CHANGES,
    RIGHT_LIMITS,
    RIGHT_RATES,
    RIGHT_REMAINDERS,
    RIGHT_POINTS,
    RIGHT_RESPECTIVELY,
    RIGHT_LISTS,
)
RIGHT = (*(one for several in SILENT for one in several), *(right for _, right in CASES))


def told(text: str) -> list[tuple[int, str]]:
    found = report(text, *RULES).diagnostics
    return [(one.span.start, one.text) for one in found if one.severity.name != "INFO"]


@pytest.mark.parametrize("right", RIGHT)
def test_right_figures_say_nothing(right: str) -> None:
    assert told(right) == []


@pytest.mark.parametrize("marked", [wrong for wrong, _ in CASES])
def test_the_wrong_figure_is_told_in_its_place(marked: str) -> None:
    before, figure, behind = marked.replace("⟧", "⟦").split("⟦")
    ((start, text),) = told(before + figure + behind)
    assert figure.endswith(text)
    assert start == len(before) + len(figure) - len(text)
