from helpers import reading

from checker.facts.outline.zones import Zone

PAGE = """首页
您当前的位置：首页 > 政务公开 > 法治政府建设
索引号：000123/2025-001  公开方式：主动公开
成文日期：2025-02-20
青石镇人民政府
关于2024年法治政府建设情况的报告
发布时间:2025-02-21 10:00 来源:青石镇 浏览次数: 12
|
县委、县政府：
2024年，我镇扎实推进依法行政，“1+1>2”的效果初步显现。现将有关情况报告如下：
一、主要举措和成效
全年审查合同18件。
特此报告。
青石镇人民政府
2025年2月20日
【打印本页】 【关闭窗口】
分享到：
"""


def zones(text: str, name: str = "report.txt") -> list[tuple[str, str]]:
    found = reading(text, name)
    return [
        (zone.value, block.span.of(found.document.text)[:8])
        for block, zone in zip(found.document.blocks, found.zones.zones, strict=True)
    ]


def test_a_saved_page_is_taken_apart() -> None:
    assert [zone for zone, _ in zones(PAGE)] == [
        "furniture",
        "furniture",
        "metadata",
        "metadata",
        "title",
        "title",
        "metadata",
        "stray",
        "addressee",
        "body",
        "body",
        "body",
        "body",
        "signature",
        "signature",
        "furniture",
        "furniture",
    ]


def test_half_width_pages_read_the_same() -> None:
    half = PAGE.translate(str.maketrans("，：（）", ",:()"))
    assert [zone for zone, _ in zones(half)] == [zone for zone, _ in zones(PAGE)]


def test_html_regions_are_recognised_by_their_names() -> None:
    page = """<div class="header"><p>某某市司法局网站欢迎您</p></div><ul class="list"><li>另一篇报告</li></ul>
    <h1>青石镇2024年法治政府建设年度报告</h1><div class="TRS_Editor"><p>2024年,我镇推进依法行政。</p></div>
    <p>下一篇:另一份报告</p>"""
    assert zones(page, "a.html") == [
        ("chrome", "某某市司法局网站"),
        ("chrome", "另一篇报告"),
        ("title", "青石镇2024年"),
        ("body", "2024年,我镇"),
        ("chrome", "下一篇:另一份报"),
    ]


def test_metadata_in_a_table_has_its_value_in_the_next_cell() -> None:
    page = "<table><tr><td>索引号</td><td>000123</td><td>成文日期</td><td>2025-02-20</td></tr></table><p>2024年,我镇推进依法行政。</p>"
    found = reading(page, "a.html")
    assert [(field.name, field.value) for field in found.metadata] == [("索引号", "000123"), ("成文日期", "2025-02-20")]


def test_text_about_pages_is_no_page() -> None:
    text = "青石镇2024年法治政府建设年度报告\n\n2024年,我镇首页公开信息12条,分享到各村微信群。\n\n时间紧、任务重,我镇按期完成。\n"
    found = reading(text)
    assert len(found.zones.blocks(Zone.BODY)) == 2
