"""What a branch's configuration can do: nothing is written, nothing outside the repository is read, nothing hangs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from attacks import MENDED, REPORT, fazhi, measured, some
from own_rule import GOOD
from pace import SLOW
from repositories import git


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git("init", "--quiet", cwd=folder)
    (folder / "r.txt").write_text(REPORT, encoding="utf-8")
    return folder


def configured(folder: Path, text: str) -> subprocess.CompletedProcess[bytes]:
    (folder / "fazhi.toml").write_text(text, encoding="utf-8")
    return fazhi("check", "--no-cache", cwd=folder, seconds=30)


def one_line(done: subprocess.CompletedProcess[bytes], *words: str) -> None:
    said = done.stderr.decode().splitlines()
    assert done.returncode == 2, said
    assert len(said) == 1, said
    assert all(word in said[0] for word in words), said


@pytest.mark.parametrize("target", [".git/hooks/pre-commit", "../precious.conf", "new.txt", "/tmp/fazhi-attack-output"])
def test_a_configuration_names_no_file_to_write(repository: Path, target: str) -> None:
    rule = GOOD.replace('"“{text}”有误"', '"; touch PWNED; exit 0; #"')
    (repository / "own.toml").write_text(rule, encoding="utf-8")
    done = configured(repository, f'output-format = ["concise:{target}"]\nrulesets = ["own.toml"]\n')
    one_line(done, "fazhi.toml:1:", "output-format", "命令行")
    assert not (repository / target).exists()


def test_the_command_line_may_name_it(repository: Path) -> None:
    (repository / "fazhi.toml").write_text('output-format = ["concise"]\n', encoding="utf-8")
    done = fazhi("check", "--output-format", "json:out.json", "r.txt", cwd=repository)
    assert done.returncode in {0, 1}
    assert (repository / "out.json").exists()


OUTSIDE = {
    "rulesets": 'rulesets = ["../out.toml"]',
    "catalogs": 'catalogs = ["../out.csv"]',
    "baseline": 'baseline = "../out.json"',
    "previous": 'previous = ["../last"]',
    "extend": 'extend = "../out.toml"',
    "absolute": 'rulesets = ["/proc/self/environ"]',
    "linked": 'rulesets = ["link.toml"]',
    "linked folder": 'previous = "linked"',
    "everything": 'previous = "/"',
}


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_a_configuration_reads_below_the_repository_only(repository: Path, name: str) -> None:
    outside = repository.parent
    (outside / "out.toml").write_text(GOOD, encoding="utf-8")
    (outside / "out.csv").write_text("title,kind\n秘密,规章\n", encoding="utf-8")
    (outside / "out.json").write_text('{"version": 1, "findings": []}', encoding="utf-8")
    (outside / "last").mkdir()
    (outside / "last" / "2023.txt").write_text(REPORT, encoding="utf-8")
    (repository / "link.toml").symlink_to("../out.toml")
    (repository / "linked").symlink_to("../last")
    one_line(configured(repository, f"{OUTSIDE[name]}\n"), "fazhi.toml:1:", "--allow-read")


def test_the_command_line_may_allow_it(repository: Path) -> None:
    (repository.parent / "shared").mkdir()
    (repository.parent / "shared" / "out.toml").write_text(GOOD, encoding="utf-8")
    (repository / "fazhi.toml").write_text('rulesets = ["../shared/out.toml"]\n', encoding="utf-8")
    done = fazhi("check", "--allow-read", "../shared", "--exit-zero", cwd=repository)
    assert done.returncode == 0, done.stderr.decode()


def test_within_the_repository_files_may_lie_anywhere(repository: Path) -> None:
    (repository / "rules").mkdir()
    (repository / "rules" / "own.toml").write_text(GOOD, encoding="utf-8")
    (repository / "2024").mkdir()
    (repository / "2024" / "fazhi.toml").write_text('rulesets = ["../rules/own.toml"]\n', encoding="utf-8")
    (repository / "2024" / "r.txt").write_text("会议审查甲件。\n", encoding="utf-8")
    done = fazhi("check", "--output-format", "concise", cwd=repository / "2024")
    assert b"FIG900" in done.stdout, done.stderr.decode()


DEVICES = {
    "rulesets": 'rulesets = ["{}"]', "catalogs": 'catalogs = ["{}"]', "baseline": 'baseline = "{}"',
    "previous": 'previous = "{}"', "extend": 'extend = "{}"',
}  # fmt: skip


@pytest.mark.parametrize("key", sorted(DEVICES))
def test_devices_and_pipes_named_in_settings(repository: Path, key: str) -> None:
    os.mkfifo(repository / "pipe")
    (repository / "zero").symlink_to("/dev/zero")
    for name in some(("pipe", "zero", "/dev/zero"), 3):
        one_line(configured(repository, DEVICES[key].format(name) + "\n"), "fazhi.toml")


@pytest.mark.parametrize("option", ["--ruleset", "--catalog", "--baseline", "--config", "--previous"])
def test_devices_named_on_the_command_line(repository: Path, option: str) -> None:
    one_line(fazhi("check", option, "/dev/zero", "r.txt", cwd=repository, seconds=30), "/dev/zero")


def rule(pattern: str, head: str = "", options: str = "") -> str:
    text = GOOD.replace("'甲(?&count)'", f"'{pattern}'").replace('mend = "改"', f'mend = "改"\n{head}')
    text = text.partition("[[rule.example]]")[0]
    return f"{text}{options}\n"


PATTERNS = {
    "counts": "(?:(?:(?:(?:a{1000}){1000}){1000}){1000}){1000}",
    "ranges": "(?:(?:a{1,30000}){1,30000}){1,30000}",
    "groups": "(" * 3000 + "a" + ")" * 3000,
    "long": "a" * 200_000,
    "choices": "(?:a|" * 1500 + ")" * 1500,
}


@pytest.mark.parametrize("name", some(sorted(PATTERNS), 2))
def test_patterns_that_take_for_ever_to_compile(repository: Path, name: str) -> None:
    (repository / "own.toml").write_text(rule(PATTERNS[name]), encoding="utf-8")
    (repository / "fazhi.toml").write_text('rulesets = ["own.toml"]\n', encoding="utf-8")
    code, said, memory = measured("check", "--no-cache", "r.txt", cwd=repository, seconds=20)
    assert code == 2, said[:300]
    assert "own.toml:" in said, said[:300]
    assert "patterns" in said, said[:300]
    assert "内部错误" not in said
    assert memory < 400


GLOBS = {
    "exclude": 'exclude = ["{}"]',
    "per-file": '[[per-file]]\nfiles = ["{}"]\nignore = ["FIG003"]',
    "ignore": '[[ignore]]\nrule = "FIG003"\nreason = "x"\npath = "{}"',
}
STARS = {"stars": "*" + "a*" * 25 + "b.txt", "folders": "**/a/" * 25 + "b.txt", "many": "x" * 100_000}


@pytest.mark.parametrize("stars", sorted(STARS))
@pytest.mark.parametrize("key", some(sorted(GLOBS), 3))
def test_globs_that_take_for_ever(repository: Path, key: str, stars: str) -> None:
    (repository / ("a" * 200 + ".txt")).write_text(REPORT, encoding="utf-8")
    deep = repository.joinpath(*["a"] * 60)
    deep.mkdir(parents=True)
    (deep / "c.txt").write_text(REPORT, encoding="utf-8")
    (repository / "fazhi.toml").write_text(GLOBS[key].format(STARS[stars]) + "\n", encoding="utf-8")
    code, said, _ = measured("check", "--no-cache", "--output-format", "concise", cwd=repository, seconds=20)
    assert code in {0, 1, 2}, said[:300]
    assert "内部错误" not in said


def test_a_replacement_that_is_no_word(repository: Path) -> None:
    own = rule(".", 'fix = "safe"', f'replace = "{"乙" * 300_000}"')
    (repository / "own.toml").write_text(own, encoding="utf-8")
    code, said, memory = measured("fix", "--ruleset", "own.toml", "r.txt", cwd=repository, seconds=40)
    assert code == 2, said[:300]
    assert memory < 400
    assert (repository / "r.txt").read_text(encoding="utf-8") == REPORT


def test_replacements_that_grow_together(repository: Path) -> None:
    (repository / "r.txt").write_text(
        "云岭镇会议纪要\n\n" + "甲甲甲甲甲。" * (4_000 if SLOW else 800), encoding="utf-8"
    )
    own = rule(".", 'fix = "safe"', f'replace = "{"乙" * 900}"')
    (repository / "own.toml").write_text(own, encoding="utf-8")
    options = ("--ruleset", "own.toml", "--select", "FIG900", "--timeout", "20" if SLOW else "5")
    code, said, memory = measured("fix", *options, "r.txt", cwd=repository, seconds=60)
    assert code in {0, 2}, said[:300]
    assert memory < 1500, said


LISTS = {
    "names": "names = [" + ",".join(f'"甲{number}"' for number in range(400_000)) + "]",
    "accept": "accept = [" + ",".join(f'"{"乙" * 50}{number}"' for number in range(50_000)) + "]",
    "header": "[" + ".".join("a" * 20_000) + "]",
    "key": ".".join("a" * 20_000) + " = 1",
}


@pytest.mark.parametrize("key", sorted(LISTS))
def test_lists_and_tables_beyond_measure(repository: Path, key: str) -> None:
    (repository / "fazhi.toml").write_text(f"{LISTS[key]}\n", encoding="utf-8")
    code, said, memory = measured("check", "--no-cache", "r.txt", cwd=repository, seconds=20)
    assert code == 2, said[:300]
    assert "fazhi.toml" in said
    assert memory < 400


def test_as_many_names_as_an_office_has(repository: Path) -> None:
    names = ",".join(f'"甲{number}"' for number in range(3000))
    (repository / "r.txt").write_text(MENDED, encoding="utf-8")
    assert configured(repository, f"names = [{names}]\n").returncode in {0, 1}
