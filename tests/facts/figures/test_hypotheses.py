"""Sentences of many frames: consistent figures say nothing, one that is disturbed is told; what is right stays right."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from calibrate import written
from frames import draft, drawn, frames
from helpers import ROOT, findings, linter, reading, report

from checker.facts.figures.inference.judging import OPEN, RIGHT
from checker.facts.figures.relations import Relation, RelationKind

RULES = tuple(rule.name for rule in linter().all_rules if rule.id.startswith("FIG"))
DRAWS = 4
FOUND = 0.7
"""How many of the disturbed figures are told; which are not, differs from draw to draw."""


def contradicted(text: str) -> list[Relation]:
    return [one for one in reading(text).relations if one.verdict not in (RIGHT, OPEN)]


@pytest.mark.parametrize("frame", frames("right") + frames("free"))
def test_consistent_figures_say_nothing(frame: str) -> None:
    for seed in range(DRAWS):
        text = frame.format(**drawn(random.Random(seed)))
        assert contradicted(text) == [], text


def test_paragraphs_of_many_sentences_say_nothing() -> None:
    for seed in range(3):
        # sentences drawn one by one name one thing with several values
        assert [one for one in contradicted(draft(seed)) if one.kind is not RelationKind.SAME] == []


def test_most_frames_verify() -> None:
    texts = [frame.format(**drawn(random.Random(1))) for frame in frames("right")]
    verified = [any(one.verdict == RIGHT for one in reading(text).relations) for text in texts]
    assert sum(verified) >= 0.9 * len(verified)


def disturbed(frame: str, seed: int) -> tuple[str, str] | None:
    """The sentence with two digits of its rate, its total or its average changed round, and that figure."""
    values = drawn(random.Random(seed))
    for name in ("R", "T2", "T3", "T4", "V1", "G", "G2", "E"):
        digits = str(values[name])
        if f"{{{name}}}" not in frame or len(digits) < 3 or digits[0] == digits[1]:
            continue
        wrong = digits[1] + digits[0] + digits[2:]
        if wrong[0] != "0" and "." not in digits[:2]:
            return frame.format(**{**values, name: wrong}), wrong
    return None


def test_one_figure_that_is_disturbed_is_told() -> None:
    tried = found = 0
    for frame in frames("right"):
        for seed in range(DRAWS):
            changed = disturbed(frame, seed)
            if changed:
                tried += 1
                told = contradicted(changed[0])
                found += bool(told)
                assert len(told) <= 2, changed[0]
    assert found >= FOUND * tried


@pytest.mark.parametrize(
    "text",
    [
        # 约 and 近 before what was computed
        "全年受理纠纷852件,办案人员23名,人均办案约37件。",
        "罚没款4.82万元,办理案件26件,案均约1854元。拆除违建142处、1.86万平方米,平均每处约131平方米。",
        "举办法治讲座28场,参加2430人次,场均约87人次。",
        # figures per thousand are no fractional counts
        "全县每千人口拥有床位5.8张,千人口床位数由5.8张增至6.9张,平均每村1.8名法律明白人。",
        "辖区面积约135平方公里,距县城约35公里。",
        # growth against a base that is stated
        "受理案件386件,比2020年的421件减少35件,下降8.3%。",
        "办理案件26件,比上年的20件增长30%;其中简易程序17件、普通程序9件,罚没款4.82万元。",
        # more closed than accepted, with cases carried over
        "受理复议申请30件,连同上年结转的6件,审结33件。",
        # parts that end before the next verb
        "受理投诉164件,其中消费类71件、服务类93件,调解成功9件。",
        # parts that overlap
        "现有调解员86名,其中党员52名、女性41名、本科以上学历63名。",
        # a rate whose counts stand in another sentence
        "全年立案292件。经过努力,当年办结277件,罚没款222.7万元。办结率94.9%。",
        # spans and years
        "创20年来新高,连续20年位居前列。2006年20.5亿元,2007年22.1亿元。",
        # parts in other nouns
        "受理投诉举报128件,其中重点督办15件,组织检查412次。",
        "一年来,比上年增加12件。",
        # nested parts, the sum of two counts (A05)
        "审查合同34件,其中提出意见21件,包括修改6件、否决8件。",
        "组织36名执法人员和4名辅助人员参训,其中15名取得证书。",
        "办理教师申诉11件、学生申诉6件,其中维持原决定9件、变更3件、撤销2件、调解结案3件。",
        # numbers of sections, measure words cut out of words (A06)
        "详见附表2.1项。",
        "按照清单1.2条要求整改,完成指标2.3项目标任务。",
        "万人成讼率下降,万人发案数为0.44起,综合得分提高26.7个、26.8个百分点。",
        # a year and a decimal (A04)
        "案件由2022年3.35万件降至2023年3.12万件。",
        # a funnel, parts told one by one, so many of each, a list behind a semicolon
        "首批收到申报项目51个,其中30个项目被立项,经培育、初评、终评,27个优秀项目被发文表彰。",
        "开展涉企检查4620次;其中扫码检查4574次,占99%,跨部门联合检查693次,占15%。",
        "全年评查案卷60卷,其中局机关24卷,9个所各4卷。",
        "主任办公会议会前学法10次,专题听取汇报4次;带头讲授专题课2次,到企业宣讲3次。",
        # the rate of several parts, of a part that is named, and of what was due
        "评查案卷240卷,评出优秀66卷、合格169卷、不合格5卷,合格以上的占97.9%。",
        "受理投诉举报咨询31560件,其中投诉20184件、举报5126件、咨询6250件;投诉按期办结19700件,按期办结率97.6%。",
        "全年法院审结行政案件57件;应由负责人出庭的49件,出庭率100%。",
        # a growth of another thing, one that stands in brackets, a change that is no count
        "受理纠纷218件,调解成功213件,成功率97.7%,受理量较上年的247件下降11.7%。",
        "审结231件(含上年结转11件),其中经调解、和解结案104件,占45.0%。",
        "办理法律援助案件2384件,比上年多办298件,增长14.3%。",
        "国务院组成部门由40个减少到29个,机关干部减少一半。",
        # one more who is not counted
        "由局长任组长、3名副局长为副组长、8个股室负责人为成员,共12人。",
        # an average over two counts
        "赋予9个镇、5个乡执法事项,下派编制70名,平均每个乡镇5名。",
    ],
)
def test_what_must_stay_right(text: str) -> None:
    assert findings(text, *RULES) == []
    assert contradicted(text) == []


@pytest.mark.parametrize(
    ("text", "rule", "where"),
    [
        # C18: a share called 占比 or 占
        ("行政权力事项2474项,其中不见面审批事项2369项,占比95.87%。", "share-mismatch", "95.87%"),
        ("立案50件,其中交通类20件,占45%。", "share-mismatch", "45%"),
        # C19: parts behind a full stop, or between semicolons
        (
            "全年办理案件100件。其中,行政处罚40件、行政许可52件、其他18件。",
            "parts-exceed-total",
            "100件",
        ),
        ("全年办理案件210件,其中:行政处罚140件;行政许可52件;其他28件。", "parts-exceed-total", "210件"),
        # a rate by the letters of its name, and what it is a share of
        ("组织学法考试,应考3260人,实考3247人,参考率96.9%。", "share-mismatch", "96.9%"),
        ("应检特种设备12830台,实际检验12879台,定期检验率为99.6%。", "parts-exceed-total", "12879台"),
        ("接收投诉举报61240件,其中投诉42868件、举报18372件,投诉占六成。", "claim-and-figures", "六成"),
        # what was there, what came and what went
        ("年初在册430户,全年新增39户,退出57户,年末在册421户。", "remainder-mismatch", "421户"),
        # a list without a word, one in brackets, a total that is named again
        ("评定执法案卷95份:优秀53份、合格24份、不合格8份。", "parts-exceed-total", "95份"),
        ("取消证明事项241项(市级设定的79项,县区设定的135项)。", "parts-exceed-total", "241项"),
        ("办理简易程序案件12件、普通程序案件3件,16件案件没有一件被申请复议。", "parts-exceed-total", "16件"),
        # rates in points, also against a base in brackets
        ("超限率由年初的3.6%降至年末的1.9%,下降1.7%。", "points-and-percent", "1.7%"),
        # an earlier rate, told again with a slip
        (
            "评查案卷150卷,优秀54卷,优秀率36%。\n\n执法案卷质量有待提高,案卷优秀率只有26%。",
            "same-thing-two-figures",
            "26%",
        ),
    ],
)
def test_what_published_reports_got_wrong(text: str, rule: str, where: str) -> None:
    assert (rule, where) in findings(text, *RULES)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("参加考试39人,成绩优秀34人,优秀率78.2%。", "比率 78.2% 算得不对，疑为 87.2%：34÷39=87.18%"),
        ("收集问题45个,当场解决41个,其余6个转请县级部门办理。", "剩余的数 6个 疑为 4个 之误：45−41=4"),
        (
            "惠及企业2136户,兑付资金1.27亿元,户均约5.95元。",
            "5.95元 疑漏写、错写“万”“亿”或小数点，应为 5.95万元：1.27亿÷2136=5.95万元",
        ),
        (
            "由上年的98项增至121项,增长19.0%。",
            "前后两个数是 98项、121项，增减 19.0% 错用后一个数作除数：由98到121增长23.47%",
        ),
        ("万人成讼率由54.1件降至62.4件。", "54.1件，增减的数 62.4件 升降写反了：62.4件>54.1件"),
    ],
)
def test_messages_show_the_calculation_and_the_likeliest_mistake(text: str, message: str) -> None:
    assert message in [item.message for item in report(text, *RULES).diagnostics]


def test_the_weights_are_those_that_calibrate_writes() -> None:
    source = (ROOT / "rulesets" / "reading" / "figures.toml").read_text(encoding="utf-8")
    table = source.partition("[weights]\n")[2]
    weights = dict(re.findall(r'(?m)^"([^"]+)" = (-?[\d.]+)$', table))
    assert len(weights) > 200
    assert written({name: float(value) for name, value in weights.items()}) == table


def test_no_draft_of_the_judging_lot_is_learned_from() -> None:
    drafts = ROOT / "tests" / "data" / "drafts"
    assert not (drafts / "c").exists()
    assert all(isinstance(path, Path) and path.suffix == ".txt" for path in drafts.rglob("*") if path.is_file())


def test_indicators_are_read_with_value_unit_scope_and_place() -> None:
    text = "全县共办理行政处罚案件3206件,罚没款222.7万元。聘请法律顾问12名,调解成功率98.4%。"
    stated = {one.id: (str(one.value), one.unit, one.scope) for one in reading(text).indicators}
    assert stated["penalty-cases"] == ("3206", "件", "全县")
    assert stated["penalty-fines"][:2] == ("2227000.0", "元")
    assert stated["counsel"][:2] == ("12", "名")
    assert stated["settlement-rate"][:2] == ("98.4", "%")
