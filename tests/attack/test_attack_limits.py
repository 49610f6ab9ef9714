"""Documents that take for ever: readers are linear, files and runs have an end, and what is too large is not read."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from attacks import HOSTILE, REPORT, fazhi, measured, pdf_forms
from own_rule import GOOD
from pace import SLOW

from checker.formats import read
from checker.text.errors import InputError

SECONDS = 2.0
"""Of processor time for 100 kB, on a machine that may be twice as slow as ours."""


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_reading_is_linear(name: str) -> None:
    file, make = HOSTILE[name]
    data = make(100_000)
    begun = time.process_time()
    with suppress(InputError):
        read(file, data)
    assert time.process_time() - begun < 2 * SECONDS


def test_a_drawing_that_draws_others(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf_forms())
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    begun = time.monotonic()
    options = ("--no-cache", "--timeout", "3", "--output-format", "concise")
    code, said, _ = measured("check", *options, cwd=tmp_path, seconds=40)
    assert code == 2, said
    assert "r.txt" in said
    # Whichever comes first: its time is over, or its memory is full.
    assert "a.pdf：超过 3 秒" in said or "a.pdf：读取它的进程意外结束" in said
    assert time.monotonic() - begun < 30


def test_rules_that_take_for_ever_together(tmp_path: Path) -> None:
    """Each has a limit of its own; the file has one for all of them."""
    own = GOOD.partition("[[rule.example]]")[0].replace("'甲(?&count)'", "'(?:a|aa)+(?:a|aa)+(?:a|aa)+[bc]$'")
    rules = [
        own.replace("FIG900", f"FIG9{number:02}").replace("some-fault", "some-fault-" + "abcdefghijklmnopqrst"[number])
        for number in range(20)
    ]
    (tmp_path / "own.toml").write_text("\n".join(rules), encoding="utf-8")
    (tmp_path / "a.txt").write_text("会议纪要\n\n" + "a" * 5000 + "甲。\n", encoding="utf-8")
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    options = ("--no-cache", "--ruleset", "own.toml", "--timeout", f"{8 if SLOW else 3}", "--output-format", "concise")
    begun = time.monotonic()
    code, said, _ = measured("check", *options, cwd=tmp_path, seconds=60)
    assert code == 2, said
    assert f"a.txt：超过 {8 if SLOW else 3} 秒" in said
    assert "r.txt" in said
    assert time.monotonic() - begun < 40


def test_a_whole_run_has_an_end(tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.pdf").write_bytes(pdf_forms())
    begun = time.monotonic()
    options = ("--no-cache", "--max-seconds", "4", "--output-format", "concise")
    code, said, _ = measured("check", *options, cwd=tmp_path, seconds=40)
    assert code == 2, said
    assert said.count("超过 4 秒") >= 1
    assert time.monotonic() - begun < 25


@pytest.mark.parametrize("ending", ["txt", "md", "html", "docx", "pdf", "ofd", "doc"])
def test_size_is_asked_before_reading(tmp_path: Path, ending: str) -> None:
    with (tmp_path / f"a.{ending}").open("wb") as stream:
        stream.truncate(3_000_000_000)
    code, said, memory = measured("check", f"a.{ending}", cwd=tmp_path, seconds=20)
    assert code == 2
    assert f"a.{ending}：" in said
    assert memory < 300


@pytest.mark.parametrize("name", ["fazhi.toml", "own.toml", "own.csv", "fazhi-baseline.json", "previous.txt"])
def test_size_is_asked_of_every_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "r.txt").write_text(REPORT, encoding="utf-8")
    with (tmp_path / name).open("wb") as stream:
        stream.truncate(3_000_000_000)
    flags = {
        "own.toml": "--ruleset", "own.csv": "--catalog", "fazhi-baseline.json": "--baseline", "previous.txt": "--previous",
    }  # fmt: skip
    options = (flags[name], name) if name in flags else ()
    code, said, memory = measured("check", *options, "r.txt", cwd=tmp_path, seconds=20)
    assert code == 2, said
    assert name in said
    assert memory < 300


def test_limits_of_standard_input(tmp_path: Path) -> None:
    done = fazhi("check", "--timeout", "60", "-", cwd=tmp_path, data=b"a" * 30_000_000)
    assert done.returncode == 2
    assert "MB" in done.stderr.decode()


@pytest.mark.parametrize(
    ("option", "value"), [("--timeout", "-1"), ("--timeout", "0"), ("--max-seconds", "x"), ("--max-seconds", "0")]
)
def test_limits_that_are_none(tmp_path: Path, option: str, value: str) -> None:
    assert fazhi("check", option, value, "-", cwd=tmp_path, data=b"a").returncode == 2
