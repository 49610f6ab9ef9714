"""What is taken away from the desk: exactly the changes and comments that were decided, whatever the draft's format."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from msgspec.structs import replace

from checker.formats import read, revise
from checker.formats.word.package import w
from checker.formats.word.sample import sample
from checker.project.project import Project
from checker.text.diagnostic import Edit
from checker.text.errors import FazhiError
from checker.text.span import Span
from checker.web import downloads
from checker.web.checking import check, prepare
from checker.web.downloads import Adopted, Decisions, page_file, text_file, word_file
from checker.web.drafts import Checked, Item, Refused, Submission
from checker.web.transcript import transcribe

TITLE = "青石县2023年法治政府建设年度报告"
TEXT = f"""{TITLE}

一、主要举措和成效
严格按照《法治政府建设实施纲要（2015—2020年）》推进工作，全年立案142件，办结件，处罚金额405.23元。
依法严历打击违法行为。成功调处矛盾纠纷@件。"""


@pytest.fixture(scope="module", autouse=True)
def _prepared() -> None:
    prepare(Project(isolated=True))


def checked(submission: Submission) -> Checked:
    result, _ = check(submission, "zh")
    assert isinstance(result, Checked), result
    return result


def item_of(result: Checked, text: str) -> Item:
    return next(item for item in result.items if item.text == text)


def parts(data: bytes) -> tuple[list[tuple[str, str]], str, str]:
    """The comments with the text that each is on, the deleted and the inserted text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        names = archive.namelist()
        comments = etree.fromstring(archive.read("word/comments.xml")) if "word/comments.xml" in names else None
    deleted = "".join(node.text or "" for node in body.iter(w("delText")))
    inserted = "".join(text.text or "" for node in body.iter(w("ins")) for text in node.iter(w("t")))
    found = []
    for comment in comments if comments is not None else ():
        said = "".join(text.text or "" for text in comment.iter(w("t")))
        found.append((_commented(body, comment.get(w("id")) or ""), said))
    return found, deleted, inserted


def _commented(body: etree._Element, number: str) -> str:
    inside, text = False, ""
    for node in body.iter():
        if node.tag in {w("commentRangeStart"), w("commentRangeEnd")} and node.get(w("id")) == number:
            inside = node.tag == w("commentRangeStart")
        elif inside and node.tag in {w("t"), w("delText")}:
            text += node.text or ""
    return text


def submissions() -> list[Submission]:
    lines = "".join(f"<p>{line}</p>" for line in TEXT.split("\n") if line)
    return [
        Submission("报告.txt", TEXT.encode()),
        Submission("报告.docx", sample(TEXT, {})),
        Submission("报告.html", f"<html><meta charset='utf-8'><body>{lines}</body></html>".encode()),
        Submission("报告.md", f"# {TEXT}".encode()),
    ]


@pytest.mark.parametrize("submission", submissions(), ids=lambda submission: submission.name)
def test_word_holds_what_was_decided(submission: Submission) -> None:
    result = checked(submission)
    own, aside = item_of(result, "@件"), result.items[0]
    file = word_file(submission, Decisions((Adopted(own.key, text="36件"),), (aside.key,)), "zh")
    assert (file.name, file.left) == ("报告-修订.docx", ())
    comments, deleted, inserted = parts(file.data)
    assert (deleted, inserted) == ("@件", "36件")
    assert len(comments) == len(result.items) - 2
    said = " ".join(text for _, text in comments)
    assert own.message not in said
    rest = [item for item in result.items if item.key not in {own.key, aside.key} and not item.whole]
    assert sorted(text for text, _ in comments if text != TITLE) == sorted(item.text for item in rest)


def test_a_suggestion_is_adopted() -> None:
    submission = Submission("报告.txt", TEXT.encode())
    result = checked(submission)
    item = next(item for item in result.items if item.options and not item.whole)
    file = text_file(submission, Decisions((Adopted(item.key),)), "zh")
    change = item.options[0].changes[0]
    assert (
        file.data.decode("utf-8-sig").replace("\r\n", "\n") == TEXT[: change.start] + change.text + TEXT[change.end :]
    )


def test_the_text_is_one_that_every_office_program_opens() -> None:
    file = text_file(Submission("报告.txt", TEXT.encode()), Decisions(), "zh")
    assert file.name == "报告-改后.txt"
    assert file.data.startswith(b"\xef\xbb\xbf")
    assert file.data.decode("utf-8-sig") == TEXT.replace("\n", "\r\n")


def test_the_page_holds_what_is_left() -> None:
    submission = Submission("报告.txt", TEXT.encode())
    result = checked(submission)
    one, other = [item for item in result.items if not item.whole][:2]
    page = page_file(submission, Decisions((), (one.key,)), "zh").data.decode()
    assert f'class="rule">{other.rule}' in page
    assert page.count('role="note"') == len(result.items) - 1


def test_changes_that_contradict_each_other_become_comments() -> None:
    submission = Submission("报告.txt", TEXT.encode())
    result = checked(submission)
    one = item_of(result, "@件")
    other = next(item for item in result.items if item.key != one.key and not item.whole)
    both = Decisions((Adopted(one.key, text="3件"), Adopted(other.key, text="x")))
    assert word_file(submission, both, "zh").left == ()
    assert word_file(submission, Decisions((Adopted(one.key, option=7),)), "zh").left == (one.key,)
    whole = next(item for item in result.items if item.whole)
    assert word_file(submission, Decisions((Adopted(whole.key, text="x"),)), "zh").left == (whole.key,)
    comments, deleted, inserted = parts(word_file(submission, Decisions((Adopted(one.key, option=7),)), "zh").data)
    assert len(comments) == len(result.items)
    assert not deleted + inserted


def test_a_file_that_cannot_be_read_is_refused_in_one_line() -> None:
    for name, data in (
        ("a.docx", b"PK\x03\x04"),
        ("a.exe", b"MZ"),
        ("a.txt", b""),
        ("a.pdf", b"%PDF-1.4"),
        ("a.doc", b"x"),
    ):
        result, _ = check(Submission(name, data), "zh")
        assert isinstance(result, Refused)
        assert result.reason
        assert "\n" not in result.reason
        assert name not in result.reason


def test_last_year_s_report_is_compared_with() -> None:
    paragraph = (
        "全面推进综合执法体制改革，厘清镇街与部门的职责边界，把人员、经费、装备一并下沉到一线，群众办事不再多头跑。" * 2
    )
    new = Submission("报告.txt", f"{TEXT}\n{paragraph}".encode())
    old = TEXT.replace("2023", "2022") + f"\n{paragraph}"
    alone = {item.rule for item in checked(new).items}
    compared = {item.rule for item in checked(replace(new, previous_name="旧.txt", previous=old.encode())).items}
    assert compared - alone, (alone, compared)


MISSPELLED = TEXT.replace("严历", "布署")
REPEATED = f"{TITLE}\n全\u200b市\u200b共\u200b同\u200b努\u200b力。"


def test_repeats_told_as_one_are_mended_together_or_remain() -> None:
    submission = Submission("报告.docx", sample(REPEATED, {}))
    result = checked(submission)
    item = next(item for item in result.items if item.text == "\u200b")
    assert len(item.options[0].changes) == 5
    _, deleted, inserted = parts(word_file(submission, Decisions((Adopted(item.key),)), "zh").data)
    assert (deleted, inserted) == ("\u200b" * 5, "")
    comments, deleted, inserted = parts(word_file(submission, Decisions((Adopted(item.key, text="体"),)), "zh").data)
    assert (deleted, inserted) == ("\u200b", "体")
    assert [text for text, _ in comments].count("\u200b") == 1  # the other four, told as one
    comments, deleted, _ = parts(word_file(submission, Decisions((), (item.key,)), "zh").data)
    assert not deleted
    assert "\u200b" not in [text for text, _ in comments]


def test_in_english_a_summary_stands_once() -> None:
    data = word_file(Submission("报告.docx", sample(MISSPELLED, {})), Decisions(), "en").data
    shown = "\n".join(text for _, text in parts(data)[0])
    assert shown.count("a misspelled word: ") == shown.count("a misspelled word") > 0
    assert "a misspelled word: a misspelled word" not in shown


def test_changes_that_the_word_file_cannot_take_become_comments(monkeypatch: pytest.MonkeyPatch) -> None:
    submission = Submission("报告.docx", sample(MISSPELLED, {}))
    result = checked(submission)
    word, place = item_of(result, "布署"), item_of(result, "@件")
    monkeypatch.setattr(
        downloads, "revise",
        lambda document, edits, date: revise(document, [edit for edit in edits if edit.text != "x"], date),
    )  # fmt: skip
    file = word_file(submission, Decisions((Adopted(word.key), Adopted(place.key, text="x"))), "zh")
    assert file.left == (place.key,)
    comments, deleted, inserted = parts(file.data)
    assert deleted == "布署"
    assert inserted == "部署"
    assert "@件" in [text for text, _ in comments]


def test_a_text_with_characters_that_word_cannot_hold_is_written_without_them() -> None:
    submission = Submission("报告.docx", sample(TEXT, {}))
    item = item_of(checked(submission), "@件")
    for make in (word_file, text_file, page_file):
        assert not make(submission, Decisions((Adopted(item.key, text="3\x00\x01\n6<x>{{}}件"),)), "zh").left
    data = word_file(submission, Decisions((Adopted(item.key, text="3\x00\x01\n6<x>{{}}件"),)), "zh").data
    assert parts(data)[2] == "36<x>{{}}件"


lines = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@settings(max_examples=20)
@given(st.lists(lines, min_size=1, max_size=8))
def test_a_transcript_has_every_character_of_every_block(texts: list[str]) -> None:
    try:
        document = read("a.txt", "\n".join(texts).encode())
    except FazhiError:
        return
    try:
        transcript = transcribe(document)
    except FazhiError:
        return
    for block in document.blocks:
        for offset in range(block.span.start, block.span.end):
            moved = transcript.move(Edit(Span(offset, offset + 1), ""))
            assert moved is not None
            before, after = document.text[offset], moved.span.of(transcript.document.text)
            assert after in {before, "\ufffd"}
        assert len(transcript.nearest(block.span)) == len(block.span)


def test_a_table_stays_a_table() -> None:
    document = read("a.md", "# 报告\n\n| 项目 | 数量 |\n|---|---|\n| 立案 | 12 |\n| 合计 | 12 |\n\n后文。".encode())
    transcript = transcribe(document)
    assert [(block.kind, block.table, block.row) for block in transcript.document.blocks] == [
        (block.kind, block.table, block.row) for block in document.blocks
    ]
