"""The desk in a real browser: dropping, reading, deciding, taking away; by mouse, by keys alone, on a phone."""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from desks import PATIENCE, Desk, desk
from helpers import SEEDS
from lxml import etree

from checker.formats import read
from checker.formats.word.package import w
from checker.formats.word.sample import sample
from checker.web.visitors import hash_password

pytestmark = pytest.mark.skipif(not chromium.PROGRAM, reason="needs Chromium")
TEXT = (
    "青石县2023年法治政府建设年度报告\n"
    "一、主要举措和成效\n"
    "（一）严格按照《法治政府建设实施纲要（2015—2020年）》推进工作。\n"
    "（二）成功调处矛盾纠纷@件，依法布署各项工作，办结率186.4%。\n"
)
SHOWN = "String(!document.getElementById('review').hidden)"


@pytest.fixture(scope="module")
def running() -> Iterator[Desk]:
    with desk() as started:
        yield started


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[chromium.Page]:
    with chromium.browser(tmp_path_factory.mktemp("profile")) as page:
        yield page


@pytest.fixture
def page(running: Desk, window: chromium.Page) -> Iterator[chromium.Page]:
    """The desk without drafts of other tests."""
    with running.client() as client:
        for draft in client.get("/drafts").json()["drafts"]:
            client.delete(f"/drafts/{draft['key']}")
    window.visit(running.address)
    window.value("localStorage.clear()")
    yield window
    complaints = [item for item in window.complaints() if "favicon" not in str(item)]
    assert not complaints, complaints


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "青石县报告.docx"
    path.write_bytes(sample(TEXT.strip(), {}))
    return path


def key_of(page: chromium.Page, text: str) -> str:
    """The key of the finding on a text."""
    marks = "Array.from(document.querySelectorAll('#result mark'))"
    found = page.value(f"{marks}.find((mark) => mark.textContent.startsWith({text!r}))?.dataset.note ?? ''")
    assert found, page.value(f"{marks}.map((mark) => mark.textContent).join('|')")
    return str(found)


def taken(page: chromium.Page, folder: Path, kind: str, name: str) -> Path:
    """Click a button and wait until the file is complete."""
    page.download_to(folder)
    page.click(f"[data-kind={kind}]")
    path, end = folder / name, time.monotonic() + PATIENCE
    while not path.exists() or list(folder.glob("*.crdownload")):
        assert time.monotonic() < end, (
            list(folder.iterdir()),
            page.value("document.getElementById('message').textContent"),
        )
        time.sleep(0.05)
    return path


def changes(path: Path) -> tuple[str, str, int]:
    """The deleted and the inserted text, and the number of comments."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        comments = etree.fromstring(archive.read("word/comments.xml"))
    deleted = "".join(node.text or "" for node in body.iter(w("delText")))
    inserted = "".join(text.text or "" for node in body.iter(w("ins")) for text in node.iter(w("t")))
    return deleted, inserted, len(comments)


def counts(page: chromium.Page) -> str:
    return str(page.value("document.getElementById('progress').textContent"))


def test_a_word_file_is_dropped_decided_and_taken_back(page: chromium.Page, draft: Path, tmp_path: Path) -> None:
    page.drop("#drop", [draft])
    page.until(SHOWN, "true")
    assert "必须改" in page.value("document.getElementById('verdict').textContent")
    assert page.value("document.activeElement.id") == "review"
    number = page.value("document.querySelectorAll('#result .note').length")
    place, word, rate = key_of(page, "@件"), key_of(page, "布署"), key_of(page, "186.4%")
    page.click(f"#n{word} .adopt")
    assert page.value(f"document.querySelector('ins[data-for=\"{word}\"]').textContent") == "部署"
    page.click(f"#n{place} .edit")
    page.value(f"document.querySelector('#n{place} form input').value = '36件'")
    page.click(f"#n{place} form button")
    page.click(f"#n{rate} .aside")
    page.press("Enter")
    assert counts(page) == f"采纳 2 处，搁置 1 处，未处理 {number - 3} 处"
    path = taken(page, tmp_path / "out", "word", "青石县报告-修订.docx")
    deleted, inserted, comments = changes(path)
    assert (deleted, inserted) == ("@件布署", "36件部署")
    assert comments == number - 3
    assert read("a.docx", path.read_bytes()).text.strip() == TEXT.strip().replace("@件", "36件").replace("布署", "部署")


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice")
def test_libreoffice_opens_what_was_taken(page: chromium.Page, draft: Path, tmp_path: Path) -> None:
    page.drop("#drop", [draft])
    page.until(SHOWN, "true")
    page.click(f"#n{key_of(page, '布署')} .adopt")
    path = taken(page, tmp_path / "out", "word", "青石县报告-修订.docx")
    copy = tmp_path / "copy.docx"
    shutil.copy(path, copy)
    command = [
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "odt",
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(copy)], check=True, capture_output=True, timeout=120)
    with zipfile.ZipFile(tmp_path / "copy.odt") as archive:
        content = archive.read("content.xml").decode()
    assert "text:tracked-changes" in content
    assert "office:annotation" in content


def test_a_pasted_text_is_checked_as_it_is_typed(page: chromium.Page, tmp_path: Path) -> None:
    page.click("#pasting summary")
    page.value(f"document.getElementById('text').value = {TEXT!r}")
    page.value("document.getElementById('text').dispatchEvent(new Event('input'))")
    page.until(SHOWN, "true")
    page.click(f"#n{key_of(page, '布署')} .adopt")
    page.click("#text")
    page.value("document.getElementById('text').setSelectionRange(0, 0)")
    page.call("Input.insertText", text="（送审稿）")
    page.until("String(document.querySelector('#result').textContent.includes('（送审稿）'))", "true")
    page.until("document.querySelectorAll('#result ins').length", 1)
    assert page.value("document.activeElement.id") == "text"
    path = taken(page, tmp_path / "out", "text", "粘贴的文字-改后.txt")
    assert path.read_text(encoding="utf-8-sig").replace("\n\n", "\n").startswith("（送审稿）青石县")
    assert "部署" in path.read_text(encoding="utf-8-sig")


def test_a_folder_of_twenty_is_a_table(page: chromium.Page, tmp_path: Path) -> None:
    folder = tmp_path / "县"
    (folder / "乡镇").mkdir(parents=True)
    for number in range(18):
        (folder / "乡镇" / f"{number:02}.txt").write_text(TEXT.replace("青石县", f"青石{number}镇"), encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK")
    (folder / "县.docx").write_bytes(sample(TEXT.strip(), {}))
    (folder / "图.png").write_bytes(b"x")
    page.drop("#drop", [folder])
    page.until("document.querySelectorAll('#table tbody tr').length", 20)
    page.until("document.querySelectorAll('#table .reason').length", 1)
    row = "Array.from(document.querySelectorAll('#table tbody tr')).find((row) => row.textContent.includes('县.docx'))"
    cells = page.value(f"Array.from({row}.cells, (cell) => cell.textContent)")
    assert cells[1:3] == ["青石县", "2023"]
    assert int(cells[3]) > 0
    assert "不足" in cells[6]
    page.value(f"{row}.querySelector('button').click()")
    page.until("document.getElementById('review-title').textContent", "县.docx")
    page.value(f"{row}.querySelector('.actions button').click()")
    page.until("document.querySelectorAll('#table tbody tr').length", 19)
    page.until(SHOWN, "false")


def test_by_keys_alone(page: chromium.Page, draft: Path, tmp_path: Path) -> None:
    page.choose_files("#files", [draft])  # the dialog is the system's
    page.until(SHOWN, "true")
    wanted = key_of(page, "布署")
    for _ in range(30):
        page.press("j")
        if page.value("document.activeElement.id") == f"n{wanted}":
            break
    page.press("a")
    assert "部署" in page.value(f"document.querySelector('#n{wanted} .decision').textContent")
    page.press("u")
    page.press("e")
    assert page.value("document.activeElement.value") == "部署"
    page.press("Escape")
    page.press("x")
    page.press("Enter")
    assert page.value(f"document.querySelector('#n{wanted} .decision').textContent") == "已搁置"
    page.press("u")
    page.press("a")
    reached = []
    page.value("document.getElementById('review').focus()")
    for _ in range(60):
        page.press("Tab")
        reached.append(page.value("document.activeElement.dataset.kind ?? ''"))
        if reached[-1] == "word":
            break
    assert reached[-1] == "word"
    page.download_to(tmp_path / "out")
    page.press("Enter")
    page.until("document.getElementById('message').textContent.slice(0, 3)", "已下载")


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone(running: Desk, page: chromium.Page, draft: Path, *, dark: bool) -> None:
    page.visit(running.address, width=375, height=700, dark=dark)
    page.choose_files("#files", [draft])
    page.until(SHOWN, "true")
    page.click(f"#n{key_of(page, '布署')} .adopt")
    assert page.value("document.documentElement.scrollWidth") == 375
    small = page.value(
        "Array.from(document.querySelectorAll('button, .button')).filter((button) => button.offsetParent"
        " && button.getBoundingClientRect().height < 40).map((button) => button.textContent)"
    )
    assert not small


def test_what_is_set_aside_is_remembered_on_request(running: Desk, page: chromium.Page, draft: Path) -> None:
    def set_aside(again: bool) -> str:  # noqa: FBT001
        page.visit(running.address)
        page.choose_files("#files", [draft])
        page.until(SHOWN, "true")
        if not again:
            page.click(f"#n{key_of(page, '布署')} .aside")
            page.press("Enter")
        return counts(page)

    assert "搁置 1 处" in set_aside(again=False)
    with running.client() as client:
        for old in client.get("/drafts").json()["drafts"]:
            client.delete(f"/drafts/{old['key']}")
    assert "搁置 0 处" in set_aside(again=True)
    page.click("#remember")
    page.click(f"#n{key_of(page, '布署')} .aside")
    page.press("Enter")
    with running.client() as client:
        for old in client.get("/drafts").json()["drafts"]:
            client.delete(f"/drafts/{old['key']}")
    assert "搁置 1 处" in set_aside(again=True)


def test_a_hostile_draft_runs_nothing(page: chromium.Page, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x onerror=window.hacked=1>.txt"
    path.write_text(
        f"{TEXT}<script>window.hacked=1</script><img src=x onerror='window.hacked=1'>@件\n", encoding="utf-8"
    )
    page.choose_files("#files", [path])
    page.until(SHOWN, "true")
    page.click(f"#n{key_of(page, '@件')} .edit")
    page.value("document.querySelector('#result form input').value = '<img src=x onerror=window.hacked=1>'")
    page.click("#result form button")
    assert page.value("window.hacked ?? 0") == 0
    assert page.value("document.querySelectorAll('#review img, #review script').length") == 0


def test_the_page_loads_nothing_from_elsewhere(running: Desk, page: chromium.Page) -> None:
    assert {address.partition("/?")[0].startswith(running.origin) for address in page.requests()} == {True}


def test_loading_again_and_another_language_keep_what_was_decided(
    running: Desk, page: chromium.Page, draft: Path
) -> None:
    page.drop("#drop", [draft])
    page.until(SHOWN, "true")
    word, place = key_of(page, "布署"), key_of(page, "@件")
    page.click(f"#n{word} .adopt")
    page.click(f"#n{place} .aside")
    page.value(f"document.querySelector('#n{place} form input').value = '已核'")
    page.press("Enter")
    decided = counts(page)
    assert decided.startswith("采纳 1 处，搁置 1 处")
    page.until("fetch('/drafts').then((r) => r.json()).then((j) => Object.keys(j.drafts[0].choices).length)", 2)
    page.visit(running.address)
    page.until(SHOWN, "true")
    assert counts(page) == decided
    assert "已核" in page.value(f"document.querySelector('#n{place} .decision').textContent")
    assert page.value(f"document.querySelector('ins[data-for=\"{word}\"]').textContent") == "部署"
    page.visit(f"{running.origin}/?lang=en")
    page.until(SHOWN, "true")
    assert "must be mended" in page.value("document.getElementById('verdict').textContent").lower()
    assert page.value(f"document.querySelector('ins[data-for=\"{word}\"]').textContent") == "部署"
    page.visit(f"{running.origin}/?lang=zh")
    page.until(SHOWN, "true")
    assert "必须改" in page.value("document.getElementById('verdict').textContent")


def test_typing_while_a_text_is_checked_keeps_one_draft_with_the_last_text(page: chromium.Page) -> None:
    page.click("#pasting summary")
    page.value(
        "(async () => { const text = document.getElementById('text'); const send = window.fetch; let slow = 1;"
        " window.fetch = async (...given) => { if (slow-- > 0) await new Promise((done) => setTimeout(done, 1500));"
        " return send(...given); };"
        f" text.value = {TEXT!r}; text.dispatchEvent(new Event('input')); await new Promise((done) => setTimeout(done, 700));"
        " text.value += '末尾。'; text.dispatchEvent(new Event('input')); })()"
    )
    page.until("String(document.querySelector('#result').textContent.includes('末尾。'))", "true")
    page.until("fetch('/drafts').then((r) => r.json()).then((j) => j.drafts.length)", 1)
    assert page.value(
        "fetch('/drafts').then((r) => r.json()).then((j) => j.drafts[0].result.markup.includes('末尾。'))"
    )


def test_users_of_an_office_log_in_by_the_form(window: chromium.Page, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    users = tmp_path / "users"
    users.write_text(f"张三:{hash_password('one')}\n", encoding="utf-8")
    users.chmod(0o600)
    origin = f"http://127.0.0.1:{port}"
    arguments = ("--listen", "127.0.0.1", "--port", str(port), "--password-file", str(users), "--origin", origin)
    with desk(*arguments):
        window.visit(origin)
        window.value("document.getElementById('name').value = '张三'")
        window.value("document.getElementById('password').value = 'one'")
        window.click("form button")
        window.until("String(Boolean(document.getElementById('drop')))", "true")


def test_ending_the_program_asks_first_where_decisions_would_be_lost(window: chromium.Page, draft: Path) -> None:
    with desk() as own:
        window.visit(own.address)
        window.choose_files("#files", [draft])
        window.until(SHOWN, "true")
        window.click(f"#n{key_of(window, '布署')} .adopt")
        window.value("window.confirm = (text) => { window.asked = text; return false; }; 0")
        window.click("#quit")
        assert "采纳 1 处" in window.value("window.asked")
        assert own.process.poll() is None
        window.value("window.confirm = () => true; 0")
        window.click("#quit")
        own.process.wait(PATIENCE)


def test_english_by_a_switch(running: Desk, page: chromium.Page, draft: Path) -> None:
    page.visit(f"{running.origin}/?lang=en")
    page.choose_files("#files", [draft])
    page.until(SHOWN, "true")
    shown = page.value(
        "document.querySelector('header').textContent + document.getElementById('downloads').textContent"
    )
    assert not any("\u4e00" <= character <= "\u9fff" for character in shown.replace("中文", "")), shown
    page.visit(f"{running.origin}/?lang=zh")


@pytest.mark.skipif(not os.environ.get("FAZHI_AXE"), reason="needs the path of axe.min.js in FAZHI_AXE")
def test_axe_finds_nothing_serious(running: Desk, page: chromium.Page) -> None:
    for width, dark in ((1280, False), (1280, True), (375, False)):
        page.visit(running.address, width=width, dark=dark)
        page.choose_files("#files", [SEEDS / "cixi-sifaju-2021.txt"])
        page.until(SHOWN, "true")
        page.click("#result .edit")
        page.value(Path(os.environ["FAZHI_AXE"]).read_text(encoding="utf-8") + ";0")
        found = page.value("axe.run().then((r) => r.violations.map((v) => [v.id, v.impact, v.nodes[0].html]))")
        assert not [item for item in found if item[1] in {"serious", "critical"}], found
