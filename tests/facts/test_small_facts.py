from helpers import reading

from checker.facts.dates import dates_in
from checker.text.span import Span


def test_nested_and_unclosed_titles() -> None:
    text = "印发《关于印发〈办法〉的通知》《条例》和《未完。"
    found = reading(text)
    assert [(item.title.of(text), item.depth) for item in found.references.closed] == [
        ("关于印发〈办法〉的通知", 0),
        ("办法", 1),
        ("条例", 0),
    ]


def test_quantities_with_scale_unit_and_approximation() -> None:
    text = "处罚142宗,金额405.23元、1.2万余元,约3,500人次,占8.5%,２０亩"
    found = [item for _, items in reading(text).quantities for item in items]
    assert [(str(item.value), item.unit, item.family, item.decimals, item.approximate) for item in found] == [
        ("142", "宗", "count", 0, False),
        ("405.23", "元", "money", 2, False),
        ("12000.0", "元", "money", 1, True),
        ("3500", "人次", "count", 0, True),
        ("8.5", "%", "percent", 1, False),
        ("20", "亩", "area", 0, False),
    ]


def test_dates_in_both_ways_of_writing() -> None:
    text = "2025年2月28日、2025-03-01、二〇二五年三月二日、2025年2月30日"
    found = list(dates_in(text, Span(0, len(text))))
    assert [(item.year, item.month, item.day, item.value is not None) for item in found] == [
        (2025, 2, 28, True),
        (2025, 3, 1, True),
        (2025, 3, 2, True),
        (2025, 2, 30, False),
    ]


def test_a_repeated_run_is_one_repeat_and_leaves_the_body() -> None:
    first = "全年审查规范性文件6件、重大行政决策2件,未经审查的一律不提交讨论。"
    second = "全年办理行政处罚案件38件,公示率百分之百,案卷评查全部合格无一返工。"
    text = "\n".join([first, second, "其他内容,与上面不同。", first.replace(",", "，"), "  " + second])
    found = reading(text)
    repeat = found.repeats[0]
    assert (len(found.repeats), len(repeat.blocks), repeat.original.of(text)) == (1, 2, f"{first}\n{second}")
    assert len(found.body) == 3
