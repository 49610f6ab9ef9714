import pytest
from helpers import findings

from checker.facts.outline.ordinals import Level, items_in, ordinal_at
from checker.text.document import fold
from checker.text.span import Span


def whole(text: str) -> Span:
    return Span(0, len(text))


@pytest.mark.parametrize(
    ("text", "level", "number", "mark"),
    [
        ("一、主要举措", Level.FIRST, 1, "、"),
        ("十二．其他", Level.FIRST, 12, "."),
        ("（三）执法", Level.SECOND, 3, ""),
        ("(三)、执法", Level.SECOND, 3, "、"),
        ("2.调解", Level.THIRD, 2, "."),
        ("２．调解", Level.THIRD, 2, "."),
        ("3、普法", Level.THIRD, 3, "、"),
        ("（1）普法", Level.FOURTH, 1, ""),
        ("2）普法", Level.FOURTH, 2, ""),
        ("③普法", Level.FIFTH, 3, ""),
        ("第二章 总则", Level.CHAPTER, 2, ""),
    ],
)
def test_ordinals_in_both_widths(text: str, level: Level, number: int, mark: str) -> None:
    found = ordinal_at(fold(text), whole(text))
    assert found is not None
    assert (found.level, found.number, found.mark) == (level, number, mark)


@pytest.mark.parametrize(
    "text", ["2024年", "1.2万件", "12.4宪法日", "一、二、三产业融合", "一是加强", "(以下简称县)", "第一条 为了", "正文"]
)
def test_what_only_looks_like_one(text: str) -> None:
    assert ordinal_at(fold(text), whole(text)) is None


def test_items_stand_at_the_start_of_clauses() -> None:
    text = "主要有:一是学习;二是检查。三是唯一是非。第一,看;第二,听。"
    assert [(item.series, item.number) for item in items_in(text, whole(text))] == [
        ("一是", 1),
        ("一是", 2),
        ("一是", 3),
        ("第一", 1),
        ("第一", 2),
    ]


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ("一二四四五", ["(四)"]),
        ("一二二四五", ["(二)"]),
        ("一二三五六", ["(五)"]),
        ("一三二四", ["(三)"]),
        ("一二三一五", ["(一)"]),
        ("一二四三", ["(四)"]),
        ("一二三四", []),
        ("一二五四六", ["(五)", "(六)"]),
    ],
)
def test_a_slip_in_the_numbers_of_headings_is_told_once(numbers: str, expected: list[str]) -> None:
    sections = "\n\n".join(f"({number})做法{at}\n\n全年办结{at}6件。" for at, number in enumerate(numbers))
    text = f"青石镇2024年法治政府建设年度报告\n\n一、主要举措\n\n{sections}\n"
    assert [found for _, found in findings(text, "numbering-gap")] == expected
