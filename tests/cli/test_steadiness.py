"""Failures around the reports: links, names, disks, streams and signals. No data is lost, and errors are reported."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from command import fazhi, process_group_ends
from helpers import ROOT
from pace import SLOW, slow
from word_files import from_text

from checker.batch.check import check_files
from checker.batch.fix import FixedFile, FixOptions, fix_files
from checker.batch.scheduling import MAX_FILES_PER_BATCH
from checker.cli.terminal import FORMATS
from checker.disk.reading import MEGABYTE, TEXT_BYTES
from checker.outputs.machine.sarif import MAX_RESULTS
from checker.project.files import write_bytes
from checker.project.project import Project
from checker.text.errors import FazhiError

TEXT = "2024年，开展检查、等12次。\n截止2024年底，办理案件18件。全年工作@件。\n"
MENDED = "2024年，开展检查等12次。\n截至2024年底，办理案件18件。全年工作@件。\n"
NAMES = (
    b"a.txt",
    b"line\nend.txt",
    b"tab\t.txt",
    b"esc\x1b[31m.txt",
    b'q"\\.txt',
    "行\u2028尾.txt".encode(),
    b"\xff\xfe.txt",
)


def started(*arguments: str, cwd: Path, limit: int | None = None, **streams: object) -> subprocess.Popen[bytes]:
    """Run a process; ``limit`` is the maximum size of a file in bytes, as on a full disk."""

    def prepare() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FAZHI_TRACEBACK": ""}
    command = [sys.executable, "-B", "-m", "checker", *arguments]
    given = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **streams}
    return subprocess.Popen(command, cwd=cwd, env=environment, preexec_fn=prepare, start_new_session=True, **given)  # type: ignore[call-overload,no-any-return]  # noqa: PLW1509 - there are no threads


def ended(*arguments: str, cwd: Path, limit: int | None = None, **streams: object) -> tuple[int, str, str]:
    with started(*arguments, cwd=cwd, limit=limit, **streams) as process:
        output, errors = process.communicate(timeout=300)
    return process.returncode, (output or b"").decode(), (errors or b"").decode()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    (place / "a.txt").write_text(TEXT, encoding="utf-8")
    return place


# Links


def test_links_that_go_round_end(folder: Path) -> None:
    (folder / "sub").mkdir()
    (folder / "sub" / "up").symlink_to("..")
    (folder / "itself.txt").symlink_to("itself.txt")
    (folder / "folder").symlink_to("folder")
    (folder / "nowhere.txt").symlink_to("gone.txt")
    for arguments in (("check", "."), ("check", "--jobs", "2", "."), ("fix", ".")):
        code, _, errors = ended(*arguments, cwd=folder)
        told = [line for line in errors.splitlines() if line.startswith("fazhi: ")]
        assert code == 2
        assert [line.partition("：链接指向的文件不存在")[0] for line in told] == [
            "fazhi: ./itself.txt",
            "fazhi: ./nowhere.txt",
        ]
    assert (folder / "a.txt").read_text(encoding="utf-8") == MENDED
    assert ended("check", "folder", cwd=folder) == (2, "", "fazhi: folder：不是普通文件\n")


# Names


@pytest.fixture
def named(folder: Path) -> Path:
    try:
        for name in NAMES:
            Path(folder, os.fsdecode(name)).write_text(TEXT, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes text only")
    return folder


def test_names_of_any_bytes_in_all_outputs(named: Path) -> None:
    flags = [flag for form in FORMATS for flag in ("--output-format", f"{form}:out.{form}")]
    result = fazhi("check", *flags, ".", cwd=named)
    assert (result.returncode, result.stderr) == (1, b"")
    for form in FORMATS:
        written = (named / f"out.{form}").read_text(encoding="utf-8")
        assert "\x1b" not in written, form
        assert written.count("PLH001") >= len(NAMES), form
        (named / f"out.{form}").unlink()
    concise = fazhi("check", "--output-format", "concise", ".", cwd=named).stdout.decode()
    assert concise.count("\n") == 3 * len(NAMES)
    assert all(line.startswith("./") for line in concise.splitlines())


def test_names_of_any_bytes_in_baselines(named: Path) -> None:
    assert fazhi("baseline", ".", cwd=named).returncode == 0
    result = fazhi("check", "--baseline", "fazhi-baseline.json", ".", cwd=named)
    assert (result.returncode, result.stderr) == (0, b"")
    again = fazhi("baseline", ".", cwd=named).stderr.decode()
    assert f"共 {3 * len(NAMES)} 处，新增 0 处，去掉 0 处" in again


def test_names_of_any_bytes_in_changes_and_diffs(named: Path) -> None:
    for command in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *command], cwd=named, check=True)
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    subprocess.run(["git", *who, "commit", "-qm", "a"], cwd=named, check=True)
    patch = fazhi("fix", "--diff", ".", cwd=named).stdout
    assert b"\x1b" not in patch
    subprocess.run(["git", "apply", "-"], cwd=named, input=patch, check=True)
    assert {data.decode() for data in contents(named).values() if b"2024" in data} == {MENDED}
    changed = fazhi("check", "--changed", "--output-format", "concise", ".", cwd=named)
    assert changed.stdout.count(b"PLH001") == len(NAMES)


def test_names_of_any_bytes_are_fixed(named: Path) -> None:
    assert fazhi("fix", ".", cwd=named).returncode == 0
    assert contents(named) == {os.fsdecode(name): MENDED.encode() for name in NAMES}


# Files that come and go


def test_a_file_that_vanishes_is_told_in_its_place(folder: Path) -> None:
    names = [f"b{number}.txt" for number in range(MAX_FILES_PER_BATCH)]  # the first of them are in one batch with a.txt
    for name in (*names, "c.txt"):
        (folder / name).write_text(TEXT, encoding="utf-8")
    results = check_files((str(folder),), Project(isolated=True))
    assert not isinstance(next(results), FazhiError)
    (folder / names[-1]).unlink()
    *read, lost, kept = results
    assert len(read) == MAX_FILES_PER_BATCH - 1
    assert isinstance(lost, FazhiError)
    assert str(lost).startswith(f"{folder}/{names[-1]}：无法读取（")
    assert not any(isinstance(one, FazhiError) for one in (*read, kept))


def test_a_file_that_vanishes_or_changes_before_it_is_written(folder: Path) -> None:
    options = FixOptions(unsafe=False)
    (fixed,) = fix_files((str(folder / "a.txt"),), Project(isolated=True), options)
    assert isinstance(fixed, FixedFile)
    (folder / "a.txt").write_text("别人刚写的\n", encoding="utf-8")
    with pytest.raises(FazhiError, match=r"a\.txt：检查之后文件已被改动，没有写入"):
        write_bytes(fixed.path, fixed.result, expected=fixed.data, backup=True)
    assert contents(folder) == {"a.txt": "别人刚写的\n".encode()}
    (folder / "a.txt").unlink()
    with pytest.raises(FazhiError, match=r"a\.txt：无法写入"):
        write_bytes(fixed.path, fixed.result, expected=fixed.data, backup=True)
    assert contents(folder) == {}


# Disks


WRITING = (
    ("fix", "a.txt"),
    ("fix", "--backup", "a.txt"),
    ("check", "--fix", "a.txt"),
    ("check", "--output-format", "json:out.json", "a.txt"),
    ("check", "--output-format", "html", "--output-file", "out.html", "a.txt"),
    ("check", "--annotate", "out.docx", "b.docx"),
    ("fix", "b.docx"),
    ("baseline", "a.txt"),
    ("compare", "--output-format", "json:out.json", "a.txt", "c.txt"),
    ("init",),
)


@pytest.mark.parametrize("arguments", WRITING, ids=" ".join)
def test_a_full_disk(folder: Path, arguments: tuple[str, ...]) -> None:
    fill(folder)
    before = contents(folder)
    code, _, errors = ended(*arguments, cwd=folder, limit=20)
    assert code == 2
    assert [line for line in errors.splitlines() if "无法写入（文件过大）" in line and line.startswith("fazhi: ")]
    assert "内部错误" not in errors
    assert contents(folder) == before


def fill(folder: Path) -> None:
    (folder / "b.docx").write_bytes(from_text(TEXT))
    (folder / "c.txt").write_text(TEXT, encoding="utf-8")


def test_a_full_disk_under_the_cache(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    code, output, errors = ended(
        "check", "--cache-dir", str(cache), "--output-format", "concise", ".", cwd=folder, limit=20
    )
    assert (code, output.count("\n"), errors) == (1, 3, "")
    assert contents(cache) == {}


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """A folder on a read-only disk, which restricts even root."""
    if os.geteuid():
        folder.chmod(0o555)
        yield
        folder.chmod(0o755)
        return
    mount = ["mount", "--bind", str(folder), str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("root may not mount here, and is bound by no permissions")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(folder)], check=True)
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_a_folder_that_is_only_read(folder: Path) -> None:
    fill(folder)
    before = contents(folder)
    with read_only(folder):
        for arguments in WRITING:
            code, _, errors = ended(*arguments, cwd=folder)
            assert code == 2, arguments
            assert "无法写入（" in errors, arguments
            assert "内部错误" not in errors
        assert ended("check", "--output-format", "concise", ".", cwd=folder)[0] == 1
    assert contents(folder) == before


# Streams


PRINTING = (
    ("check", "a.txt"),
    ("check", "--output-format", "json", "a.txt"),
    ("fix", "-"),
    ("rule", "--all"),
    ("--help",),
    ("--version",),
)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_an_output_that_is_full_or_closed(folder: Path, arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full, (folder / "a.txt").open("rb") as text:
        code, _, errors = ended(*arguments, cwd=folder, stdout=full, stdin=text)
        assert (code, errors) == (2, "fazhi: 标准输出：无法写入（磁盘已满）\n")
    closed = ["sh", "-c", '"$@" >&-', "sh", sys.executable, "-m", "checker", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    result = subprocess.run(closed, cwd=folder, env=environment, input=TEXT.encode(), capture_output=True, check=False)
    assert (result.returncode, result.stderr.decode()) == (2, "fazhi: 标准输出：无法写入（已经关闭）\n")
    assert contents(folder) == {"a.txt": TEXT.encode()}


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full here")
@pytest.mark.parametrize("redirection", ["2>/dev/full", "2>&-", "<&- >&- 2>&-"])
def test_where_nobody_can_be_told_the_exit_code_does(folder: Path, redirection: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    for arguments in (["check", "none.txt"], ["check", "--no-such-flag"], ["check", "a.txt", "none.txt"]):
        command = ["sh", "-c", f'"$@" {redirection}', "sh", sys.executable, "-m", "checker", *arguments]
        assert subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False).returncode == 2


def test_an_input_that_is_closed() -> None:
    command = ["sh", "-c", '"$@" <&-', "sh", sys.executable, "-m", "checker", "check", "-"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert (result.returncode, result.stderr.decode()) == (2, "fazhi: -：无法读取（已经关闭）\n")


# Signals


def reports(folder: Path, count: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Many reports, and their texts after fixing."""
    word = from_text(TEXT)
    for number in range(count):
        (folder / f"{number:03}.docx").write_bytes(word)
        (folder / f"{number:03}.txt").write_text(TEXT * 40, encoding="utf-8")
    before = contents(folder)
    assert ended("fix", "--no-track", ".", cwd=folder)[0] == 0
    after = contents(folder)
    assert all(before[name] != after[name] for name in before)
    write(folder, before)
    return before, after


def write(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).write_bytes(data)


def struck(folder: Path, number: signal.Signals, wait: Callable[[], float]) -> tuple[int, bytes]:
    """Run ``fix``, and send it a signal after the first file was written."""
    first = (folder / "000.docx").read_bytes()
    with started("fix", "--no-track", ".", cwd=folder) as process:
        while process.poll() is None and (folder / "000.docx").read_bytes() == first:
            time.sleep(0.002)
        time.sleep(wait())
        process.send_signal(number)
        _, errors = process.communicate(timeout=60)
        assert process_group_ends(process.pid)
    return process.returncode, errors


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_signal_leaves_every_file_old_or_new(folder: Path, number: signal.Signals) -> None:
    (folder / "a.txt").unlink()
    before, after = reports(folder, 12)
    chance = random.Random(os.urandom(8))
    rounds = midway = 0
    while rounds < (60 if SLOW else 2) or (not midway and rounds < 60):
        rounds += 1
        code, errors = struck(folder, number, lambda: chance.random() * 0.1)
        now = contents(folder)
        left = {name for name in now if name not in before}
        assert all(name.startswith(".") and name.endswith(".tmp") for name in left)
        assert all(now[name] in (before[name], after[name]) for name in before)
        midway += any(now[name] == before[name] for name in before)
        if number == signal.SIGKILL:
            assert code in (-signal.SIGKILL, 0)
        elif code:
            assert (code, errors.strip()) == (128 + number, b"")
            assert not left
        code, _, errors_then = ended("fix", "--no-track", ".", cwd=folder)
        assert (code, {name: data for name, data in contents(folder).items() if name in before}) == (0, after), (
            errors_then
        )
        write(folder, before)
    assert midway, "every run was done before its signal came"


def test_what_a_killed_run_leaves_is_no_report(folder: Path) -> None:
    (folder / ".a.txt.99.tmp").write_text(TEXT, encoding="utf-8")
    (folder / ".a.txt").write_text(TEXT, encoding="utf-8")
    output = ended("check", "--output-format", "concise", ".", cwd=folder)[1]
    assert {line.partition(":")[0] for line in output.splitlines()} == {"./a.txt"}


def test_ending_a_run_ends_its_processes(folder: Path) -> None:
    for number in range(400):
        (folder / f"{number}.txt").write_text(TEXT * 30 + str(number), encoding="utf-8")
    with started("check", "--no-cache", "--jobs", "2", "--output-format", "concise", ".", cwd=folder) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it is at work
        process.terminate()
        _, errors = process.communicate(timeout=60)
        assert (process.returncode, errors) == (128 + signal.SIGTERM, b"")
        assert process_group_ends(process.pid)


# Size


def used() -> float:
    """The processor time of all finished child processes, in seconds."""
    times = os.times()
    return times.children_user + times.children_system


def test_a_text_that_is_too_large_is_told_at_once(folder: Path) -> None:
    (folder / "large.txt").write_bytes(TEXT.encode() * (TEXT_BYTES // len(TEXT.encode()) + 1))
    begun = used()
    code, _, errors = ended("check", "large.txt", cwd=folder)
    assert (code, errors) == (2, f"fazhi: large.txt：无法读取（文件太大（21 MB，最多 {TEXT_BYTES // MEGABYTE} MB））\n")
    assert used() - begun < 20
    code, _, errors = ended("--lang", "en", "check", "large.txt", cwd=folder)
    assert errors == "fazhi: large.txt: cannot be read (the file is too large (21 MB, at most 20 MB))\n"


def test_a_paragraph_without_an_end(folder: Path) -> None:
    """The time is linear in the length of a paragraph, not quadratic."""
    (folder / "a.txt").write_text(TEXT.replace("。", "，").replace("\n", "") * 3000, encoding="utf-8")
    begun = used()
    assert ended("check", "--no-cache", "--output-format", "concise", "a.txt", cwd=folder)[0] == 1
    assert used() - begun < 30


@slow
@pytest.mark.parametrize("form", FORMATS)
def test_a_hundred_thousand_findings(folder: Path, form: str) -> None:
    lines = "".join(f"办理第{number}号案件@件,截止2024年底办结。\n" for number in range(50_000))
    (folder / "a.txt").write_text(lines, encoding="utf-8")
    code, output, errors = ended("check", "--no-cache", "--output-format", form, "a.txt", cwd=folder)
    assert (code, errors) == (1, "")
    # A SARIF file has a maximum number of results, and states how many are omitted.
    assert output.count("PLH001") >= (MAX_RESULTS // 2 if form == "sarif" else 50_000)


@slow
def test_ten_thousand_files(folder: Path) -> None:
    for number in range(10_000):
        (folder / f"{number}.txt").write_text(TEXT + str(number), encoding="utf-8")
    code, output, errors = ended("check", "--no-cache", "--output-format", "concise", ".", cwd=folder)
    assert (code, errors) == (1, "")
    assert output.count("PLH001") == 10_001
