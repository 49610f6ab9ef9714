"""How runs end: the editor's server whatever it is sent, interrupts at the last moment, an exit code for each situation."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from attacks import MENDABLE, MENDED, environment, fazhi
from editor import Editor
from helpers import ROOT


def test_a_document_that_is_no_report(tmp_path: Path) -> None:
    """Something is answered soon, others are still served, and the end is an end."""
    with Editor(tmp_path) as editor:
        begun = time.monotonic()
        assert editor.open("a.txt", "甲\n" * 3_000_000) == []
        assert "超过" in editor.next_message()
        assert any(item["code"] for item in editor.open("b.txt", MENDABLE))
        assert time.monotonic() - begun < 30
        assert editor.end() == 0


def test_the_server_ends_while_it_is_at_work(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    text = "a" * 30_000
    own.write_text("", encoding="utf-8")
    with Editor(tmp_path) as editor:
        item = {
            "uri": editor.uri("a.txt"),
            "languageId": "plaintext",
            "version": 1,
            "text": f"{text}\n" * 60 + "甲\n" * 90_000,
        }
        editor.tell("textDocument/didOpen", {"textDocument": item})
        time.sleep(0.5)
        begun = time.monotonic()
        assert editor.end() == 0
        assert time.monotonic() - begun < 15


@pytest.mark.parametrize("length", ["99999999999999", "-5", "x", "400000000"])
def test_a_message_of_any_length(tmp_path: Path, length: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "server", "--stdio"], cwd=tmp_path, env=environment(),
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    out, error = process.communicate(f"Content-Length: {length}\r\n\r\n{{}}".encode(), timeout=30)
    assert process.returncode in {1, 2}
    assert len(error.decode().splitlines()) <= 1, error.decode()
    assert b"Traceback" not in out + error
    assert b"MemoryError" not in error


def test_interrupts_at_the_last_moment(tmp_path: Path) -> None:
    """While what was worked out is being kept: no lines of Python's own."""
    (tmp_path / "a.txt").write_text(MENDED, encoding="utf-8")
    program = (
        "import os, signal, sys\n"
        "from checker.cache import store\n"
        "first = store.PersistentCache.save\n"
        "def save(self):\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "    first(self)\n"
        "store.PersistentCache.save = save\n"
        "sys.argv = ['fazhi', 'check', 'a.txt']\n"
        "from checker.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment(), capture_output=True, check=False, timeout=60
    )
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    assert done.returncode in {0, 1, 130}


def test_a_working_folder_that_is_gone(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    report = tmp_path / "a.txt"
    report.write_text(MENDED, encoding="utf-8")
    for arguments in (("check",), ("check", str(report)), ("baseline",), ("config", "--show", ".")):
        program = f"import os, sys; os.chdir({str(folder)!r}); os.rmdir('../gone'); os.execv(sys.executable, [sys.executable, '-m', 'checker', *{arguments!r}])"
        folder.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-c", program],
            env=environment(),
            cwd=tmp_path,
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert "内部错误" not in done.stderr.decode(), done.stderr.decode()
        assert done.returncode == 2
        assert len(done.stderr.decode().splitlines()) == 1


def test_a_name_that_is_in_no_catalogue(tmp_path: Path) -> None:
    done = fazhi("catalog", "没有这样的文件名称", cwd=tmp_path)
    assert done.returncode == 1


TABLE = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
EXIT_CODES: dict[str, tuple[int, tuple[str, ...]]] = {
    "check-clean": (0, ("check", "clean.txt")),
    "check-findings": (1, ("check", "--fail-level", "info", "mend.txt")),
    "exit-zero": (0, ("check", "--exit-zero", "--fail-level", "info", "mend.txt")),
    "fix-done": (0, ("fix", "mend.txt")),
    "fix-diff": (1, ("fix", "--diff", "mend.txt")),
    "fix-nothing": (0, ("fix", "--diff", "clean.txt")),
    "unreadable": (2, ("check", "none.txt")),
    "both": (2, ("check", "none.txt", "mend.txt")),
    "option": (2, ("check", "--no-such-option")),
    "configuration": (2, ("check", "--config", "wrong.toml", "clean.txt")),
    "baseline": (0, ("baseline", "mend.txt", "-o", "new.json")),
    "catalogue-none": (1, ("catalog", "没有这样的文件名称")),
    "rule-none": (2, ("rule", "XXX999")),
    "timeout": (2, ("check", "--no-cache", "--max-seconds", "0.001", "clean.txt")),
    "help": (0, ("--help",)),
    "no-command": (2, ()),
    "version": (0, ("--version",)),
    "desk-office": (2, ("desk", "--listen", "0.0.0.0")),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXIT_CODES))
def test_exit_codes(tmp_path: Path, name: str) -> None:
    (tmp_path / "clean.txt").write_text("云岭镇会议纪要\n\n会议审查了合同18件，通过。\n", encoding="utf-8")
    (tmp_path / "mend.txt").write_text(MENDABLE, encoding="utf-8")
    (tmp_path / "wrong.toml").write_text("x", encoding="utf-8")
    code, arguments = EXIT_CODES[name]
    done = fazhi(*arguments, cwd=tmp_path)
    assert done.returncode == code, (done.stdout + done.stderr).decode()
    command = " ".join(("fazhi", *arguments))
    rows = re.findall(r"^\| [^|]* \| `([^`|]*)` \| (\d+) \|$", TABLE, re.MULTILINE)
    assert (command, str(code)) in rows


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_exit_codes_of_signals(tmp_path: Path, number: signal.Signals, code: int) -> None:
    for name in range(300):
        (tmp_path / f"{name}.txt").write_text(MENDABLE, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "check", "--no-cache", "--jobs", "1"], cwd=tmp_path, env=environment(),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    process.stdout.read(10)
    process.send_signal(number)
    _, error = process.communicate(timeout=60)
    assert process.returncode == code
    assert b"Traceback" not in error
    assert f"| {code} |" in TABLE


def test_exit_codes_of_the_server(tmp_path: Path) -> None:
    with Editor(tmp_path) as editor:
        assert editor.end() == 0
    with Editor(tmp_path) as editor:
        assert editor.hang_up() == 1


@pytest.mark.parametrize(("raised", "code"), [("KeyboardInterrupt", 130), ("SystemExit(143)", 143)])
def test_an_interrupt_while_a_class_is_made(tmp_path: Path, raised: str, code: int) -> None:
    """Python before 3.12 puts a RuntimeError around it."""
    script = (
        "from checker.cli.exit import exit_with\n"
        "class Late:\n    def __set_name__(self, owner, name):\n"
        f"        raise {raised}\n"
        "def run():\n    type('Made', (), {'name': Late()})\n"
        "exit_with(run)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (code, b"")
