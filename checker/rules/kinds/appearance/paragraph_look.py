"""The font, size, alignment, spacing and indent of the paragraphs of a Word document, by their role."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from checker.facts.outline.zones import Zone
from checker.facts.reading import Reading
from checker.rules.kind import Kind
from checker.rules.rule import Option, Rule
from checker.text.diagnostic import Finding
from checker.text.span import Span

if TYPE_CHECKING:
    from checker.formats.word.appearance import ParagraphAppearance

TITLE, BODY, HEADINGS = "title", "body", ("heading-1", "heading-2", "heading-3")
ROLES = (TITLE, *HEADINGS, BODY)


def check(reading: Reading, rule: Rule) -> Iterator[Finding]:
    """Yield a finding for each difference, on the first paragraph of the role with it, and with their number."""
    if reading.appearance is None:
        return
    role_spans = _spans(reading, rule.string("role"))
    spans_by_difference: dict[str, list[Span]] = {}
    for appearance in reading.appearance.paragraphs:
        span = appearance.block.span
        if span in role_spans and len(span) >= rule.integer("shortest"):
            for difference in _differences(appearance, rule):
                spans_by_difference.setdefault(difference, []).append(span)
    for difference, spans in spans_by_difference.items():
        text = spans[0].of(reading.document.text)
        yield Finding(spans[0], {"difference": difference, "count": str(len(spans)), "text": text})


def _spans(reading: Reading, role: str) -> set[Span]:
    if role == TITLE:
        return {block.span for block in reading.title_blocks}
    headings = {heading.block.span: heading.level for heading in reading.outline.headings if heading.own_line}
    if role in HEADINGS:
        level = HEADINGS.index(role) + 1
        return {span for span, heading_level in headings.items() if heading_level == level}
    blocks = reading.zones.blocks(Zone.BODY)
    return {block.span for block in blocks if block.kind == "paragraph" and block.span not in headings}


def _differences(appearance: ParagraphAppearance, rule: Rule) -> Iterator[str]:
    """Yield descriptions of the differences; properties that the document does not set are not checked."""
    fonts = rule.strings("fonts")
    if fonts and appearance.font and not any(appearance.font.startswith(font) for font in fonts):
        yield f"字体是“{appearance.font}”，应为{fonts[0]}"
    size = float(rule.number("size"))
    if size and appearance.size and appearance.size != size:
        yield f"字号是 {appearance.size:g} 磅，应为 {size:g} 磅"
    if rule.string("alignment") and appearance.alignment not in rule.string("alignment").split("|"):
        yield "没有居中" if "center" in rule.string("alignment") else "对齐方式不对"
    least, most = float(rule.number("least-spacing")), float(rule.number("most-spacing"))
    if most and not least <= appearance.spacing <= most:
        shown = f"固定 {appearance.spacing:g} 磅" if appearance.spacing else "不是固定值"
        yield f"行距{shown}，应为固定 {least:g}～{most:g} 磅"
    indent = float(rule.number("indent"))
    if indent and appearance.spaces:
        yield "首行用空格缩进"
    elif indent and abs(appearance.indent - indent) > float(rule.number("indent-tolerance")):
        yield f"首行缩进 {appearance.indent:.1g} 字，应为 {indent:g} 字"


KIND = Kind(
    "paragraph-look",
    "Word 段落的字体、字号、对齐、行距、缩进",
    check,
    (
        Option("role", "string", "哪一种段落", choices=ROLES),
        Option("fonts", "strings", "许可的字体（以这些开头），第一个写进提示", ()),
        Option("size", "number", "字号（磅），0 不查", Decimal(0)),
        Option("alignment", "string", "许可的对齐方式，以 | 隔开", ""),
        Option("least-spacing", "number", "固定行距至少（磅）", Decimal(0)),
        Option("most-spacing", "number", "固定行距至多（磅），0 不查", Decimal(0)),
        Option("indent", "number", "首行缩进几个字，0 不查", Decimal(0)),
        Option("indent-tolerance", "number", "相差多少字以内不算", Decimal(0)),
        Option("shortest", "integer", "短于此（字）的段落不查", 0),
    ),
    ("difference", "count", "text"),
)
