"""A desk for an office: users with passwords, who do not see each other's drafts."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from desks import Desk, desk
from helpers import ROOT

from checker.web.visitors import hash_password

TEXT = "青石县2023年法治政府建设年度报告\n\n成功调处矛盾纠纷@件。\n"
ORIGIN = "http://fazhi.example"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    file = tmp_path_factory.mktemp("office") / "users"
    file.write_text(f"# 用户\n张三:{hash_password('one')}\n李四:{hash_password('two')}\n", encoding="utf-8")
    with desk("--listen", "127.0.0.1", "--password-file", str(file), "--origin", ORIGIN) as started:
        yield started


def visitor(office: Desk, port: int) -> httpx.Client:
    del office
    return httpx.Client(
        base_url=f"http://127.0.0.1:{port}", headers={"Host": "fazhi.example", "Origin": ORIGIN}, timeout=60
    )


def port_of(office: Desk) -> int:
    listed = subprocess.run(["ss", "-ltnpH"], capture_output=True, text=True, check=False).stdout
    line = next(line for line in listed.splitlines() if f"pid={office.process.pid}," in line)
    return int(line.split()[3].rpartition(":")[2])


def test_users_log_in_and_see_their_own_drafts_only(office: Desk) -> None:
    port = port_of(office)
    with visitor(office, port) as one, visitor(office, port) as two:
        assert one.get("/").status_code == 401
        assert "password" in one.get("/").text
        for name, password in (("张三", "wrong"), ("王五", "one"), ("", "")):
            assert one.post("/login", data={"name": name, "password": password}).status_code == 403
        assert one.post("/login", data={"name": "张三", "password": "one"}).status_code == 303
        assert two.post("/login", data={"name": "李四", "password": "two"}).status_code == 303
        assert one.get("/").status_code == 200
        key = one.post("/drafts?name=a.txt", content=TEXT.encode()).json()["key"]
        assert [draft["key"] for draft in one.get("/drafts").json()["drafts"]] == [key]
        assert two.get("/drafts").json()["drafts"] == []
        assert two.post(f"/drafts/{key}/word", content=b"{}").status_code == 404
        assert two.post("/quit").status_code == 403
        assert one.post("/logout").status_code == 200
        assert one.get("/drafts").status_code == 401
        assert two.get("/drafts").status_code == 200


def run(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", "desk", "--browser", *arguments], input=given,
        capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_an_office_server_needs_users_and_an_address(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.write_text("", encoding="utf-8")
    wrong = tmp_path / "wrong"
    wrong.write_text("张三:one\n", encoding="utf-8")
    whole = ("--listen", "127.0.0.1", "--origin", ORIGIN, "--password-file")
    for arguments in (
        ("--listen", "0.0.0.0"),
        ("--password-file", str(empty)),
        (*whole, str(empty)),
        (*whole, str(wrong)),
        (*whole, str(tmp_path / "missing")),
        (*whole, str(tmp_path)),
        ("--add-user", "张三"),
        ("--port", "70000"),
    ):
        result = run(*arguments)
        assert result.returncode == 2, arguments
        assert result.stderr.strip().count("\n") <= 2
        assert "Traceback" not in result.stderr


def test_users_are_added_with_a_hash(tmp_path: Path) -> None:
    file = tmp_path / "users"
    for name, password in (("张三", "one"), ("李四", "two"), ("张三", "three")):
        result = run("--password-file", str(file), "--add-user", name, given=f"{password}\n{password}\n")
        assert result.returncode == 0, result.stderr
    lines = file.read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line in lines] == ["李四", "张三"]
    assert "three" not in file.read_text(encoding="utf-8")
    assert file.stat().st_mode & 0o077 == 0
