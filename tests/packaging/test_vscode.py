"""The extension for VS Code, checked, tested and packaged as in its README, if node and its registry are available."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from helpers import ROOT
from pace import slow

from checker.server.actions import FIX_ALL
from checker.server.preferences import KEYS
from checker.server.texts import LANGUAGES
from checker.version import VERSION

EXTENSION = ROOT / "editors" / "vscode"
UNREACHABLE = re.compile(
    r"ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|E40[134]\b|E50\d\b"
)
"""The error codes of npm about the registry, not about a package."""


def manifest() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
    return found


def npm(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("npm")
    assert program
    return subprocess.run(
        [program, *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=180, env={**os.environ, **environment},
    )  # fmt: skip


def test_the_extension_and_the_server_know_the_same_settings() -> None:
    settings = {name.removeprefix("fazhi.") for name in manifest()["contributes"]["configuration"]["properties"]}
    assert settings == {*KEYS, "path", "trace.server"}
    assert FIX_ALL in (EXTENSION / "src" / "extension.ts").read_text(encoding="utf-8")
    languages = {event.removeprefix("onLanguage:") for event in manifest()["activationEvents"]}
    assert languages <= set(LANGUAGES)
    assert manifest()["version"] == VERSION


def test_every_setting_is_explained() -> None:
    page = (ROOT / "docs" / "editor.md").read_text(encoding="utf-8")
    readme = (EXTENSION / "README.md").read_text(encoding="utf-8")
    for name in manifest()["contributes"]["configuration"]["properties"]:
        assert f"| `{name}` |" in readme
        assert f"| `{name}` |" in page or f"| `{name.removeprefix('fazhi.')}` |" in page


def test_the_presets_and_profiles_offered_are_there() -> None:
    offered = manifest()["contributes"]["configuration"]["properties"]["fazhi.preset"]["enum"]
    assert set(offered) == {"", *(path.stem for path in (ROOT / "rulesets" / "presets").glob("*.toml"))}


def test_every_text_is_there_in_both_languages() -> None:
    used = set(re.findall(r'"%([^%"]+)%"', (EXTENSION / "package.json").read_text(encoding="utf-8")))
    for name in ("package.nls.json", "package.nls.zh-cn.json"):
        texts = json.loads((EXTENSION / name).read_text(encoding="utf-8"))
        assert set(texts) == used
        assert all(texts.values())


def test_the_lock_names_no_addresses_of_a_registry() -> None:
    assert '"resolved"' not in (EXTENSION / "package-lock.json").read_text(encoding="utf-8")


@slow
@pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="node or npm is not installed")
def test_the_extension_is_packaged(tmp_path: Path) -> None:
    folder = tmp_path / "vscode"
    shutil.copytree(EXTENSION, folder, ignore=shutil.ignore_patterns("node_modules", "dist", "*.vsix"))
    installed = npm(folder, "ci")
    if installed.returncode and UNREACHABLE.search(installed.stderr):
        pytest.skip(f"the registry does not answer: {installed.stderr.splitlines()[0]}")
    assert installed.returncode == 0, installed.stderr
    server = tmp_path / "fazhi"
    server.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m checker "$@"\n', encoding="utf-8")
    server.chmod(0o755)
    for script in ("typecheck", "test", "package"):
        done = npm(folder, "run", script, FAZHI_PROGRAM=str(server))
        assert done.returncode == 0, done.stdout + done.stderr
        assert script != "test" or re.search(r"skipped 0\b", done.stdout)
    with zipfile.ZipFile(folder / "fazhi.vsix") as archive:
        names = set(archive.namelist())
        packaged = json.loads(archive.read("extension/package.json"))
        program = archive.read("extension/dist/extension.js").decode("utf-8")
        notices = archive.read("extension/dist/THIRD-PARTY-NOTICES.txt").decode("utf-8")
    assert {"extension.vsixmanifest", "extension/package.nls.zh-cn.json", "extension/LICENSE.txt"} <= names
    assert not [name for name in names if name.endswith((".ts", ".map")) or "node_modules" in name]
    assert packaged["contributes"] == manifest()["contributes"]
    assert packaged["main"] == "./dist/extension.js"
    assert "fazhi.restart" in program
    assert FIX_ALL in program
    assert "vscode-languageclient 9." in notices
