"""The HTML output in a browser: filters, keys, links, widths, colours, and no network requests."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from helpers import SEEDS, linter
from pages import diagnostic, document, report

from checker.formats import read
from checker.outputs.display import Display
from checker.outputs.page import html
from checker.text.diagnostic import Related
from checker.text.span import Span

pytestmark = pytest.mark.skipif(not chromium.PROGRAM, reason="Chromium is not installed (Debian: chromium)")

SHOWN = "[...document.querySelectorAll('.note')].filter(note => note.offsetParent).length"
COUNT = "document.getElementById('count').textContent"
ACTIVE = "document.activeElement.id"
CURRENT = "document.querySelector('.note.current')?.id"
TARGET = "document.querySelector(':target')?.id"
CONTRAST = """
(() => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => {
    const [r, g, b] = parts(colour).slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (parts(colour)[3] !== 0) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const elements = new Set(document.querySelectorAll(".ref"));
  while (texts.nextNode()) if (texts.currentNode.data.trim()) elements.add(texts.currentNode.parentElement);
  const weak = [];
  for (const element of elements) {
    if (!element.getClientRects().length) continue;
    const [a, b] = [getComputedStyle(element).color, behind(element)].map(light).sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) weak.push(`${element.tagName}.${element.className}`);
  }
  return [...new Set(weak)];
})()
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Page]:
    with chromium.browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shown = [linter().lint(read(path.name, path.read_bytes())) for path in sorted(SEEDS.glob("*.txt"))]
    return saved(tmp_path_factory, html.write(shown, Display()))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six findings: FIG error, warning, info; WRD error, warning, info; the last two overlap."""
    text = document("甲乙丙丁戊己庚辛\n" * 60)
    spans = [Span(0, 2), Span(90, 92), Span(180, 182), Span(270, 272), Span(360, 364), Span(362, 366)]
    found = [
        diagnostic(text, span, number, related=(Related(Span(450, 452), "另"),)) for number, span in enumerate(spans)
    ]
    return saved(tmp_path_factory, html.write([report(text, found)], Display()))


def saved(directories: pytest.TempPathFactory, content: str) -> Path:
    path = directories.mktemp("page") / "report.html"
    path.write_text(content, encoding="utf-8")
    return path


def in_view(page: chromium.Page, name: str) -> bool:
    box = f"document.getElementById('{name}').getClientRects()[0]"
    return bool(page.value(f"(box => box.top >= 0 && box.bottom <= innerHeight)({box})"))


def box_of(name: str) -> str:
    """Click a check box by its label, as users do."""
    return f"label:has(#show-{name})"


def test_filters_and_the_count(page: chromium.Page, small: Path) -> None:
    page.open(small)
    assert (page.value(COUNT), page.value(SHOWN)) == ("6", 6)
    page.click(box_of("severity-error"))
    assert (page.value(COUNT), page.value(SHOWN)) == ("4", 4)
    page.click(box_of("family-WRD"))
    assert (page.value(COUNT), page.value(SHOWN)) == ("2", 2)
    style = "getComputedStyle(document.getElementById('m1-{}')).backgroundColor"
    assert page.value(style.format(1)) == "rgba(0, 0, 0, 0)"
    assert page.value(style.format(2)) != "rgba(0, 0, 0, 0)"
    page.click(box_of("severity-error"))
    assert (page.value(COUNT), page.value(SHOWN)) == ("3", 3)


def test_filters_and_the_count_without_the_script(page: chromium.Page, small: Path) -> None:
    page.call("Emulation.setScriptExecutionDisabled", value=True)
    try:
        page.open(small)
        page.click(box_of("severity-error"))
        assert (page.value(COUNT), page.value(SHOWN)) == ("", 4)
        nodes = page.call("Accessibility.getFullAXTree")["nodes"]
        assert "4" in {node["name"]["value"] for node in nodes if "name" in node}  # drawn by the style
        assert page.value("document.getElementById('next').offsetParent === null")
        page.click("#n1-5 a.place")
        page.until(TARGET, "m1-5")
        assert in_view(page, "m1-5")
    finally:
        page.call("Emulation.setScriptExecutionDisabled", value=False)


def test_keys_go_from_finding_to_finding(page: chromium.Page, small: Path) -> None:
    page.open(small)
    page.press("j")
    assert page.value(ACTIVE) == "m1-1"
    for key, expected in (("j", "m1-2"), ("n", "m1-3"), ("j", "m1-4"), ("k", "m1-3"), ("p", "m1-2")):
        page.press(key)
        assert page.value(ACTIVE) == expected
        assert in_view(page, expected)
    page.click(box_of("severity-info"))
    page.press("j")
    assert page.value(ACTIVE) == "m1-4"
    page.click("#previous")
    page.until(CURRENT, "n1-2")
    for _ in range(9):
        page.press("j")
    assert page.value(ACTIVE) == "m1-5"


def test_notes_and_marks_lead_to_each_other(page: chromium.Page, small: Path) -> None:
    page.open(small)
    page.click("#n1-5 a.place")
    page.until(CURRENT, "n1-5")
    assert page.value(ACTIVE) == "m1-5"
    assert in_view(page, "m1-5")
    assert page.value("document.querySelectorAll('mark.current').length") == 1
    page.click("a.ref[href='#n1-2']")
    page.until(CURRENT, "n1-2")
    assert page.value(ACTIVE) == "n1-2"
    assert in_view(page, "n1-2")
    page.press("j")
    assert page.value(ACTIVE) == "m1-3"
    page.click("#n1-3 dd a")
    page.until(TARGET, "p1-3-0")
    page.click("#m1-6")
    page.until(CURRENT, "n1-6")


def test_a_mark_that_is_filtered_out_leads_to_the_one_around_it(page: chromium.Page, small: Path) -> None:
    page.open(small)
    assert page.value("document.querySelectorAll('mark[data-note=\"1-6\"]').length") == 2
    page.click(box_of("severity-info"))
    page.click("mark[data-note='1-6']")
    page.until(CURRENT, "n1-5")


def test_the_tab_key_reaches_every_control(page: chromium.Page, small: Path) -> None:
    page.open(small)
    page.press("Tab")
    assert page.value("document.activeElement.className") == "skip"
    assert page.value("document.activeElement.getBoundingClientRect().left >= 0")
    reached = []
    for _ in range(60):
        page.press("Tab")
        reached.append(page.value("document.activeElement.id || document.activeElement.getAttribute('href')"))
        assert page.value("getComputedStyle(document.activeElement).outlineStyle") == "solid" or not reached[-1]
    wanted = {"show-severity-error", "show-family-WRD", "#n1-1", "#m1-6", "previous", "next", "#filters"}
    assert wanted <= set(reached)


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_seeds_at_every_width(page: chromium.Page, seeds: Path, width: int, *, dark: bool) -> None:
    page.open(seeds, width=width, dark=dark)
    assert page.value("document.documentElement.scrollWidth <= innerWidth")
    assert page.value(CONTRAST) == []
    assert page.value(COUNT) == str(page.value("document.querySelectorAll('.note').length"))
    assert page.complaints() == []
    assert page.requests() == [seeds.as_uri()]
    beside = "document.querySelector('.row .note').getBoundingClientRect().left > 700"
    assert page.value(beside) == (width == 1280)


def test_print_shows_text_and_notes_only(page: chromium.Page, seeds: Path) -> None:
    page.open(seeds)
    page.call("Emulation.setEmulatedMedia", media="print")
    try:
        for hidden in (".filters", ".status", ".skip"):
            assert page.value(f"getComputedStyle(document.querySelector('{hidden}')).display") == "none"
        assert page.value("getComputedStyle(document.querySelector('.row')).display") == "block"
        assert page.value(CONTRAST) == []
    finally:
        page.call("Emulation.setEmulatedMedia", media="")


def test_a_large_page_stays_usable(page: chromium.Page, tmp_path: Path) -> None:
    text = document("\n".join("全年调处矛盾纠纷若干件," * 20 for _ in range(450)))
    found = [diagnostic(text, Span(start, start + 8), number) for number, start in enumerate(range(0, 100_000, 100))]
    path = tmp_path / "large.html"
    path.write_text(html.write([report(text, found)], Display()), encoding="utf-8")
    page.open(path)
    page.click(box_of("severity-error"))
    assert page.value(SHOWN) == page.value("Number(document.getElementById('count').textContent)") < 1000
    page.press("k")
    took = page.value(
        "(() => { const start = performance.now(); document.getElementById('previous').click(); document.body.offsetHeight; return performance.now() - start; })()"
    )
    assert took < 1000
