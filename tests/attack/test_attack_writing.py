"""Nobody but the tool decides where its bytes go: temporary files, links, copies, rights."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from attacks import MENDABLE, MENDED, environment, fazhi

from checker.project.files import write_bytes
from checker.text.errors import FazhiError


def mended(folder: Path, name: str = "r.txt", *options: str) -> None:
    done = fazhi("fix", *options, name, cwd=folder)
    assert done.returncode == 0, done.stderr.decode()
    assert (folder / name).read_text(encoding="utf-8") == MENDED


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "r.txt"
    file.write_text(MENDABLE, encoding="utf-8")
    return file


def test_a_link_in_the_place_of_the_temporary_file(tmp_path: Path, report: Path) -> None:
    """The number of a process can be guessed; in a container it is always the same."""
    victim = tmp_path / "victim"
    victim.write_text("precious")
    victim.chmod(0o600)
    (tmp_path / f".r.txt.{os.getpid()}.tmp").symlink_to(victim)
    write_bytes(str(report), b"new")
    assert report.read_bytes() == b"new"
    assert not report.is_symlink()
    assert victim.read_text() == "precious"
    assert stat.S_IMODE(victim.stat().st_mode) == 0o600


def test_links_for_every_number(tmp_path: Path, report: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("precious")
    process = subprocess.Popen(["true"])
    process.wait()
    for number in range(process.pid, process.pid + 200):
        (tmp_path / f".r.txt.{number}.tmp").symlink_to(victim)
    mended(tmp_path)
    assert report.is_file()
    assert victim.read_text() == "precious"


def test_nobody_else_can_read_the_temporary_file(tmp_path: Path, report: Path) -> None:
    """A report that is the owner's alone is so at every moment, whatever the umask says."""
    report.chmod(0o600)
    seen: set[int] = set()
    stop = threading.Event()

    def look() -> None:
        while not stop.is_set():
            for path in tmp_path.iterdir():
                try:
                    seen.add(stat.S_IMODE(path.stat().st_mode))
                except OSError:
                    continue

    watcher = threading.Thread(target=look)
    watcher.start()
    for _ in range(100):
        write_bytes(str(report), b"a" * 100_000)
    stop.set()
    watcher.join()
    assert seen == {0o600}


def test_mode_of_the_original_and_of_what_is_new(tmp_path: Path, report: Path) -> None:
    report.chmod(0o640)
    mended(tmp_path)
    assert stat.S_IMODE(report.stat().st_mode) == 0o640
    before = os.umask(0o027)
    try:
        write_bytes(str(tmp_path / "new.json"), b"{}")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "new.json").stat().st_mode) == 0o640


def test_a_copy_is_as_private_as_the_original(tmp_path: Path, report: Path) -> None:
    report.chmod(0o600)
    mended(tmp_path, "r.txt", "--backup")
    copy = tmp_path / "r.txt.orig"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert copy.read_text(encoding="utf-8") == MENDABLE


def test_a_copy_is_not_written_through_a_link(tmp_path: Path, report: Path) -> None:
    (tmp_path / "r.txt.orig").symlink_to(tmp_path / "elsewhere")
    done = fazhi("fix", "--backup", "r.txt", cwd=tmp_path)
    assert not (tmp_path / "elsewhere").exists()
    assert done.returncode == 2
    assert done.stderr.decode().count("r.txt.orig") == 1
    assert report.read_text(encoding="utf-8") == MENDABLE


def test_a_link_stays_a_link(tmp_path: Path, report: Path) -> None:
    (tmp_path / "link.txt").symlink_to("r.txt")
    mended(tmp_path, "link.txt")
    assert (tmp_path / "link.txt").is_symlink()
    assert report.read_text(encoding="utf-8") == MENDED


def test_another_name_of_the_file_keeps_the_old_text(tmp_path: Path, report: Path) -> None:
    """As docs/security.md says: a copy made by linking is a copy."""
    os.link(report, tmp_path / "other.txt")
    mended(tmp_path)
    assert (tmp_path / "other.txt").read_text(encoding="utf-8") == MENDABLE


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no attributes")
def test_attributes_stay(tmp_path: Path, report: Path) -> None:
    try:
        os.setxattr(report, "user.origin", b"archive")
    except OSError:
        pytest.skip("no attributes on this file system")
    mended(tmp_path)
    assert os.getxattr(report, "user.origin") == b"archive"


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give files away")
def test_the_owner_stays(tmp_path: Path, report: Path) -> None:
    os.chown(report, 65534, 65534)
    report.chmod(0o640)
    mended(tmp_path)
    state = report.stat()
    assert (state.st_uid, state.st_gid, stat.S_IMODE(state.st_mode)) == (65534, 65534, 0o640)


def test_the_longest_name(tmp_path: Path) -> None:
    name = "报" * 83 + ".txt"
    (tmp_path / name).write_text(MENDABLE, encoding="utf-8")
    mended(tmp_path, name)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_two_writers_never_share_a_temporary_file(tmp_path: Path) -> None:
    """Two containers over one folder: both processes have the same number."""
    file = tmp_path / "r.txt"
    program = (
        "import os, sys; os.getpid = lambda: 7\n"
        "from checker.project.files import write_bytes\n"
        "for _ in range(60): write_bytes(sys.argv[1], sys.argv[2].encode() * 300_000)\n"
    )
    writers = [
        subprocess.Popen([sys.executable, "-c", program, str(file), letter], cwd=tmp_path, env=environment())
        for letter in "AB"
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    assert file.read_bytes() in (b"A" * 300_000, b"B" * 300_000)
    assert [path.name for path in tmp_path.iterdir()] == ["r.txt"]


def test_after_a_failed_write_nothing_else_is_said(tmp_path: Path, report: Path) -> None:
    (tmp_path / "r.txt.orig").symlink_to("nowhere")
    done = fazhi("fix", "--backup", "r.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert report.is_file()
    assert len(done.stderr.decode().splitlines()) == 1


def test_reasons_are_told_in_the_language_of_the_run(tmp_path: Path) -> None:
    with pytest.raises(FazhiError, match="没有这个文件或目录"):
        write_bytes(str(tmp_path / "none" / "a.txt"), b"")
    arguments = ("check", "--output-file", "none/a.json", "--output-format", "json", "-")
    done = fazhi(*arguments, cwd=tmp_path, data=MENDABLE.encode())
    assert "没有这个文件或目录" in done.stderr.decode()
    done = fazhi("--lang", "en", *arguments, cwd=tmp_path, data=MENDABLE.encode())
    assert "no such file or directory" in done.stderr.decode().lower()


def test_baselines_at_once_lose_nothing(tmp_path: Path) -> None:
    """Entries of files that a run does not check are kept, also those that another run writes meanwhile."""
    names = [f"{number}.txt" for number in range(4)]
    for name in names:
        (tmp_path / name).write_text(MENDABLE, encoding="utf-8")
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "checker", "baseline", name],
            cwd=tmp_path, env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        for name in names
    ]  # fmt: skip
    assert [run.wait(60) for run in runs] == [0] * len(names)
    kept = (tmp_path / "fazhi-baseline.json").read_text(encoding="utf-8")
    assert [name for name in names if f'"{name}"' not in kept] == []


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="no signals that wait")
@pytest.mark.parametrize("moment", ["open", "replace", "fsync"])
def test_an_interrupt_at_any_moment_leaves_no_temporary_file(
    tmp_path: Path, report: Path, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = getattr(os, moment)

    def interrupted(*arguments: object, **more: object) -> object:
        result = right(*arguments, **more)
        signal.raise_signal(signal.SIGINT)  # to this thread: another one would tell it later
        return result

    monkeypatch.setattr(os, moment, interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_bytes(str(report), b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["r.txt"]
    assert report.read_bytes() in {b"new", MENDABLE.encode()}
