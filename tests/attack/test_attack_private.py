"""Private numbers as people write them are found, and in no output, whatever stands between their digits."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from attacks import fazhi, some
from helpers import document, linter
from word_files import docx, paragraph, run

from checker.formats import read

MOBILE, IDENTITY, CARD = "13987650432", "53010219880315108X", "4111111111111111"
FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html")


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def grouped(number: str, *sizes: int, separator: str) -> str:
    ends = list(itertools.accumulate(sizes))
    return separator.join(number[end - size : end] for size, end in zip(sizes, ends, strict=True))


WRITTEN = {
    "plain": MOBILE,
    "full-width": wide(MOBILE),
    "blanks": grouped(MOBILE, 3, 4, 4, separator=" "),
    "hyphens": grouped(MOBILE, 3, 4, 4, separator="-"),
    "code": f"+86{MOBILE}",
    "code and blank": f"+86 {MOBILE}",
    "code and hyphens": f"+86-{grouped(MOBILE, 3, 4, 4, separator='-')}",
    "code in brackets": f"(+86){MOBILE}",
    "code in zeros": f"0086{MOBILE}",
    "eighty-six": f"86{MOBILE}",
    "wide blanks": grouped(MOBILE, 3, 4, 4, separator="\u3000"),
    "fixed blanks": grouped(MOBILE, 3, 4, 4, separator="\xa0"),
    "dots": grouped(MOBILE, 3, 4, 4, separator="."),
    "middle dots": grouped(MOBILE, 3, 4, 4, separator="·"),
    "long hyphens": grouped(MOBILE, 3, 4, 4, separator="–"),
    "invisible": grouped(MOBILE, 3, 4, 4, separator="\u200b"),
    "soft hyphens": grouped(MOBILE, 3, 4, 4, separator="\xad"),
    "every digit": "\u200b".join(MOBILE),
    "identity": IDENTITY,
    "identity, small": IDENTITY.lower(),
    "identity, full-width": wide(IDENTITY),
    "identity, blanks": grouped(IDENTITY, 6, 8, 4, separator=" "),
    "identity, hyphens": grouped(IDENTITY, 6, 4, 4, 4, separator="-"),
    "identity, invisible": "\u2060".join(IDENTITY),
    "card": CARD,
    "card, blanks": grouped(CARD, 4, 4, 4, 4, separator=" "),
    "card, hyphens": grouped(CARD, 4, 4, 4, 4, separator="-"),
    "card, fixed blanks": grouped(CARD, 4, 4, 4, 4, separator="\u202f"),
}
RULES = {"identity": "PRI001", "card": "PRI003"}


def hidden(said: str, number: str) -> bool:
    """No more than the first digits stand in it, whatever is between them."""
    between = r"(?:\\u[0-9a-f]{4}|[^0-9A-Za-z]){0,4}"
    return not re.search(between.join(number[:-1]), said)


def narrow(text: str) -> str:
    return "".join(chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else sign for sign in text)


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_it_is_found(name: str) -> None:
    written = WRITTEN[name]
    found = linter().lint(document(f"云岭镇会议纪要\n\n会议审查了合同18件,联系{written}。\n"))
    families = {item.rule[:3] for item in found.diagnostics if item.message}
    assert "PRI" in families
    number = IDENTITY if name.startswith("identity") else CARD if name.startswith("card") else MOBILE
    assert hidden(narrow(found.shown_text), number)
    for item in found.diagnostics:
        assert hidden(narrow(f"{item.text} {item.message} {item.mend}"), number)


NUMBERS = {
    "a document number": "云政发〔2024〕13号",
    "money": "投入资金1381234.5678万元",
    "a fixed line": "电话0871-65300000",
    "years": "2019 2020 2021 2022 2023",
    "counts": "办理138 1234件",
    "a credit code": "统一社会信用代码91530100713400123Y",
    "a row of a table": "13 812 345 678 12",
    "dates": "2024-12-31 2023-12-31",
    "ranges": "1380-1234-5678-9",
    "thousands": "13,812,345,678",
    "more digits": "138123456789012345678901",
    "a version": "1.38.12.34.56.78",
}


@pytest.mark.parametrize("name", sorted(NUMBERS))
def test_other_numbers_are_none(name: str) -> None:
    found = linter().lint(document(f"云岭镇会议纪要\n\n会议审查了合同18件,{NUMBERS[name]}。\n"))
    assert [item.text for item in found.diagnostics if item.rule.startswith("PRI")] == []
    assert found.masked == ()


@pytest.mark.parametrize("output", FORMATS)
def test_no_output_shows_them(tmp_path: Path, output: str) -> None:
    lines = "".join(
        f"    联系人{number}:{written},全年布署工作余件。\n\n" for number, written in enumerate(WRITTEN.values())
    )
    (tmp_path / "r.txt").write_text(f"云岭镇会议纪要\n\n{lines}", encoding="utf-8")
    done = fazhi("check", "--no-cache", "--output-format", output, "r.txt", cwd=tmp_path)
    said = narrow(done.stdout.decode())
    assert done.returncode in {0, 1}, done.stderr.decode()
    for number in (MOBILE, IDENTITY, CARD):
        assert hidden(said, number)


def test_no_diff_and_no_baseline_shows_them(tmp_path: Path) -> None:
    lines = "".join(
        f"    联系人{number}:{written},全年布署工作余件。\n\n" for number, written in enumerate(WRITTEN.values())
    )
    (tmp_path / "r.txt").write_text(f"云岭镇会议纪要\n\n{lines}", encoding="utf-8")
    said = fazhi("fix", "--unsafe-fixes", "--diff", "r.txt", cwd=tmp_path).stdout
    fazhi("baseline", "r.txt", cwd=tmp_path)
    said += (tmp_path / "fazhi-baseline.json").read_bytes()
    for number in (MOBILE, IDENTITY, CARD):
        assert hidden(narrow(said.decode()), number)


SPLIT = {
    "line end": ("a.txt", f"云岭镇会议纪要\n\n会议联系{MOBILE[:5]}\n{MOBILE[5:]},布署。\n".encode()),
    "html": ("a.html", f"<p>会议审查合同</p><p>会议联系{MOBILE[:5]}<br>{MOBILE[5:]},布署。</p>".encode()),
    "word": ("a.docx", docx(f"<w:p>{run('会议联系' + MOBILE[:5])}<w:r><w:br/></w:r>{run(MOBILE[5:] + ',布署。')}</w:p>")),
    "hyphen": ("a.docx", docx(f"<w:p>{run('会议联系' + MOBILE[:3])}<w:r><w:noBreakHyphen/></w:r>{run(MOBILE[3:] + ',布署。')}</w:p>")),
    "runs": ("a.docx", docx(paragraph(f"会议联系{MOBILE},布署。", cut=True))),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(SPLIT))
def test_numbers_over_line_ends_and_runs(name: str) -> None:
    found = linter().lint(read(*SPLIT[name]))
    assert hidden(found.shown_text, MOBILE), found.shown_text
    assert any(item.rule.startswith("PRI") for item in found.diagnostics)


@pytest.mark.parametrize("output", some(FORMATS, 3))
def test_numbers_in_file_names(tmp_path: Path, output: str) -> None:
    name = f"张三{MOBILE}.txt"
    (tmp_path / name).write_text("云岭镇会议纪要\n\n会议审查合同18件,布署工作。\n", encoding="utf-8")
    done = fazhi("check", "--no-cache", "--output-format", output, cwd=tmp_path)
    assert MOBILE not in done.stdout.decode()
    assert MOBILE not in done.stderr.decode()
    assert re.search(r"13(?:\*|%2A|&#42;)", done.stdout.decode())
