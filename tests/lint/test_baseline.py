"""Baselines suppress existing findings and let new ones through."""

from __future__ import annotations

import json
from pathlib import Path

from command import fazhi
from helpers import document, linter, report
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from checker.lint.fingerprint import add_fingerprints

OLD = "(一)布署工作,帐户清零。\n(二)排查隐患432余处。\n联系人手机13812345678。\n"


def check(folder: Path, *arguments: str) -> tuple[int, list[str], str]:
    """Run ``check``; return the exit code, the rule and text of each finding, and standard error."""
    flags = ("check", "--select", "WRD,FIG003,PRI", "--fail-level", "info", "--output-format", "concise")
    result = fazhi(*flags, *arguments, cwd=folder)
    return (
        result.returncode,
        [line.split(" ", 1)[1] for line in result.stdout.decode().splitlines()],
        result.stderr.decode(),
    )


def archive(folder: Path) -> None:
    (folder / "2019").mkdir()
    (folder / "2019" / "a.txt").write_text(OLD, encoding="utf-8")
    (folder / "b.txt").write_text(OLD, encoding="utf-8")


def test_what_is_known_is_not_told_again(tmp_path: Path) -> None:
    archive(tmp_path)
    made = fazhi("baseline", "--select", "WRD,FIG003,PRI", cwd=tmp_path)
    assert (made.returncode, made.stdout) == (0, b"")
    assert made.stderr.decode() == "fazhi-baseline.json：共 8 处，新增 8 处，去掉 0 处\n"
    assert check(tmp_path, ".")[0] == 1
    assert check(tmp_path, "--baseline", "fazhi-baseline.json", ".") == (0, [], "")
    # A different working directory and spelling of the path name the same file.
    assert check(tmp_path / "2019", "--baseline", "../fazhi-baseline.json", "a.txt", "../b.txt")[0] == 0


def test_it_holds_no_private_number(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", cwd=tmp_path)
    text = (tmp_path / "fazhi-baseline.json").read_text(encoding="utf-8")
    assert "13812345678" not in text
    assert "13*********" in text
    # Two numbers have the same fingerprint, because it is computed from masked text; numbers cannot be guessed from it.
    one, two = (
        [
            item.fingerprint
            for item in linter().lint(document(f"联系人手机{number}。\n")).diagnostics
            if item.rule == "PRI002"
        ]
        for number in ("13812345678", "13987654321")
    )
    assert len(one) == 1
    assert one == two


def test_a_moved_and_renumbered_paragraph_stays_known_and_a_new_finding_is_told(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", "--select", "WRD,FIG003,PRI", cwd=tmp_path)
    moved = "(一)会议开过。\n(二)排查隐患432余处。\n联系人手机13812345678。\n(三)布署工作,帐户清零。\n"
    (tmp_path / "b.txt").write_text(moved, encoding="utf-8")
    assert check(tmp_path, "--baseline", "fazhi-baseline.json", ".") == (0, [], "")
    (tmp_path / "b.txt").write_text(f"{moved}(四)整治隐患512余处,布署工作。\n", encoding="utf-8")
    code, lines, _ = check(tmp_path, "--baseline", "fazhi-baseline.json", ".")
    assert (code, [line.split(" ")[1] for line in lines]) == (1, ["FIG003", "WRD001"])
    assert all("./b.txt:5:" in line for line in fazhi("check", "--select", "WRD,FIG003,PRI", "--baseline", "fazhi-baseline.json", "--output-format", "concise", ".", cwd=tmp_path).stdout.decode().splitlines())  # fmt: skip


def test_a_file_that_moves_takes_its_findings_along(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", "--select", "WRD,FIG003,PRI", cwd=tmp_path)
    (tmp_path / "2019" / "a.txt").rename(tmp_path / "2019" / "云岭.txt")
    assert check(tmp_path, "--baseline", "fazhi-baseline.json", ".") == (0, [], "")


def test_a_copy_of_a_known_finding_is_new(tmp_path: Path) -> None:
    archive(tmp_path)
    fazhi("baseline", "--select", "WRD,FIG003,PRI", cwd=tmp_path)
    (tmp_path / "b.txt").write_text(OLD + "(三)排查隐患432余处。\n", encoding="utf-8")
    assert len(check(tmp_path, "--baseline", "fazhi-baseline.json", ".")[1]) == 1
    (tmp_path / "c.txt").write_text("(二)排查隐患432余处。\n", encoding="utf-8")
    assert len(check(tmp_path, "--baseline", "fazhi-baseline.json", ".")[1]) == 2


def test_what_is_mended_is_said_and_taken_out(tmp_path: Path) -> None:
    archive(tmp_path)
    (tmp_path / "fazhi.toml").write_text(
        'baseline = "known.json"\nselect = ["WRD", "FIG003", "PRI"]\n', encoding="utf-8"
    )
    assert "known.json：共 8 处" in fazhi("baseline", cwd=tmp_path).stderr.decode()
    (tmp_path / "b.txt").write_text(OLD.replace("布署", "部署"), encoding="utf-8")
    assert check(tmp_path, ".") == (0, [], "基线中有 1 处已不再出现，可用 fazhi baseline 更新\n")
    assert fazhi("baseline", "b.txt", cwd=tmp_path).stderr.decode() == "known.json：共 7 处，新增 0 处，去掉 1 处\n"
    assert check(tmp_path, ".") == (0, [], "")
    result = fazhi("check", "--output-format", "json", "b.txt", cwd=tmp_path)
    assert {row["suppression"]["by"] for row in json.loads(result.stdout)["diagnostics"]} == {"baseline"}
    fazhi("fix", "--unsafe-fixes", ".", cwd=tmp_path)
    assert "布署".encode() in (tmp_path / "2019" / "a.txt").read_bytes()


def test_a_wrong_baseline_is_one_line(tmp_path: Path) -> None:
    archive(tmp_path)
    for text, expected in (
        ("{", "不是基线（JSON 有误）"), ("[]", "不是第 1 版的基线"), ('{"version": 2, "findings": []}', "不是第 1 版的基线"),
        ('{"version": 1, "findings": [{"path": 1}]}', "有一条不完整"),
    ):  # fmt: skip
        (tmp_path / "x.json").write_text(text, encoding="utf-8")
        result = fazhi("check", "--baseline", "x.json", ".", cwd=tmp_path)
        assert (result.returncode, result.stdout) == (2, b"")
        (line,) = result.stderr.decode().splitlines()
        assert expected in line
    assert "no.json：无法读取基线" in fazhi("check", "--baseline", "no.json", ".", cwd=tmp_path).stderr.decode()


@given(st.permutations(["(一)布署工作。", "(二)排查隐患432余处。", "三是帐户清零。", "会议开过。", "又布署工作。"]), st.sampled_from(["\n", "\n\n", "\r\n"]))  # fmt: skip
def test_fingerprints_do_not_depend_on_order(lines: list[str], end: str) -> None:
    def marks(text: str) -> list[str]:
        return sorted(
            item.fingerprint
            for item in linter().lint(document(text)).diagnostics
            if item.rule in ("WRD001", "WRD007", "FIG003")
        )

    ordered = sorted(lines)
    assert marks("\n".join(ordered) + "\n") == marks(end.join(lines) + end)


def test_fingerprints_hold_when_counts_and_the_wording_of_a_message_change() -> None:
    head = "云岭镇2024年法治政府建设年度报告\n\n"
    half = "一是抓学习,二是抓落实,三是抓检查,四是抓整改。\n"
    texts = (head + half * 4, head + half * 5)
    first, second = (next(item for item in report(text).diagnostics if item.rule == "PUN001") for text in texts)
    assert first.message != second.message
    assert first.fingerprint == second.fingerprint
    (reworded,) = add_fingerprints(texts[0], [replace(first, message="全文是半角（3 处）")])
    assert reworded.fingerprint == first.fingerprint
    (other,) = add_fingerprints(texts[0], [replace(first, message="全文“甲”是半角")])
    assert other.fingerprint != first.fingerprint
