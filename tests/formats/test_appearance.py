"""The appearance of a Word document, from runs, styles, defaults and theme."""

from __future__ import annotations

import io
import zipfile

import pytest
from command import fazhi
from helpers import ROOT, linter
from word_files import docx, paragraph, run

from checker.formats.word.appearance import ParagraphAppearance, read_appearance

THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:ea typeface="黑体"/></a:majorFont><a:minorFont><a:ea typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:line="360" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="正文仿宋"/><w:pPr><w:spacing w:line="579" w:lineRule="exact"/>'
    '<w:ind w:firstLineChars="200" w:firstLine="640"/></w:pPr><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/><w:sz w:val="32"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="派生"/><w:basedOn w:val="b"/><w:rPr><w:sz w:val="30"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="d"><w:name w:val="强调"/><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
)


def appearances(body: str, styles: str = DEFAULTS + STYLES, *, theme: bool = True) -> tuple[ParagraphAppearance, ...]:
    data = docx(body, {"styles": styles})
    if theme:
        target = io.BytesIO(data)
        with zipfile.ZipFile(target, "a") as archive:
            archive.writestr("word/theme.xml", THEME)
        data = target.getvalue()
    return read_appearance("a.docx", data).paragraphs


@pytest.mark.parametrize(
    ("body", "font", "size"),
    [
        (paragraph("法治政府"), "等线", 10.5),
        (paragraph("法治政府", '<w:pStyle w:val="b"/>'), "仿宋_GB2312", 16),
        (paragraph("法治政府", '<w:pStyle w:val="c"/>'), "仿宋_GB2312", 15),
        (f'<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr>{run("法治政府", """<w:rStyle w:val="d"/>""")}</w:p>', "楷体", 16),
        (f'<w:p><w:pPr><w:pStyle w:val="b"/></w:pPr>{run("法治政府", """<w:rFonts w:eastAsia="黑体"/><w:sz w:val="44"/>""")}</w:p>', "黑体", 22),
        (f'<w:p>{run("法治", """<w:rFonts w:eastAsia="黑体"/>""")}{run("政府建设年度报告", """<w:rFonts w:eastAsiaTheme="majorEastAsia"/>""")}</w:p>', "黑体", 10.5),
    ],
)  # fmt: skip
def test_fonts_and_sizes_are_inherited(body: str, font: str, size: float) -> None:
    (appearance,) = appearances(body)
    assert (appearance.font, appearance.size) == (font, size)


def test_spacing_and_indent_are_inherited() -> None:
    plain, styled, own = appearances(
        paragraph("法治政府") + paragraph("法治政府", '<w:pStyle w:val="b"/>')
        + paragraph("法治政府", '<w:pStyle w:val="b"/><w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLineChars="0" w:firstLine="320"/>')
    )  # fmt: skip
    assert (plain.spacing, plain.indent) == (0, 0)
    assert (styled.spacing, styled.indent) == (28.95, 2)
    assert (own.spacing, own.indent) == (28, 1)


def test_indents_made_of_spaces_are_detected() -> None:
    (appearance,) = appearances(paragraph("　　法治政府建设"))
    assert appearance.spaces


def test_unspecified_properties_are_empty() -> None:
    (appearance,) = appearances(paragraph("法治政府"), "", theme=False)
    assert (appearance.font, appearance.size) == ("", 0)


def test_appearance_rules_are_off_by_default(tmp_path: object) -> None:
    from pathlib import Path

    assert isinstance(tmp_path, Path)
    (tmp_path / "a.docx").write_bytes(
        docx(paragraph("青石镇推进依法行政,健全工作机制。"), {"styles": DEFAULTS + STYLES})
    )
    told = {
        preset: fazhi("check", "--preset", preset, "a.docx", cwd=tmp_path).stdout.decode()
        for preset in ("default", "gongwen")
    }
    assert "LAY" not in told["default"]
    assert "LAY003" in told["gongwen"]
    assert not [rule for rule in linter().rules if rule.family == "LAY"]
    assert (ROOT / "rulesets" / "presets" / "gongwen.toml").exists()
