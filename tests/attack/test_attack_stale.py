"""What is told is told of the bytes that were checked, by the configuration that was loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from attacks import environment, fazhi
from pace import SLOW

TURNS = 1000 if SLOW else 12
TEXTS = ("审查合同甲件。\n", "审查合同18件,布署工作。\n")

PROGRAM = """
import io, sys, threading
from pathlib import Path
from checker.cli.main import cli
file, texts, turns = Path(sys.argv[1]), sys.argv[2:4], int(sys.argv[4])
number = 0
def flip():
    global number
    number += 1
    other = file.with_name("other")
    other.write_text(texts[number % 2], encoding="utf-8")
    other.replace(file)
def run(*more):
    kept, sys.stdout = sys.stdout, io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    try:
        cli.main(["check", "--output-format", "concise", "--jobs", "1", *more], prog_name="fazhi", standalone_mode=False)
    except SystemExit:
        pass
    finally:
        sys.stdout.flush()
        said, sys.stdout = sys.stdout.buffer.getvalue(), kept
    return said
stop = threading.Event()
def edit():
    while not stop.wait(0.0007):
        flip()
bad = 0
for turn in range(turns):
    stop.clear()
    editor = threading.Thread(target=edit)
    editor.start()
    run()
    stop.set()
    editor.join()
    bad += run() != run("--no-cache")
print(bad)
"""


def findings(folder: Path, *options: str) -> bytes:
    return fazhi("check", "--output-format", "concise", *options, cwd=folder).stdout


def stale(folder: Path, name: str, texts: tuple[str, str]) -> int:
    """How many runs told something else after edits during another run than without results of earlier ones."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder / name), *texts, str(TURNS)],
        cwd=folder, env=environment(FAZHI_CACHE_DIR=str(folder / ".cache")), capture_output=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return int(done.stdout)


def test_a_report_that_is_edited_during_the_run(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}.txt").write_text("审查合同3件。\n", encoding="utf-8")
    (tmp_path / "9.txt").write_text(TEXTS[0], encoding="utf-8")
    assert stale(tmp_path, "9.txt", TEXTS) == 0


def test_a_configuration_that_is_edited_during_the_run(tmp_path: Path) -> None:
    for number in range(2):
        (tmp_path / f"{number}.txt").write_text(TEXTS[1], encoding="utf-8")
    (tmp_path / "fazhi.toml").write_text("", encoding="utf-8")
    assert stale(tmp_path, "fazhi.toml", ("", 'ignore = ["WRD"]\n')) == 0


def test_an_edit_between_two_looks(tmp_path: Path) -> None:
    """The file is another when it is checked than when it was looked for among the results; then it is put back."""
    report = tmp_path / "r.txt"
    report.write_text(TEXTS[0], encoding="utf-8")
    program = (
        "from pathlib import Path\n"
        "from checker.batch import check\n"
        "first = check.render_files\n"
        "def later(*given):\n"
        f"    Path('r.txt').write_text({TEXTS[1]!r}, encoding='utf-8')\n"
        "    return first(*given)\n"
        "check.render_files = later\n"
        "from checker.cli.main import cli\n"
        "cli.main(['check', '--output-format', 'concise', 'r.txt'], standalone_mode=False)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert report.read_text(encoding="utf-8") == TEXTS[1]
    report.write_text(TEXTS[0], encoding="utf-8")
    assert findings(tmp_path) == findings(tmp_path, "--no-cache")


def test_results_that_were_swapped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXTS[1], encoding="utf-8")
    findings(tmp_path, "--cache-dir", ".cache")
    kept = sorted(path for path in (tmp_path / ".cache" / "results").rglob("*") if path.is_file())
    assert len(kept) == 2
    first, second = (path.read_bytes() for path in kept)
    kept[0].write_bytes(second)
    kept[1].write_bytes(first)
    assert findings(tmp_path, "--cache-dir", ".cache") == findings(tmp_path, "--no-cache")


def test_clean_takes_away_what_the_tool_wrote_only(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS[0], encoding="utf-8")
    cache, other = tmp_path / ".cache", tmp_path / "other"
    findings(tmp_path, "--cache-dir", ".cache")
    assert (cache / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28d172789f06886806bc55")
    other.mkdir()
    (other / "precious").write_text("x")
    (cache / "results" / "z").symlink_to(other)
    mine = [cache / "compiled-notes.txt", cache / "parsed-x", cache / ".mine.tmp", cache / "results" / "1" / "mine"]
    for path in mine:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine")
    assert fazhi("clean", "--cache-dir", ".cache", cwd=tmp_path).returncode == 0
    assert (other / "precious").exists()
    assert all(path.exists() for path in mine)
    assert not list(cache.glob("compiled-*.bin"))
    for path in (*mine, cache / "results" / "z"):
        path.unlink()
    fazhi("clean", "--cache-dir", ".cache", cwd=tmp_path)
    assert not cache.exists()


def test_eviction_takes_away_what_the_tool_wrote_only(tmp_path: Path) -> None:
    cache = tmp_path / ".cache"
    cache.mkdir(mode=0o700)
    mine = [cache / f"compiled-{number}" for number in range(9)]
    for number in "0123456789abcdef":
        (cache / "results" / number).mkdir(parents=True, exist_ok=True)
        mine.append(cache / "results" / number / "mine")
    for path in mine:
        path.write_text("mine")
        os.utime(path, (1, 1))
    (tmp_path / "a.txt").write_text(TEXTS[1], encoding="utf-8")
    findings(tmp_path, "--cache-dir", ".cache")
    assert all(path.exists() for path in mine)
