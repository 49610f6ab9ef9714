"""The documentation agrees with the program: options, settings, rules, code, links; the site needs no network."""

from __future__ import annotations

import re
import subprocess
import sys
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

import chromium
import click
import pytest
from documentation import Block, blocks, written_pages
from helpers import ROOT
from prepared import REPORTS, report

from checker.cli.main import COMMANDS, cli, load_command
from checker.project.config import PYPROJECT, load_config
from checker.project.examples import load_cases, run_cases

TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "tests").rglob("*.py")))
PAGES = "\n".join(path.read_text(encoding="utf-8") for path in written_pages())
SITE = ROOT / "docs" / "website" / "mkdocs.yml"
OTHER_TOML = ("[language-server.",)
"""The beginnings of blocks with other programs' configuration."""
FETCHED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "audio": "src"}
"""Elements that make a browser fetch a resource, and the attributes with its address."""


def options() -> list[tuple[str, str]]:
    """All pairs of a command and a spelling of an option."""
    found: list[tuple[str, str]] = []
    for name, command in (("fazhi", cli), *((name, load_command(name)) for name in COMMANDS)):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                found.extend((name, spelling) for spelling in parameter.opts)
    return found


OPTIONS = sorted(set(options()))


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=str)
def test_every_option_is_explained_on_a_page_written_by_hand(command: str, option: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", PAGES), command


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=str)
def test_every_option_is_used_by_a_test(command: str, option: str) -> None:
    assert f'"{option}"' in TESTS, command


@pytest.mark.parametrize("block", blocks("toml"), ids=lambda block: block.name)
def test_configurations_and_rules_are_right(block: Block, tmp_path: Path) -> None:
    if block.text.startswith(OTHER_TOML):
        return
    is_project = "[tool.fazhi]" in block.text
    path = tmp_path / "2024" / (PYPROJECT if is_project else "fazhi.toml")
    path.parent.mkdir()
    path.write_text(block.text, encoding="utf-8")
    (tmp_path / "fazhi.toml").write_text("", encoding="utf-8")
    load_config(path)
    if re.search(r"^\[\[rule\]\]", block.text, re.MULTILINE):
        results = list(run_cases(load_cases(str(path))))
        assert [result.reason for result in results if not result.passed] == []
        assert results


@pytest.mark.parametrize("block", blocks("python"), ids=lambda block: block.name)
def test_code_runs(block: Block, tmp_path: Path) -> None:
    for path in REPORTS:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(report(path))
    arguments = [sys.executable, "-W", "error", "-c", block.text]
    environment = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    result = subprocess.run(arguments, cwd=tmp_path, env=environment, capture_output=True, check=False, timeout=60)
    assert (result.returncode, result.stderr.decode()) == (0, "")


class Links(HTMLParser):
    """Parses the fetched resources, the links and the anchors of a page of the site."""

    def __init__(self) -> None:
        super().__init__()
        self.fetched: list[str] = []
        self.led: list[str] = []
        self.places: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if value := values.get(FETCHED.get(tag, "")):
            self.fetched.append(value)
        if tag == "a" and "href" in values:
            self.led.append(values["href"])
        self.places.update(values[name] for name in ("id", "name") if name in values)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site; MkDocs in strict mode reports broken links itself."""
    if find_spec("material") is None:
        pytest.skip("MkDocs Material is not installed")
    folder = tmp_path_factory.mktemp("site")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(SITE),
        "--site-dir",
        str(folder),
    ]
    # No proxy answers at this address, so that any network request fails.
    nowhere = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
    environment = {"PATH": "", "LC_ALL": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1", **nowhere}
    result = subprocess.run(command, env=environment, capture_output=True, check=False, timeout=300)
    assert result.returncode == 0, result.stderr.decode()
    assert "WARNING" not in result.stderr.decode()
    assert [path.name for path in folder.rglob("*.py*")] == []
    return folder


def pages_of(site: Path) -> dict[Path, Links]:
    found = {}
    for path in sorted(site.rglob("*.html")):
        links = Links()
        links.feed(path.read_text(encoding="utf-8"))
        found[path] = links
    return found


def test_the_site_fetches_nothing_from_anywhere(site: Path) -> None:
    for path, links in pages_of(site).items():
        for target in links.fetched:
            parts = urlsplit(target)
            assert not parts.netloc, f"{path.name}: {target}"
            # The page for missing pages is served at any path, so its addresses are absolute.
            assert path.name == "404.html" or parts.scheme or (path.parent / unquote(parts.path)).exists(), target
    for path in site.rglob("*.css"):
        assert not re.search(r"""(?:@import\s+|url\()["']?(?:https?:)?//""", path.read_text(encoding="utf-8")), path


def test_links_of_the_site_lead_somewhere(site: Path) -> None:
    pages = pages_of(site)
    assert len(pages) > 150
    for path, links in pages.items():
        for target in links.led:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc or target.startswith("/") or not target.strip("."):
                continue
            there = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            assert there.exists(), f"{path.name}: {target}"
            if parts.fragment and there in pages:
                assert unquote(parts.fragment) in pages[there].places, f"{path.name}: {target}"


@pytest.mark.skipif(not chromium.PROGRAM, reason="Chromium is not installed (Debian: chromium)")
def test_the_site_is_searched_from_a_disk_and_asks_nobody(site: Path, tmp_path: Path) -> None:
    with chromium.browser(tmp_path) as page:
        page.open(site / "index.html")
        page.value("document.getElementById('__search').click()")
        page.value("document.querySelector('input[name=query]').focus()")
        page.call("Input.insertText", text="基线")
        for kind in ("rawKeyDown", "keyUp"):  # the site reads its search field when a key is released
            page.call("Input.dispatchKeyEvent", type=kind, key="Shift")
        page.until("document.querySelectorAll('.md-search-result__item').length > 0", wanted=True)
        found = page.value("[...document.querySelectorAll('.md-search-result__link')].map(link => link.href).join(' ')")
        assert "suppressing.html" in found
        assert [address for address in page.requests() if not address.startswith(("file:", "data:", "blob:"))] == []
        assert page.complaints() == []


def test_chinese_is_searched_by_words(site: Path) -> None:
    index = (site / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "\\u200b" in index or "\u200b" in index


def test_pages_read_on_the_site_as_they_do_in_the_repository(site: Path) -> None:
    commands = (site / "commands.html").read_text(encoding="utf-8")
    assert "<code>--lang zh|en</code>" in commands
    first = (site / "index.html").read_text(encoding="utf-8")
    assert "指出差错：缺了规定的部分" in first
    assert (site / "source" / "ci" / "gitlab.yml").read_bytes() == (ROOT / "ci" / "gitlab.yml").read_bytes()
    assert 'href="source/ci/gitlab.yml"' in (site / "ci.html").read_text(encoding="utf-8")
