"""Figures that stand side by side and do not follow from each other; and those beside them that do."""

from __future__ import annotations

import pytest
from helpers import findings

FIGURES = (
    "parts-exceed-total",
    "share-mismatch",
    "growth-mismatch",
    "stated-average",
    "change-mismatch",
    "remainder-mismatch",
    "table-total-mismatch",
    "claim-and-figures",
    "fractional-count",
    "wrong-counter",
)


@pytest.mark.parametrize(
    "text",
    [
        "全镇15个村、3个社区,共划分网格62个。",
        "今年前4个月,新增大项目185个,平均每天落地1.5个。",
        "7月1日至17日,窗口累计接待群众超20万人次,日均接待约1.4万人次。",
        "4家县级医院分别与19家乡镇卫生院、3家社区卫生服务中心组建医共体。",
        "16个督察组分别向31个部门、15个街道反馈了问题。",
        "新材料产业产值达到近10万亿元。\n签约10亿元以上的项目占比达到61%。",  # the least of a rounded whole is nothing
        "12个乡镇112件案件中,有71件集中在3个中心镇,占63.4%,其余9个乡镇合计41件。",
        "对保留的35项证明编制清单;再推动10项服务事项全程网上办理,总数达到68项。",
        "将述法范围由9名内设机构负责人扩大到包括11名社区书记在内,述法人数达到20名。",
        "将涉企检查事项由84项精简至51项,取消14项、合并减少19项。",
        "办理建议138件、提案164件,办复率100%,其中297件得到满意评价,占98.3%。",
        "22名执法人员每人配备记录仪1台,另有2台备用,共24台。",
        "审结2311件,其中以调解方式结案1021件,占44.2%。复议后未再起诉的案件占审结案件的九成以上。",
        "1.6 部门联动,凝聚监管合力",
        "查出隐患486处,按期整改的占97.5%,共474处,其余12处挂牌督办。",
        "全县干部742人参加学法考试,优秀率为84.5%(627人)。",
        "全年检查1032家次,同比减少12.0%,2023年为1173家次。",
        "普法活动5870场,其中2025年1342场,占五年总量的22.9%。",
        "全市统筹7家市级集中救治医院和27家区县级救治医院,5个乡镇共确定集中安置点19个。",
        "资产总额从70万亿元增长至90万亿元,利润总额从1.9万亿元增长至2.6万亿元,年均增速分别达到7.3%、8.3%。",
        "协调处理欠薪11起,为176名农民工追回工资274.6万元。",
    ],
)
def test_figures_side_by_side(text: str) -> None:
    assert findings(text, *FIGURES) == []


@pytest.mark.parametrize(
    ("text", "rule", "wrong"),
    [
        ("办理建议12件、提案9件,共办理建议提案28件。", "parts-exceed-total", "28件"),
        ("组建15支志愿队、3支宣讲队,共组建队伍81支。", "parts-exceed-total", "81支"),
        ("涉企检查事项由84项精简至51项,减少23项。", "change-mismatch", "23项"),
        ("办理建议138件、提案164件,其中297件得到满意评价,占89.3%。", "share-mismatch", "89.3%"),
        ("追回欠薪58件。", "wrong-counter", "58件"),
        ("查出隐患486处,按期整改的占95.7%,共474处,其余12处挂牌督办。", "share-mismatch", "95.7%"),
        ("全县干部742人参加学法考试,优秀率为84.5%(672人)。", "share-mismatch", "84.5%"),
        ("全年检查1032家次,同比减少21.0%,2023年为1173家次。", "growth-mismatch", "21.0%"),
        ("14支执法队配备执法人员168人,平均每支14人。", "stated-average", "14人"),
        ("审结案件118件,其中调解41件,占34.7%;直接纠错19件,纠错率26.1%。", "share-mismatch", "26.1%"),
        ("完成346家企业信用评价,评定A级58家、B级214家、C级66家、D级18家。", "parts-exceed-total", "346家"),
    ],
)
def test_what_follows_is_still_told(text: str, rule: str, wrong: str) -> None:
    assert (rule, wrong) in findings(text)


def test_a_column_of_means_is_not_added_up() -> None:
    head = "单位\t案件（件）\t罚款（万元）\t案均罚款（元）\n"
    rows = "云锦区\t1246\t87.65\t703\n东皋区\t983\t64.18\t653\n"
    assert findings(f"{head}{rows}合计\t2229\t151.83\t681\n", *FIGURES) == []
    wrong = findings(f"{head}{rows}合计\t2292\t151.83\t681\n", *FIGURES)
    assert wrong == [("table-total-mismatch", "2292")]
