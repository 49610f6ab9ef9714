"""Take the pictures of the guides: ``python docs/pictures.py [NAME…]`` (Debian: chromium).

The desk is taken in a browser; the terminal is drawn by rich; a commented Word file is read back and drawn as a page.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "web")]

IMAGES = ROOT / "docs" / "images"
_DRAFT = ROOT / "seeds" / "shenwan-2022.txt"


_SHOWN_LINES = 30
_COLUMNS = 100
_TEXT = """云岭镇人民政府2024年法治政府建设年度报告

一、主要举措和成效

2024年，全镇贯彻落实《法治政府建设实施纲要（2015—2020年）》，布署行政执法监督，办理行政处罚案件142宗，罚没款405.23元。

组织行政应诉培训，参训11人，其中合格8人，合格率78.2%，开展检查XX次。
"""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; display: grid; grid-template-columns: 600px 1fr; font: 16px/1.9 "Noto Serif CJK SC", serif; }
main { padding: 24px 36px; } p { margin: 0 0 .8em; } mark { background: #fbe3b4; border-bottom: 2px solid #d98e00; }
aside { background: #f3f3f3; padding: 16px; font: 12px/1.5 "Noto Sans CJK SC", sans-serif; min-height: 460px; }
aside div { background: #fff; border-left: 3px solid #d98e00; margin-bottom: 10px; padding: 6px 10px; }
</style>"""
_FONT_FACE = re.compile(r"@font-face \{[^{}]*\}\s*")
"""The fonts that rich has fetched from the network."""
_LENGTH = re.compile(r'textLength="(?P<length>[\d.]+)"(?P<between>[^<>]*)>(?P<text>[^<>]*)</text>')


def main() -> None:
    """Write the pictures that are named, or all, into ``docs/images``."""
    makers: dict[str, Callable[[], None]] = {"desk": desk_pictures, "terminal": terminal, "word": word_comments}
    for name in sys.argv[1:] or makers:
        makers[name]()


def terminal() -> None:
    """Draw the first lines of a run on a seed report."""
    from rich.console import Console  # noqa: PLC0415 - needed for this picture only
    from rich.text import Text  # noqa: PLC0415

    command = [sys.executable, "-m", "checker", "check", "--no-cache", "--color", "always", f"seeds/{_DRAFT.name}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - own commands
    lines = done.stdout.strip("\n").split("\n")[:_SHOWN_LINES]
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True, color_system="truecolor")
    console.print(Text.from_ansi("\n".join((f"$ fazhi {_DRAFT.name}", *lines, "…"))))
    drawn = console.export_svg(title="fazhi", unique_id="fazhi")
    (IMAGES / "terminal.svg").write_text(_LENGTH.sub(_stretched, _FONT_FACE.sub("", drawn)), encoding="utf-8")


def _stretched(match: re.Match[str]) -> str:
    """Give a text the length of its cells: rich counts characters, and Han characters have two cells."""
    from rich.cells import cell_len  # noqa: PLC0415 - needed for this picture only

    text = unescape(match["text"])
    length = float(match["length"]) / max(len(text), 1) * cell_len(text)
    return f'textLength="{length:.1f}"{match["between"]}>{match["text"]}</text>'


def word_comments() -> None:
    """Draw a short report with the comments that ``fazhi check --annotate`` writes, as a word processor shows them."""
    from word_files import from_text  # noqa: PLC0415 - found on the path above

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.docx").write_bytes(from_text(_TEXT))
        select = ("--select", "REF,FIG,WRD,PLH", "--annotate", "b.docx")
        command = [sys.executable, "-m", "checker", "check", "a.docx", *select]
        subprocess.run(command, cwd=folder, env=_environment(), capture_output=True, check=False)  # noqa: S603
        (folder / "page.html").write_text(_commented(folder / "b.docx"), encoding="utf-8")
        shot = [
            f"--screenshot={IMAGES / 'word-comments.png'}",
            "--window-size=1100,470",
            (folder / "page.html").as_uri(),
        ]
        browse = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", *shot]
        subprocess.run(browse, cwd=folder, capture_output=True, check=True)  # noqa: S603


def _commented(path: Path) -> str:
    """The text of a Word file with its comments beside it, as a page."""
    from lxml import etree  # noqa: PLC0415 - needed for this picture only

    with zipfile.ZipFile(path) as package:
        document = etree.fromstring(package.read("word/document.xml"))
        comments = etree.fromstring(package.read("word/comments.xml"))
    paragraphs = []
    for paragraph in document.iter(f"{_W}p"):
        parts = []
        for node in paragraph.iter(f"{_W}t", f"{_W}commentRangeStart", f"{_W}commentRangeEnd"):
            tag = node.tag.removeprefix(_W)
            parts.append(escape(node.text or "") if tag == "t" else "<mark>" if tag.endswith("Start") else "</mark>")
        paragraphs.append(f"<p>{''.join(parts)}</p>")
    boxes = [
        f"<div><b>{escape(comment.get(f'{_W}author') or '')}</b>"
        + "".join(f"<br>{escape(''.join(map(str, line.itertext())))}" for line in comment.iter(f"{_W}p"))
        + "</div>"
        for comment in comments
    ]
    return f"{_PAGE}<main>{''.join(paragraphs)}</main><aside>{''.join(boxes)}</aside>"


def _environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT)}


def desk_pictures() -> None:
    """Take the desk in a browser."""
    from chromium import browser  # noqa: PLC0415 - found on the path above
    from desks import desk  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as profile, desk() as running, browser(Path(profile)) as page:
        page.visit(running.address, width=1100, height=430)
        page.picture(IMAGES / "desk-start.png")
        page.size(1100, 760)
        page.choose_files("#files", [_DRAFT])
        page.until("String(!document.getElementById('review').hidden)", "true")
        for _ in range(12):
            page.press("j")
            page.value("document.querySelector('.note.current .adopt')?.click()")
        page.picture(IMAGES / "desk-review.png")


if __name__ == "__main__":
    main()
