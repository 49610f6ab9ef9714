"""Comments and edits at any position of a Word document conform to the schema of WordprocessingML."""

from __future__ import annotations

import io
import zipfile
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from test_word_writing import DATE, EVERYTHING, comments, main_part, ranges
from word_files import docx, paragraph, run

from checker.formats import apply_edits, read, revise, word
from checker.formats.word.package import w
from checker.text.diagnostic import Edit
from checker.text.errors import InputError
from checker.text.span import Span

BOX = f"<w:txbxContent>{paragraph('框内布署')}</w:txbxContent>"
BOXES = (
    f'<w:p>{run("前")}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{BOX}</wps:txbx></wps:wsp>'
    f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    f"</w:r>{run('后')}</w:p>"
)
NOTES = {"footnotes": f'<w:footnote w:id="2">{paragraph("布署至年底")}</w:footnote>'}
NOTED = f'<w:p>{run("共12件")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("。")}</w:p>'
CHANGED = '<w:b/><w:rPrChange w:id="40" w:author="甲"><w:rPr/></w:rPrChange>'
INSIDE = (
    f'<w:sdt><w:sdtPr/><w:sdtContent>{run("布署")}<w:smartTag w:element="x">{run("依法")}</w:smartTag></w:sdtContent></w:sdt>'
    f'<w:fldSimple w:instr="DATE">{run("今天")}</w:fldSimple><w:moveTo w:id="41" w:author="甲">{run("移来")}</w:moveTo>'
    f'{run("改了格式的字", CHANGED)}<w:r><w:t>既</w:t><w:footnoteReference w:id="2"/><w:t>使</w:t><w:t>如此</w:t><w:tab/></w:r>'
)
ALL = EVERYTHING + BOXES + NOTED.replace('w:id="2"', 'w:id="2"') + f"<w:p>{INSIDE}</w:p>"
IN_PARAGRAPH = {"p", "hyperlink", "ins", "del", "moveTo", "moveFrom", "smartTag", "sdtContent", "fldSimple"}
IN_RUN = {"commentReference", "t", "delText", "tab", "fldChar", "instrText", "footnoteReference", "AlternateContent"}


def find(data: bytes, text: str) -> Span:
    start = read("a.docx", data).text.index(text)
    return Span(start, start + len(text))


def valid(data: bytes) -> None:
    """Raise when an element is not allowed in its parent, an id is used twice, or a comment is incomplete."""
    main = main_part(data)
    for item in main.iter(w("r")):
        assert etree.QName(item.getparent()).localname in IN_PARAGRAPH
        names = [etree.QName(child).localname for child in item]
        assert "rPr" not in names[1:]
        assert set(names) - {"rPr"} <= IN_RUN
        assert len(names) > names.count("rPr"), "a run without content"
        gone = list(item.iterancestors(w("del")))
        assert len(gone) <= 1
        assert ("t" not in names) if gone else ("delText" not in names)
    for item in main.iter(w("ins"), w("del")):
        assert len(item)
    changes = [item.get(w("id")) for item in main.iter(w("ins"), w("del"), w("moveTo"), w("rPrChange"))
               if not any(str(parent.tag).endswith("Fallback") for parent in item.iterancestors())]  # fmt: skip
    assert max(Counter(changes).values(), default=1) == 1
    for name in comments(data) if main.find(f".//{w('commentReference')}") is not None else ():
        kinds = [item.tag for item in main.iter() if item.get(w("id")) == name and "omment" in str(item.tag)]
        assert kinds == [w("commentRangeStart"), w("commentRangeEnd"), w("commentReference")]
    for item in main.iter(w("commentRangeStart")):
        assert next(item.iterancestors(w("txbxContent")), None) is None


EXISTING = {"comments": f'<w:comment w:id="4" w:author="乙">{paragraph("请核对")}</w:comment>', **NOTES}


@settings(max_examples=300)
@given(st.data())
def test_comments_anywhere_are_valid(data: st.DataObject) -> None:
    source = docx(ALL, EXISTING)
    length = len(read("a.docx", source).text)
    spans = [
        Span(min(pair), max(pair))
        for pair in data.draw(
            st.lists(st.tuples(st.integers(0, length), st.integers(0, length)), min_size=1, max_size=5)
        )
    ]
    marked = word.annotate("a.docx", source, [word.Comment(span, ("文",)) for span in spans], DATE)
    valid(marked)
    assert len(comments(marked)) == len(spans) + 1
    assert read("a.docx", marked).text == read("a.docx", source).text


def test_a_comment_over_a_note_begins_before_it_ends() -> None:
    source = docx(NOTED + paragraph("下一段"), NOTES)
    text = read("a.docx", source).text
    start = text.index("。\n布署")
    for end in range(start + 1, len(text)):
        marked = word.annotate("a.docx", source, [word.Comment(Span(start, end), ("文",))], DATE)
        valid(marked)


@settings(max_examples=100)
@given(st.data(), st.booleans())
def test_edits_anywhere_are_valid(data: st.DataObject, tracked: bool) -> None:  # noqa: FBT001
    source = docx(ALL, EXISTING)
    document = read("a.docx", source)
    starts = sorted(data.draw(st.sets(st.integers(0, len(document.text) - 4), min_size=1, max_size=5)))
    spans = [Span(start, start + data.draw(st.integers(1, 3))) for start in starts]
    spans = [
        one for one, other in zip(spans, [*spans[1:], None], strict=True) if other is None or one.end < other.start
    ]
    edits = [Edit(span, data.draw(st.sampled_from(["", "改"]))) for span in spans if document.writable(span)]
    changed = revise(document, edits, DATE if tracked else "")
    valid(changed)
    # A paragraph without text gives no block, so line ends are not compared.
    assert read("a.docx", changed).text.replace("\n", "") == apply_edits(document.text, edits).replace("\n", "")
    for kept in ("footnoteReference", "tab", "fldChar", "AlternateContent"):
        assert count(changed, kept) == count(source, kept)


def count(data: bytes, name: str) -> int:
    return sum(1 for item in main_part(data).iter() if etree.QName(item).localname == name)


@pytest.mark.parametrize("date", ["", DATE])
def test_the_fallback_of_a_text_box_is_edited_too(date: str) -> None:
    source = docx(BOXES)
    document = read("a.docx", source)
    changed = revise(document, [Edit(find(source, "布署"), "部署")], date)
    first, second = (etree.tostring(box) for box in main_part(changed).iter(w("txbxContent")))
    assert first == second
    assert "部署".encode("ascii", "xmlcharrefreplace") in first


def test_a_comment_on_a_box_or_note_encloses_its_anchor() -> None:
    source = docx(BOXES + NOTED, NOTES)
    spans = [find(source, "框内"), find(source, "布署至")]
    marked = word.annotate("a.docx", source, [word.Comment(span, ("文",)) for span in spans], DATE)
    valid(marked)
    body = main_part(marked)
    held = [item.getnext() for item in body.iter(w("commentRangeStart"))]
    assert next(held[0].iter(w("txbxContent")), None) is not None  # type: ignore[union-attr]
    assert held[1][0].tag == w("footnoteReference")  # type: ignore[index]
    with zipfile.ZipFile(io.BytesIO(marked)) as new, zipfile.ZipFile(io.BytesIO(source)) as old:
        assert new.read("word/footnotes.xml") == old.read("word/footnotes.xml")


def test_a_comment_on_a_formula() -> None:
    source = docx(f"<w:p>{run('共')}<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>")
    marked = word.annotate("a.docx", source, [word.Comment(find(source, "+"), ("文",))], DATE)
    valid(marked)
    assert len(comments(marked)) == 1


def test_a_picture_behind_a_deleted_text_stays() -> None:
    source = docx("<w:p><w:r><w:t>前</w:t></w:r><w:r><w:t>布署</w:t><w:footnoteReference w:id='2'/></w:r></w:p>", NOTES)
    document = read("a.docx", source)
    changed = revise(document, [Edit(find(source, "布署"), "部署")], DATE)
    (reference,) = main_part(changed).iter(w("footnoteReference"))
    assert next(reference.iterancestors(w("del")), None) is None


def test_a_cut_run_does_not_number_its_change_twice() -> None:
    source = docx(f"<w:p>{run('改了格式的字', CHANGED)}</w:p>", EXISTING)
    changed = revise(read("a.docx", source), [Edit(find(source, "格式"), "样式")], DATE)
    valid(changed)
    (inserted,) = main_part(changed).iter(w("ins"))
    assert next(inserted.iter(w("rPrChange")), None) is None
    assert next(inserted.iter(w("b")), None) is not None


def test_ids_of_deleted_comments_are_not_reused() -> None:
    source = docx(f'<w:p>{run("布署")}<w:commentRangeStart w:id="0"/><w:commentRangeEnd w:id="2147483647"/></w:p>')
    marked = word.annotate("a.docx", source, [word.Comment(Span(0, 1), ("文",))], DATE)
    assert set(comments(marked)) == {"1"}
    assert ranges(marked)["1"] == "布"


def rezipped(data: bytes, changes: dict[str, bytes | None]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = changes.get(name, source.read(name))
            if content is not None:
                archive.writestr(name, content)
        for name, content in changes.items():
            if name not in source.namelist() and content is not None:
                archive.writestr(name, content)
    return target.getvalue()


def test_the_comments_part_is_found_by_its_relationship() -> None:
    source = docx(paragraph("推进"), EXISTING)
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        relations = archive.read("word/_rels/document.xml.rels").replace(b'"comments.xml"', b'"/notes/c.xml"')
        types = archive.read("[Content_Types].xml").replace(b"/word/comments.xml", b"/notes/c.xml")
        held = archive.read("word/comments.xml")
    parts = {"word/_rels/document.xml.rels": relations, "[Content_Types].xml": types, "word/comments.xml": None}
    for present in (held, None):
        moved = rezipped(source, {**parts, "notes/c.xml": present})
        marked = word.annotate("a.docx", moved, [word.Comment(Span(0, 1), ("文",))], DATE)
        with zipfile.ZipFile(io.BytesIO(marked)) as archive:
            assert archive.read("word/_rels/document.xml.rels").count(b"relationships/comments") == 1
            assert archive.read("[Content_Types].xml").count(b"/notes/c.xml") == 1
            assert "文" in archive.read("notes/c.xml").decode()


def test_a_package_without_types_takes_no_comments() -> None:
    source = rezipped(docx(paragraph("推进")), {"[Content_Types].xml": None})
    with pytest.raises(InputError, match="Content_Types"):
        word.annotate("a.docx", source, [word.Comment(Span(0, 1), ("文",))], DATE)
