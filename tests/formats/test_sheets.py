"""Style sheets inside a page: what is hidden, what begins a line, which line ends are shown."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from chromium import PROGRAM, browser

from checker.formats import read
from checker.formats.markup.sheets import read_sheets

HIDDEN = (
    ("p.note { display: none }", "<p class='big note'>旧稿</p>"),
    ("#old { visibility: hidden }", "<div id='old'><p>旧稿</p></div>"),
    (".box .old, .x > p { display:none }", "<div class='box'><div><p class='old'>旧稿</p></div></div>"),
    ("div.x > p { display:none }", "<div class='x'><p>旧稿</p></div>"),
    ("<!-- .old { display:none } -->", "<p class=old>旧稿</p>"),
    ("/* .old { display:block } */ .old { color:red; /* ; */ display:none }", "<p class='old'>旧稿</p>"),
    ("@media screen { .old { display:none } }", "<p class='old'>旧稿</p>"),
    (".old { display:none !important }", "<p class='old' style='display:block'>旧稿</p>"),
    ("#a { display:none } .old { display:block }", "<p class='old' id='a'>旧稿</p>"),
    (".old { display:block } .old { display:none }", "<p class='old'>旧稿</p>"),
    ("h2::before { content:'}' } .old { display:none }", "<p class='old'>旧稿</p>"),
    ("DIV.x P { DISPLAY: NONE }", "<div class='x'><section><p>旧稿</p></section></div>"),
)
SHOWN = (
    ("@media print { .old { display:none } }", "<p class='old'>旧稿</p>"),
    (".old { display:none }", "<p class='old' style='display:block'>旧稿</p>"),
    (".old { display:none } p.old { display:block }", "<p class='old'>旧稿</p>"),
    (".x > p { display:none }", "<div class='x'><div><p>旧稿</p></div></div>"),
    (".old:hover { display:none } .old + div { display:none }", "<p class='old'>旧稿</p>"),
    (".x { visibility:hidden } .x p { visibility:visible }", "<div class='x'><p>旧稿</p></div>"),
    (".old { display:block }", "<p class='old' hidden>旧稿</p>"),
    (".old { display:none ", "<p class='Old'>旧稿</p>"),
    (".a.b { display:none }", "<p class='a'>旧稿</p>"),
    (".old, p::: { display:none }", "<p class='old'>旧稿</p>"),
    ("p { visibility: inherit }", "<p>旧稿</p>"),
)
LINES = (
    (".t { white-space: pre-wrap }", "<div class='t'>一、举措\n坚持培训。\n二、不足</div>"),
    ("#t { white-space: pre-line }", "<div id='t'><p>一、举措\n坚持培训。</p><p>二、不足</p></div>"),
    ("span { display:block }", "<div><span>一、举措</span><span>坚持培训。</span>二、不足</div>"),
    (".t a { display:flex }", "<div class='t'><a>一、举措</a>坚持培训。<a>二、不足</a></div>"),
)
PAGES = (*HIDDEN, *SHOWN, *LINES)


def page(css: str, body: str) -> str:
    return f"<!doctype html><html><head><style type='text/css'>{css}</style></head><body><p>前</p>{body}<p>后</p></body></html>"


def blocks(css: str, body: str) -> list[str]:
    found = read("a.html", page(css, body).encode())
    return [block.span.of(found.text) for block in found.blocks]


@pytest.mark.parametrize(("css", "body"), HIDDEN)
def test_what_a_sheet_hides_is_no_text(css: str, body: str) -> None:
    assert blocks(css, body) == ["前", "后"]


@pytest.mark.parametrize(("css", "body"), SHOWN)
def test_what_a_sheet_does_not_hide_is_text(css: str, body: str) -> None:
    assert blocks(css, body) == ["前", "旧稿", "后"]


@pytest.mark.parametrize(("css", "body"), LINES)
def test_lines_that_a_sheet_makes_are_blocks(css: str, body: str) -> None:
    assert blocks(css, body) == ["前", "一、举措", "坚持培训。", "二、不足", "后"]


def test_a_sheet_holds_for_what_stands_before_it_too() -> None:
    found = read("a.html", "<p class='a'>旧</p><p>新</p><style>.a{display:none}</style>".encode())
    assert found.text.strip() == "新"


@pytest.mark.parametrize(
    "page",
    [
        "<!-- <style>p{display:none}</style> --><p>新</p>",
        "<script>'<style>p{display:none}</style>'</script><p>新</p>",
        "<style media='print'>p{display:none}</style><p>新</p>",
        "<style>p{display:none}",
    ],
)
def test_what_is_no_sheet_of_the_screen(page: str) -> None:
    assert not read_sheets(page)


@pytest.mark.parametrize(
    "css",
    [
        "a" + "{" * 50_000 + "display",
        "(" * 50_000 + "display:none",
        "@media all{" * 3_000 + "p{display:none}",
        "p " * 20_000 + "{display:none}",
        "p:not(" * 5_000 + "{display:none}",
        "p>" * 5_000 + "p{display:none}",
        "/*" * 50_000 + "display",
        ".a{display:none}" * 5_000,
        "x,y{display:none}" * 4_000,
    ],
)
def test_hostile_sheets_are_soon_read(css: str) -> None:
    began = time.process_time()
    read("a.html", page(css, "<div class='a'><p>旧稿</p></div>" * 500).encode())
    assert time.process_time() - began < 5


@pytest.mark.skipif(not os.environ.get("FAZHI_SLOW") or not PROGRAM, reason="FAZHI_SLOW=1 and Chromium")
def test_a_browser_shows_the_same(tmp_path: Path) -> None:
    with browser(tmp_path / "browser") as shown:
        for number, (css, body) in enumerate(PAGES):
            path = tmp_path / f"{number}.html"
            path.write_text(page(css, body), encoding="utf-8-sig")
            shown.open(path)
            lines = str(shown.value("document.body.innerText")).split("\n")
            assert [line for line in lines if line] == blocks(css, body), (css, body)
