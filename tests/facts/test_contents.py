"""Tables of contents are told from the headings that they list, in every format."""

from __future__ import annotations

import pytest
from helpers import document, linter, reading
from word_files import docx, paragraph

from checker.facts.outline.contents import read_contents
from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.formats import read

HEADINGS = ("一、主要举措和成效", "二、存在的问题和不足", "三、下一年度工作安排")
BODY = "\n".join(f"{heading}\n全年开展培训12次,成效明显,群众满意,制度健全。" for heading in HEADINGS)
TITLE = "青石镇2024年度法治政府建设工作报告"


def contents(text: str, name: str = "report.txt") -> list[str]:
    found = reading(text, name)
    return [block.span.of(found.document.text) for block in found.zones.blocks(Zone.CONTENTS)]


@pytest.mark.parametrize(
    "leader", ["……………1", "......2", "······ 3", "—————12", "……… -4-", ". . . . . . (5)", "。。。。。6"]
)
def test_lines_with_leaders(leader: str) -> None:
    lines = [heading + leader for heading in HEADINGS]
    assert contents(f"{TITLE}\n\n{chr(10).join(lines)}\n\n{BODY}\n") == lines


@pytest.mark.parametrize("title", ["目录", "目  录", "目　录", "目 次", "CONTENTS", "目录:"])
@pytest.mark.parametrize("number", ["", "\t1", " 12", "3"])
def test_lines_below_a_title(title: str, number: str) -> None:
    lines = [heading + number for heading in HEADINGS]
    assert contents(f"{TITLE}\n\n{title}\n{chr(10).join(lines)}\n\n{BODY}\n") == [title, *lines]


def test_entries_that_begin_a_paragraph() -> None:
    lines = ["(一)加强学习", "(二)健全制度"]
    text = f"{TITLE}\n目录\n{chr(10).join(lines)}\n(一)加强学习。全年12次。\n(二)健全制度。全年3项。\n"
    assert contents(text) == ["目录", *lines]


@pytest.mark.parametrize(
    "text",
    [
        f"{TITLE}\n\n{BODY}\n{HEADINGS[0]}\n",  # a heading twice, with no title above
        f"{TITLE}\n目录\n一、另一件事\n二、又一件事\n{BODY}\n",
        f"{TITLE}\n共培训......12\n{BODY}\n",
        f"{TITLE}\n梳理目录\n{BODY}\n",
        f"{TITLE}\n办结12\n调解35\n走访3\n{BODY}\n",
    ],
)
def test_what_is_no_table_of_contents(text: str) -> None:
    assert [line for line in contents(text) if line != "目录"] == []


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_its_lines_are_no_headings(name: str) -> None:
    lines = [TITLE, "目录", *(f"{heading}……………{number}" for number, heading in enumerate(HEADINGS)), *BODY.split("\n")]
    text = {"a.txt": "\n", "a.md": "\n\n", "a.html": "</p><p>"}[name].join(lines)
    found = Reading(document(f"<p>{text}</p>" if name == "a.html" else text, name), linter().knowledge, "")
    outline = found.outline
    assert [heading.title.of(found.document.text) for heading in outline.headings] == [line[2:] for line in HEADINGS]


def test_a_cover_is_no_signature() -> None:
    text = (
        f"{TITLE}\n青石镇人民政府\n2025年1月10日\n目录\n"
        + "\n".join(HEADINGS)
        + f"\n{BODY}\n青石镇人民政府\n2025年1月10日\n"
    )
    found = reading(text)
    signature = found.zones.blocks(Zone.SIGNATURE)
    assert [block.span.start > text.index("全年") for block in signature] == [True, True]


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
CODE = "<w:r><w:instrText>{}</w:instrText></w:r>"


def entry(text: str, before: str = "", behind: str = "") -> str:
    number = (
        FIELD.format("begin") + CODE.format("PAGEREF _1 \\h") + FIELD.format("separate") + "<w:r><w:t>1</w:t></w:r>"
    )
    inside = f"<w:r><w:t>{text}</w:t></w:r><w:r><w:tab/></w:r>{number}{FIELD.format('end')}"
    return f'<w:p>{before}<w:hyperlink w:anchor="_1">{inside}</w:hyperlink>{behind}</w:p>'


BEGUN = FIELD.format("begin") + CODE.format(' TOC \\o "1-3" \\h') + FIELD.format("separate")


@pytest.mark.parametrize("place", ["in a paragraph of its own", "behind the last entry"])
def test_a_field_of_word_without_styles(place: str) -> None:
    end, own = FIELD.format("end"), place.startswith("in")
    entries = entry(HEADINGS[0], BEGUN) + entry(HEADINGS[1]) + entry(HEADINGS[2], behind="" if own else end)
    body = entries + (f"<w:p>{end}</w:p>" if own else "") + "".join(paragraph(line) for line in BODY.split("\n"))
    found = read("a.docx", docx(paragraph(TITLE) + body))
    assert [block.span.of(found.text) for block in found.blocks] == [TITLE, *BODY.split("\n")]


def test_a_simple_field_of_word() -> None:
    simple = f'<w:p><w:fldSimple w:instr="TOC \\o"><w:r><w:t>{HEADINGS[0]}</w:t></w:r></w:fldSimple></w:p>'
    found = read("a.docx", docx(simple + paragraph(HEADINGS[0])))
    assert [block.span.of(found.text) for block in found.blocks] == [HEADINGS[0]]


def test_a_field_without_an_end_hides_nothing() -> None:
    found = read("a.docx", docx(entry(HEADINGS[0], BEGUN) + paragraph("正文。")))
    assert found.text.endswith("正文。\n")


def test_text_behind_the_end_of_a_field_is_text() -> None:
    found = read(
        "a.docx", docx(entry(HEADINGS[0], BEGUN) + f"<w:p>{FIELD.format('end')}<w:r><w:t>正文。</w:t></w:r></w:p>")
    )
    assert [block.span.of(found.text) for block in found.blocks] == ["正文。"]


def test_a_long_list_takes_no_longer_than_its_length() -> None:
    texts = ["目录", *["甲乙丙丁"] * 20_000]
    assert len(list(read_contents(texts, linter().knowledge.lexicon.page))) == 20_000
