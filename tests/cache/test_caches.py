"""Caches change the time of a run and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from helpers import ROOT, SEEDS

from checker.cache.folder import digest, is_usable, load, save
from checker.cache.store import PersistentCache

NUMBER = "110105198702060040"
"""Not a number from an example in the rulesets, because those are cached with the rules."""
TEXT = f"云岭镇2024年法治政府建设年度报告\n\n2024年,我镇审查合同@件,联系人身份证号{NUMBER}。\n"


def fazhi(*arguments: str, cwd: Path, cache: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "FAZHI_CACHE_DIR": str(cache), **more}
    command = [sys.executable, "-m", "checker", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, check=False)


def results(cache: Path) -> list[Path]:
    return [path for path in (cache / "results").rglob("*") if path.is_file()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.txt").write_bytes((SEEDS / "tangqi-2023.txt").read_bytes())
    return folder


@pytest.mark.parametrize("flags", [("--output-format", "full"), ("--output-format", "json"), ("--statistics",)])
def test_a_second_run_has_the_same_output(folder: Path, tmp_path: Path, flags: tuple[str, ...]) -> None:
    cache = tmp_path / "cache"
    plain = fazhi("check", "--no-cache", *flags, ".", cwd=folder, cache=cache)
    assert not cache.exists()
    first, second = (fazhi("check", *flags, ".", cwd=folder, cache=cache) for _ in range(2))
    assert len(results(cache)) == 2
    for run in (first, second):
        assert (run.returncode, run.stdout, run.stderr) == (plain.returncode, plain.stdout, plain.stderr)


def test_a_stored_result_is_used(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    fazhi("check", "a.txt", "--output-format", "concise", cwd=folder, cache=cache)
    (path,) = results(cache)
    key, values = load(path)
    save(path, (key, ("recalled\n", *values[1:])))
    assert fazhi("check", "a.txt", "--output-format", "concise", cwd=folder, cache=cache).stdout == b"recalled\n"
    changed = fazhi("check", "a.txt", "--output-format", "concise", "--select", "PLH", cwd=folder, cache=cache)
    assert changed.stdout.startswith(b"a.txt:3:")
    (folder / "a.txt").write_text(TEXT + "\n", encoding="utf-8")
    assert b"recalled" not in fazhi("check", "a.txt", "--output-format", "concise", cwd=folder, cache=cache).stdout


@pytest.mark.parametrize("damage", [b"", b"\x00" * 64, None])
def test_a_damaged_cache_is_ignored(folder: Path, tmp_path: Path, damage: bytes | None) -> None:
    cache = tmp_path / "cache"
    first = fazhi("check", ".", cwd=folder, cache=cache)
    files = [path for path in cache.rglob("*") if path.is_file()]
    assert len(files) == 5
    for path in files:
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + b"?" + data[len(data) // 2 + 1 :] if damage is None else damage)
    again = fazhi("check", ".", cwd=folder, cache=cache)
    assert (again.returncode, again.stdout, again.stderr) == (first.returncode, first.stdout, first.stderr)


def test_no_private_number_is_stored(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    for output in ("full", "json", "concise"):
        fazhi("check", ".", "--output-format", output, cwd=folder, cache=cache)
    files = [path for path in cache.rglob("*") if path.is_file()]
    assert len(files) == 9
    assert not [path for path in files if NUMBER[2:14].encode() in path.read_bytes()]


def test_results_depend_on_the_configuration(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    config, base = folder / "fazhi.toml", folder / "base.toml"
    for text, count in (('ignore = ["PLH"]\n', 2), ('extend = "base.toml"\n', 4)):
        config.write_text(text, encoding="utf-8")
        base.write_text('ignore = ["PLH"]\n', encoding="utf-8")
        first, second = (fazhi("check", ".", cwd=folder, cache=cache).stdout for _ in range(2))
        assert first == second
        assert b"PLH" not in first
        assert len(results(cache)) == count
    base.write_text('ignore = ["WRD"]\n', encoding="utf-8")
    assert b"PLH001" in fazhi("check", ".", cwd=folder, cache=cache).stdout
    config.write_text('[[per-file]]\nfiles = ["a.txt"]\nignore = ["PLH"]\n', encoding="utf-8")
    assert b"PLH001" not in fazhi("check", ".", cwd=folder, cache=cache).stdout
    config.unlink()
    assert b"PLH001" in fazhi("check", ".", cwd=folder, cache=cache).stdout


@pytest.mark.parametrize(
    "text", ['previous = ["b.txt"]\n', '[[ignore]]\nrule = "PLH001"\npath = "a.txt"\nreason = "试"\n', 'nams = "x"\n']
)
def test_results_that_depend_on_more_are_not_stored(folder: Path, tmp_path: Path, text: str) -> None:
    cache = tmp_path / "cache"
    (folder / "fazhi.toml").write_text(text, encoding="utf-8")
    runs = [fazhi("check", ".", cwd=folder, cache=cache) for _ in range(2)]
    assert (runs[0].returncode, runs[0].stdout, runs[0].stderr) == (runs[1].returncode, runs[1].stdout, runs[1].stderr)
    assert not results(cache)
    (folder / "fazhi.toml").unlink()
    fazhi("check", ".", "--previous", "b.txt", cwd=folder, cache=cache)
    assert not results(cache)


def test_compiled_expressions_are_the_same_in_every_run(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    written = []
    for seed, output in (("1", "concise"), ("2", "json")):  # checked again, with sets in another order
        fazhi("check", ".", "--output-format", output, cwd=folder, cache=cache, PYTHONHASHSEED=seed)
        (archive,) = cache.glob("compiled-*")
        written.append((archive.stat().st_mtime_ns, archive.read_bytes()))
    assert written[0] == written[1]


def test_wrong_settings_are_reported_in_every_run(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    fazhi("check", ".", cwd=folder, cache=cache)
    wrong = fazhi("check", ".", "--select", "FIG01", cwd=folder, cache=cache)
    assert (wrong.returncode, wrong.stdout) == (2, b"")
    assert "没有规则“FIG01”" in wrong.stderr.decode()


def test_a_folder_writable_by_others_is_not_used(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o777)
    cache.chmod(0o777)
    assert not is_usable(cache)
    assert fazhi("check", ".", cwd=folder, cache=cache).returncode == 1
    assert not list(cache.iterdir())


def test_concurrent_and_killed_runs(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    plain = fazhi("check", "--no-cache", ".", cwd=folder, cache=cache)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "FAZHI_CACHE_DIR": str(cache)}
    command = [sys.executable, "-m", "checker", "check", "."]
    running = [
        subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(4)
    ]
    killed = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.3)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert [process.communicate() for process in running] == [(plain.stdout, plain.stderr)] * 4
    assert fazhi("check", ".", cwd=folder, cache=cache).stdout == plain.stdout


def test_a_cache_above_its_size_limit_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.cache.store._MAX_BYTES", 300)
    made: list[str] = []

    def get_or_make(archive: PersistentCache, key: str) -> None:
        assert archive.get_or_make("text", key, lambda: made.append(key) or key * 30) == key * 30  # type: ignore[func-returns-value]

    for keys in ("甲乙", "甲乙丙", "丁", "甲丁", "丁"):
        archive = PersistentCache("compiled-")
        archive.open(tmp_path)
        for key in keys:
            get_or_make(archive, key)
        archive.save()
    assert "".join(made) == "甲乙丙丁甲"


def test_values_are_written_atomically(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    assert load(path) is None
    save(path, {"a": (1, "二", b"\x00", frozenset({3}))})
    assert load(path) == {"a": (1, "二", b"\x00", frozenset({3}))}
    save(path, object())  # cannot be kept: what was there stays
    assert load(path) == {"a": (1, "二", b"\x00", frozenset({3}))}
    assert [item.name for item in tmp_path.iterdir()] == ["a.bin"]
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def test_a_cache_is_closed_until_it_is_opened(tmp_path: Path) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    archive = PersistentCache("compiled-")
    assert [archive.get_or_make("a", "k", make) for _ in range(2)] == [1, 2]
    archive.open(tmp_path)
    assert [archive.get_or_make("a", "k", make) for _ in range(2)] == [3, 3]
    archive.save()
    other = PersistentCache("compiled-")
    other.open(tmp_path)
    assert other.get_or_make("a", "k", make) == 3
    other.close()
    assert other.get_or_make("a", "k", make) == 4


def test_clean_deletes_only_cache_files(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    fazhi("check", ".", cwd=folder, cache=cache)
    (cache / "mine.txt").write_text("mine", encoding="utf-8")
    clean = fazhi("clean", cwd=folder, cache=cache)
    assert (clean.returncode, clean.stderr.decode()) == (0, f"{cache}：删去 4 个文件\n")
    assert [path.name for path in cache.rglob("*")] == ["mine.txt"]
    assert (
        "删去 0 个文件"
        in fazhi("clean", "--cache-dir", str(tmp_path / "none"), cwd=folder, cache=cache).stderr.decode()
    )


def test_profiling_does_not_change_the_output(folder: Path, tmp_path: Path) -> None:
    plain = fazhi("check", "--no-cache", ".", cwd=folder, cache=tmp_path)
    listing_key = fazhi("check", "--no-cache", "--profile-rules", ".", cwd=folder, cache=tmp_path)
    assert (listing_key.returncode, listing_key.stdout) == (plain.returncode, plain.stdout)
    lines = listing_key.stderr.decode().splitlines()
    assert lines[0] == "每份报告的耗时（毫秒，2 份平均）"
    assert {"near terms", "masks", "zones"} <= {line[8:].strip() for line in lines}
    assert sum(line.endswith(" 处") for line in lines) == 40


def test_a_cache_keeps_its_values_when_opened_again(tmp_path: Path) -> None:
    archive = PersistentCache("compiled-")
    archive.open(tmp_path / "one")
    assert archive.get_or_make("kind", "key", lambda: 1) == 1
    archive.open(tmp_path / "one")
    assert archive.get_or_make("kind", "key", lambda: 2) == 1
    archive.open(tmp_path / "two")
    assert archive.get_or_make("kind", "key", lambda: 3) == 3
    archive.close()
    archive.open(tmp_path / "two")
    assert archive.get_or_make("kind", "key", lambda: 4) == 4


def test_files_of_users_are_not_cached(folder: Path, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    sizes = []
    for number in range(3):
        rows = f"title,kind,issuer,promulgated,effective_from,ended,replaced_by,evidence,confidence\n青石县第{number}号办法,规章,,,,,,,\n"
        (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
        result = fazhi("check", ".", "--catalog", str(tmp_path / "own.csv"), cwd=folder, cache=cache)
        assert result.stderr == b""
        (archive,) = cache.glob("compiled-*")
        assert "青石县第".encode() not in archive.read_bytes()
        sizes.append(archive.stat().st_size)
    assert len(set(sizes)) == 1
