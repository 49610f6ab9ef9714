"""The program without Python: what it does with its arguments, and that it runs where there is no Python at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import httpx
import pytest
from helpers import ROOT, SEEDS
from launch import arguments_of
from pace import SLOW
from pack import pack


def test_a_double_click_and_dropped_files_open_the_desk(tmp_path: Path) -> None:
    file = tmp_path / "报告.docx"
    file.touch()
    assert arguments_of([]) == ["desk"]
    assert arguments_of([str(file)]) == ["desk", str(file)]
    assert arguments_of([str(tmp_path), str(file)]) == ["desk", str(tmp_path), str(file)]
    assert arguments_of(["check", str(file)]) == ["check", str(file)]
    assert arguments_of(["--version"]) == ["--version"]


def test_it_is_packed_with_a_checksum(tmp_path: Path) -> None:
    (tmp_path / "fazhi").mkdir()
    (tmp_path / "fazhi" / "fazhi").write_text("x", encoding="ascii")
    packed = pack(tmp_path, "Linux")
    assert packed.name == "fazhi-Linux.zip"
    assert zipfile.ZipFile(packed).namelist()[-1] == "fazhi/fazhi"
    line = (tmp_path / "fazhi-Linux.zip.sha256").read_text(encoding="ascii")
    assert line == f"{hashlib.sha256(packed.read_bytes()).hexdigest()}  fazhi-Linux.zip\n"


def test_the_workflow_is_one() -> None:
    file = ROOT / ".github" / "workflows" / "app.yml"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", str(file)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    text = file.read_text(encoding="utf-8")
    for system in ("windows", "macos", "ubuntu"):
        assert f"{system}-latest" in text
    for name in re.findall(r"\bapp/\w+\.\w+", text):
        assert (ROOT / name).is_file()


def room_without_python(program: Path, folder: Path) -> Path:
    """A folder to change the root to: the program, the reports, the system's libraries that it needs, nothing else."""
    shutil.copytree(program, folder / "fazhi")
    shutil.copytree(SEEDS, folder / "seeds")
    for name in ("tmp", "dev", "dev/shm", "root"):
        (folder / name).mkdir()
    (folder / "dev" / "null").touch()
    files = [program / "fazhi", *program.rglob("*.so*")]
    listed = subprocess.run(["ldd", *map(str, files)], capture_output=True, text=True, check=False).stdout
    for library in {Path(found) for found in re.findall(r"^\s(?:\S+ => )?(/\S+) \(", listed, re.MULTILINE)}:
        if library.is_relative_to(program):
            continue
        target = folder / library.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists():
            shutil.copy(library, target)
    return folder


@pytest.mark.skipif(not SLOW or sys.platform != "linux" or os.geteuid() != 0, reason="FAZHI_SLOW=1, Linux, root")
def test_the_program_runs_where_there_is_no_python(tmp_path: Path) -> None:
    pytest.importorskip("PyInstaller")
    spec = [
        "--distpath",
        str(tmp_path / "dist"),
        "--workpath",
        str(tmp_path / "build"),
        str(ROOT / "app" / "fazhi.spec"),
    ]
    subprocess.run([sys.executable, "-m", "PyInstaller", "--log-level", "ERROR", *spec], check=True, cwd=ROOT)
    room = room_without_python(tmp_path / "dist" / "fazhi", tmp_path / "room")
    enter = [shutil.which("chroot") or "/usr/sbin/chroot", str(room), "/fazhi/fazhi"]
    environment = {"HOME": "/root", "LANG": "C.UTF-8"}
    demo = subprocess.run([*enter, "check", "seeds"], capture_output=True, env=environment, check=False)
    assert demo.returncode == 1, demo.stderr.decode()
    assert "慈溪市司法局" in demo.stdout.decode()
    process = subprocess.Popen(
        [*enter, "desk", "--no-browser", "--port", "0", "seeds"], env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        assert process.stdout is not None
        address = re.search(r"http://\S+?(?=（)", process.stdout.readline())
        assert address
        origin = address.group().partition("/?")[0]
        with httpx.Client(base_url=origin, headers={"Origin": origin}, timeout=60) as client:
            assert client.get(address.group().removeprefix(origin)).status_code == 303
            while (found := client.get("/drafts").json())["pending"]:
                time.sleep(0.1)
            assert len(found["drafts"]) == 5
            key = found["drafts"][0]["key"]
            assert client.post(f"/drafts/{key}/word", content=b"{}").content.startswith(b"PK")
    finally:
        process.terminate()
        process.communicate(timeout=60)
