from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import EM, LEFT, STEP, TOP, width

from checker.formats.paged.layout import document, paragraphs
from checker.formats.paged.lines import Line, page_lines
from checker.formats.paged.spacing import Glyph

RIGHT = LEFT + 28 * EM


def glyphs(text: str, x: float = LEFT, y: float = TOP, size: float = EM) -> list[Glyph]:
    found = []
    for character in text:
        found.append(Glyph(character, x, x + width(character, size), y, size))
        x += width(character, size)
    return found


def lines_of(*rows: tuple[str, float] | tuple[str, float, float], page: int = 1, before: int = 0) -> list[Line]:
    """Return consecutive lines, each from its text, its indent in ems, and optionally its type size."""
    found = []
    for number, (text, indent, *size) in enumerate(rows):
        found += glyphs(text, LEFT + indent * EM, TOP + number * STEP, *size)
    return page_lines(page, found, before)


def texts(*pages: list[Line]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs([line for page in pages for line in page])]


FULL = "全镇上下深入学习贯彻习近平法治思想扎实推进依法行政各项工作"[:28]
FIRST = FULL[:26]


def test_an_indent_begins_a_paragraph_and_full_lines_run_on() -> None:
    page = lines_of((FIRST, 2), (FULL, 0), ("取得成效。", 0), (FIRST, 2), ("完。", 0))
    assert texts(page) == [FIRST + FULL + "取得成效。", FIRST + "完。"]


def test_a_short_line_ends_a_paragraph_even_without_indents() -> None:
    assert texts(lines_of((FULL, 0), ("完。", 0), (FULL, 0), (FULL, 0))) == [FULL + "完。", FULL + FULL]


def test_a_heading_is_a_paragraph_of_its_own() -> None:
    page = lines_of(("一、主要举措", 2), ("(一)加强领导", 2), (FIRST, 2), (FULL, 0))
    assert texts(page) == ["一、主要举措", "(一)加强领导", FIRST + FULL]


def test_a_paragraph_runs_on_over_the_page() -> None:
    one = lines_of((FIRST, 2), (FULL, 0), (FULL, 0))
    other = lines_of((FULL, 0), ("完。", 0), (FIRST, 2), page=2, before=len(one))
    assert texts(one, other) == [FIRST + FULL * 3 + "完。", FIRST]


@pytest.mark.parametrize("length", [14, 17, 20])
def test_a_last_page_of_first_lines_shows_no_other_edge(length: int) -> None:
    finished = FULL[:27] + "。"
    one = lines_of(*[(FIRST, 2), (FULL, 0), (finished, 0)] * 4)
    other = lines_of((FULL[:length], 2), ("2025年1月17日", 2), page=2, before=len(one))
    assert texts(one, other)[-3:] == [FIRST + FULL + finished, FULL[:length], "2025年1月17日"]


def test_a_page_with_another_edge_has_its_own() -> None:
    one = lines_of(*[(FIRST, 2), (FULL, 0), (FULL, 0)] * 4)
    other = lines_of((FULL, 2), (FULL, 2), (FULL, 2), (FIRST, 4), page=2, before=len(one))
    assert texts(one, other)[-2:] == [FIRST + FULL * 5, FIRST]


def test_without_indents_a_number_below_a_finished_line_begins_a_paragraph() -> None:
    finished = FULL[:27] + "。"
    assert texts(lines_of((FULL, 0), (finished, 0), ("二、" + FULL[:26], 0), (FULL, 0))) == [
        FULL + finished,
        "二、" + FULL[:26] + FULL,
    ]


def test_a_wider_gap_separates_paragraphs() -> None:
    above = lines_of((FULL, 0), (FULL, 0), (FULL, 0), (FULL, 0))
    below = glyphs(FULL, y=TOP + 3 * STEP + 2 * STEP)
    whole = page_lines(1, [glyph for line in range(4) for glyph in glyphs(FULL, y=TOP + line * STEP)] + below)
    assert len(above) == 4
    assert texts(whole) == [FULL * 4, FULL]


def test_a_title_over_two_lines_is_one() -> None:
    middle = (28 - 14 * 22 / EM) / 2
    page = lines_of(
        ("青石镇人民政府关于二〇二四年", middle, 22), ("法治政府建设情况的报告", middle + 2, 22), (FIRST, 2), (FULL, 0)
    )
    assert texts(page) == ["青石镇人民政府关于二〇二四年法治政府建设情况的报告", FIRST + FULL]


def test_a_hanging_indent_is_no_new_paragraph() -> None:
    page = lines_of(
        (FIRST, 2), (FULL, 0), ("完。", 0), (FIRST, 2), (FULL[:25], 3), ("尾。", 3), (FIRST, 2), ("完。", 0)
    )
    assert texts(page) == [FIRST + FULL + "完。", FIRST + FULL[:25] + "尾。", FIRST + "完。"]


def test_issuer_and_date_stay_apart() -> None:
    page = lines_of((FIRST, 2), ("完。", 0), ("青石镇人民政府", 18), ("2025年1月10日", 18.5))
    assert texts(page)[1:] == ["青石镇人民政府", "2025年1月10日"]


def test_latin_words_keep_their_space_and_figures_are_not_cut() -> None:
    assert texts(lines_of(("a" * 50 + " word", 0), ("next", 0))) == ["a" * 50 + " word next"]
    assert texts(lines_of((FULL[:26] + "1234", 0), ("5件", 0))) == [FULL[:26] + "12345件"]


def test_a_gap_between_words_is_a_space_one_between_characters_is_not() -> None:
    row = glyphs("one") + glyphs("two", LEFT + 1.8 * EM) + glyphs("法", LEFT + 6 * EM) + glyphs("治", LEFT + 7.5 * EM)
    assert [line.text for line in page_lines(1, row)] == ["one two 法治"]


def test_bold_by_printing_twice_is_read_once() -> None:
    row = glyphs("一一审") + glyphs("一一审", LEFT + 0.5)
    assert [line.text for line in page_lines(1, row)] == ["一一审"]


def test_a_raised_figure_belongs_to_its_line() -> None:
    row = [*glyphs("法治"), *glyphs("2", LEFT + 2 * EM, TOP - 5, 8)]
    assert [line.text for line in page_lines(1, row)] == ["法治2"]


def test_rows_in_columns_are_cells() -> None:
    rows = [("名称", "数量"), ("调解", "5件"), ("复议", "2件")]
    drawn = [
        glyph
        for number, (name, count) in enumerate(rows)
        for glyph in (*glyphs(name, y=TOP + number * STEP), *glyphs(count, LEFT + 10 * EM, TOP + number * STEP))
    ]
    found = document("a.pdf", "pdf", page_lines(1, drawn))
    assert [(block.kind, block.row, block.column, block.span.of(found.text)) for block in found.blocks] == [
        ("cell", row, column, text) for row, cells in enumerate(rows, 1) for column, text in enumerate(cells, 1)
    ]


@pytest.mark.parametrize("number", ["— {} —", "第 {} 页", "{}/3", "第{}页 共3页", "{}", "-{}-", "第{}页,共3页"])
def test_page_numbers_are_removed(number: str) -> None:
    pages = []
    for page in (1, 2, 3):
        told = glyphs(FULL) + glyphs(FULL, y=TOP + STEP) + glyphs(number.format(page), LEFT + 200, 790)
        pages.append(page_lines(page, told, 3 * (page - 1)))
    assert texts(*pages) == [FULL * 6]


@pytest.mark.parametrize("text", ["1,234", "12 34", "2024", "2025-2-18", "(3)", "3.", "第3条"])
def test_footers_that_are_not_page_numbers(text: str) -> None:
    told = glyphs(FULL) + glyphs(FULL, y=TOP + STEP) + glyphs(text, LEFT + 200, 790)
    assert texts(page_lines(1, told)) == [FULL * 2, text]


def test_a_figure_in_the_text_is_no_page_number() -> None:
    assert texts(lines_of((FULL, 0), (FULL, 0), ("12", 0)))[-1].endswith("12")


def test_headers_are_removed_and_titles_are_kept() -> None:
    pages = []
    for page in (1, 2, 3):
        head = (
            glyphs(f"青石镇2024年报告 第{page}页", y=50, size=9)
            if page > 1
            else glyphs("青石镇2024年报告", y=60, size=22)
        )
        pages.append(page_lines(page, head + glyphs(FULL) + glyphs(FULL, y=TOP + STEP), 3 * (page - 1)))
    assert texts(*pages) == ["青石镇2024年报告", FULL * 6]


def test_removed_lines_keep_their_number() -> None:
    pages = [page_lines(page, glyphs("页眉", y=50, size=9) + glyphs(f"{page}、条。"), 2 * page - 2) for page in (1, 2)]
    found = document("a.pdf", "pdf", [line for page in pages for line in page])
    place = found.place(found.text.index("2"))
    assert (place.label, place.line, place.column) == ("第2页第2行", 4, 1)


def test_an_end_belongs_to_the_line_of_the_last_character() -> None:
    found = document("a.pdf", "pdf", lines_of((FIRST, 2), ("完。", 0)))
    end = found.place(len(FIRST), end=True)
    assert (end.label, end.column) == ("第1页第1行", len(FIRST) + 1)
    assert found.place(len(FIRST)).label == "第1页第2行"


ROWS = st.lists(
    st.tuples(
        st.text(st.sampled_from("法治政府建设12ab 。,、—第页一(《"), min_size=1, max_size=28),
        st.sampled_from([0.0, 2.0, 5.0]),
        st.sampled_from([EM, EM, 22.0, 9.0]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(st.lists(ROWS, max_size=4))
def test_no_character_is_lost_or_moved(rows: list[list[tuple[str, float, float]]]) -> None:
    lines: list[Line] = []
    for page, told in enumerate(rows, 1):
        lines += lines_of(*told, page=page, before=len(lines))
    kept = {line.sequence for paragraph in paragraphs(lines) for line in paragraph.lines}
    found = document("a.pdf", "pdf", lines)
    shown = "".join("".join(line.text.split()) for line in lines if line.sequence in kept)
    assert "".join(found.text.split()) == shown
    assert [label.start for label in found.labels] == sorted(label.start for label in found.labels)
    running = [label.line for label in found.labels]
    assert running == sorted(running)
    by_line = {line.sequence: line for line in lines}
    for block in found.blocks:
        assert block.span.of(found.text).strip() == block.span.of(found.text) != ""
        place = found.place(block.span.start)
        assert by_line[place.line].text[place.column - 1 :].startswith(block.span.of(found.text)[:1])
        assert found.source_span(block.span) == block.span
        assert not found.writable(block.span)


@settings(deadline=None)
@given(
    st.lists(
        st.builds(Glyph, st.characters(exclude_categories=["Cs"]), *[st.floats(0, 900)] * 3, st.floats(0.1, 900)),
        max_size=30,
    )
)
def test_any_glyphs_make_lines(found: list[Glyph]) -> None:
    for line in page_lines(1, found):
        assert line.text == line.text.strip() != ""
    paragraphs(page_lines(1, found))


# Tables of contents.

HEADINGS = ("一、主要举措和成效", "二、存在的问题和不足", "三、下一年度工作安排")


def entry(text: str, leader: str, number: str, y: float) -> list[Glyph]:
    """Return an entry that ends at the right margin; the leader fills the line, or is a gap."""
    room = 28 * EM - width(text) - width(number)
    dots = leader * int(room / width(leader)) if leader.strip() else ""
    shown = glyphs(text, y=y) + glyphs(dots, LEFT + width(text), y)
    return shown + glyphs(number, RIGHT - width(number), y)


@pytest.mark.parametrize("leader", ["…", ".", "·", ". ", " "])
@pytest.mark.parametrize("numbers", [("1", "5", "8"), ("9", "12", "120")])
def test_entries_of_contents_are_paragraphs(leader: str, numbers: tuple[str, ...]) -> None:
    rows = [
        glyph
        for place, (text, number) in enumerate(zip(HEADINGS, numbers, strict=True))
        for glyph in entry(text, leader, number, TOP + place * STEP)
    ]
    rows += [glyph for place in range(3, 6) for glyph in glyphs(FULL, y=TOP + place * STEP)]
    found = document("a.pdf", "pdf", page_lines(1, rows))
    told = [block.span.of(found.text) for block in found.blocks]
    assert [block.kind for block in found.blocks] == ["paragraph"] * 4
    assert [text.startswith(heading) for text, heading in zip(told, HEADINGS, strict=False)] == [True] * 3
    assert told[3] == FULL * 3


def test_a_table_of_numbered_rows_is_no_contents() -> None:
    rows = [("一、调解", "12"), ("二、复议", "5"), ("三、诉讼", "8")]
    drawn = [
        glyph
        for number, (name, count) in enumerate(rows)
        for glyph in (*glyphs(name, y=TOP + number * STEP), *glyphs(count, LEFT + 10 * EM, TOP + number * STEP))
    ]
    assert {block.kind for block in document("a.pdf", "pdf", page_lines(1, drawn)).blocks} == {"cell"}
