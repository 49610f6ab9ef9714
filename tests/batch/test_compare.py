"""Comparison of reports: the five real ones and three edited copies in a folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random

import pytest
from command import fazhi
from helpers import ROOT, SEEDS, linter, reading
from hypothesis import example, given
from hypothesis import strategies as st
from pace import slow

from checker.batch.candidates import Index, IndexedReport, sentence_hash
from checker.batch.comparison import compare
from checker.facts.copies.comparison import align
from checker.facts.copies.passages import read_passages

OWN = Path(__file__).parent.parent / "layouts" / "national.txt"


def last_year(text: str) -> str:
    """A copy of 云龙镇's 2023 report as that for 2024: years and figures are changed, except some forgotten ones."""
    head, _, tail = text.partition("一、主要工作举措和成效")
    head = head.replace("2023", "2024").replace("2024-02-22", "2025-02-20")
    return head + "一、主要工作举措和成效" + tail.replace("24份", "31份").replace("233条", "187条")


def renamed(text: str) -> str:
    """A copy of 神湾镇's report with another town's name, except in one forgotten place."""
    first = text.replace("神湾", "石岭")
    place = text.rindex("神湾镇")
    return first[:place] + "神湾镇" + first[place + 3 :]


def borrowed(text: str) -> str:
    """Another town's report with one paragraph of 塘栖镇's."""
    paragraph = next(line for line in text.splitlines() if line.startswith("四、发挥调解优势"))
    taken = paragraph.split("。", 1)[1].replace("塘栖", "云岭")
    own = OWN.read_text(encoding="utf-8")
    marker = "（三）有效化解"
    start = own.index("\n", own.index(marker)) + 1
    return f"{own[:start]}\n{taken}\n{own[start:]}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("reports")
    for path in SEEDS.glob("*.txt"):
        shutil.copy(path, target)

    def source(name: str) -> str:
        return (SEEDS / name).read_text(encoding="utf-8")

    (target / "yunlong-2024.txt").write_text(last_year(source("yunlong-2023.txt")), encoding="utf-8")
    (target / "z-shiling.txt").write_text(renamed(source("shenwan-2022.txt")), encoding="utf-8")
    (target / "z-yunling.txt").write_text(borrowed(source("tangqi-2023.txt")), encoding="utf-8")
    return target


def compared(folder: Path) -> dict[str, object]:
    result = fazhi("compare", "--output-format", "json", ".", cwd=folder)
    assert result.returncode == 1, result.stderr.decode()
    found = json.loads(result.stdout)
    assert isinstance(found, dict)
    return found


def test_exactly_the_three_copies_are_reported(folder: Path) -> None:
    pairs = {
        (file["path"], share["path"], share["relationship"])
        for file in compared(folder)["files"]  # type: ignore[attr-defined]
        for share in file["shares"]
        if share["passages"]
    }
    assert {(Path(one).name, Path(two).name, relationship) for one, two, relationship in pairs} == {
        ("yunlong-2024.txt", "yunlong-2023.txt", "previous"),
        ("z-shiling.txt", "shenwan-2022.txt", "other"),
        ("z-yunling.txt", "tangqi-2023.txt", "other"),
    }


def findings_of(folder: Path, name: str) -> list[tuple[str, int, int, str]]:
    return [
        (item["rule"], item["line"], item["column"], item["text"])
        for item in compared(folder)["diagnostics"]  # type: ignore[attr-defined]
        if Path(item["path"]).name == name
    ]


def test_last_years_text_with_new_figures(folder: Path) -> None:
    found = findings_of(folder, "yunlong-2024.txt")
    rule, line, column, text = found[0]
    assert (rule, line, column) == ("DUP010", 11, 1)
    assert text.startswith("2024年来,在区委")
    assert text.endswith("。")
    assert [row for row in found if row[0] == "RES007"] == [
        ("RES007", line, column, "2023年") for line, column in ((23, 65), (35, 104), (35, 200), (37, 66), (37, 158))
    ]
    figures = {text for rule, _, _, text in found if rule == "DUP012"}
    assert {"331件", "168条", "626320元", "101场"} <= figures
    assert not {"31份", "187条", "24份", "233条"} & figures, "these were changed"
    assert {rule for rule, *_ in found} == {"DUP010", "DUP012", "RES007"}


def test_another_towns_text_with_names_replaced(folder: Path) -> None:
    passage, name = findings_of(folder, "z-shiling.txt")
    assert passage[:3] == ("DUP011", 8, 3)
    assert passage[3].startswith("2022年,石岭镇坚持")
    assert name == ("RES009", 58, 271, "神湾镇")


def test_a_borrowed_paragraph(folder: Path) -> None:
    ((rule, line, column, text),) = findings_of(folder, "z-yunling.txt")
    assert (rule, line, column) == ("DUP011", 19, 1)
    expected = borrowed((SEEDS / "tangqi-2023.txt").read_text(encoding="utf-8")).splitlines()[18]
    assert text == expected


def test_the_table_and_the_matrix(folder: Path) -> None:
    result = fazhi("compare", "--min-severity", "error", ".", cwd=folder)
    shown = result.stdout.decode()
    assert "比较了 8 份报告" in shown
    rows = [line.split() for line in shown.splitlines()]
    assert ["./z-yunling.txt", "./tangqi-2023.txt", "其他机关", "1", "497", "497", "46%"] in rows
    assert ["./z-shiling.txt", "100%", "·", "·"] in rows


def test_unrelated_reports_share_nothing() -> None:
    result = fazhi("compare", str(SEEDS))
    assert result.returncode == 0
    assert result.stdout.decode().endswith("没有成段相同的报告。\n")


def test_previous_finds_last_years_report_in_a_folder(folder: Path) -> None:
    draft = folder / "yunlong-2024.txt"
    single = fazhi("check", "--select", "DUP010,RES007", "--output-format", "json", "--previous",
                   str(folder / "yunlong-2023.txt"), str(draft))  # fmt: skip
    among = fazhi("check", "--select", "DUP010,RES007", "--output-format", "json", "--previous", str(SEEDS), str(draft))
    one, many = (json.loads(result.stdout)["diagnostics"] for result in (single, among))
    assert [row["rule"] for row in one] == ["DUP010", *["RES007"] * 5]
    assert [(row["rule"], row["start"]) for row in one] == [(row["rule"], row["start"]) for row in many]


def test_a_previous_report_that_is_missing_is_told(folder: Path) -> None:
    result = fazhi("check", "--previous", "none.txt", "yunlong-2024.txt", cwd=folder)
    assert (result.returncode, result.stdout) == (2, b"")
    assert result.stderr.decode() == "fazhi: --previous none.txt：没有这个文件或目录\n"


def test_compare_goes_on_past_what_it_cannot_read(folder: Path) -> None:
    result = fazhi("compare", "none.txt", "shenwan-2022.txt", "z-shiling.txt", "--output-format", "concise", cwd=folder)
    assert result.returncode == 2
    assert result.stderr.decode() == "fazhi: none.txt：没有这个文件或目录\n"
    assert "z-shiling.txt:8:3: error DUP011" in result.stdout.decode()


FORMULA = "我们按照统一部署扎实推进各项法治工作落到实处取得实效。"


def town(name: str, own: str, *, formula: str = FORMULA) -> str:
    return f"{name}2024年法治政府建设年度报告\n\n{formula}\n\n{own}\n"


def index_of(texts: list[str]) -> Index:
    index = Index(linter().knowledge.copy_words)
    for number, text in enumerate(texts):
        found = reading(text)
        assert found.identity.issuer
        index.add(
            IndexedReport(f"{number}.txt", found.identity.issuer.value, found.identity.report_year), found.passages
        )
    return index


TOWNS = ["青石镇", "白沙镇", "云岭镇", "石桥镇", "柳河镇", "南坪镇"]


def test_what_many_bodies_say_is_a_formula_and_makes_no_partners() -> None:
    texts = [
        town(name, f"第{number}村文化礼堂讲法{number}场,听众由村干部逐户邀请{'甲乙丙丁戊己'[number] * 30}。")
        for number, name in enumerate(TOWNS)
    ]
    index = index_of(texts)
    formulas = index.formulas()
    assert sentence_hash(FORMULA.strip("。")) in formulas
    assert index.partners(formulas) == {}
    few = index_of(texts[:3])
    assert few.formulas() == frozenset()
    assert set(few.partners(few.formulas())) == {0, 1, 2}


def test_edited_sentences_are_still_candidates() -> None:
    own = "把调解室搬进集贸市场,由退休法官、网格员和商会代表共同坐班,摊位纠纷不出市场就能了结。"
    index = index_of([
        town("青石镇", own, formula=""),
        town("白沙镇", own.replace("共同坐班", "轮流坐班").replace("了结", "化解"), formula=""),
        town("云岭镇", "推行行政执法案卷交叉评查,抽取案卷由三名外镇执法人员背靠背打分。", formula=""),
    ])  # fmt: skip
    assert index.partners(frozenset()) == {0: [1], 1: [0]}


WORDS = st.lists(st.sampled_from("甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"), min_size=12, max_size=30).map("".join)


@given(st.lists(WORDS, min_size=1, max_size=8, unique=True))
def test_a_report_is_wholly_a_copy_of_itself(sentences: list[str]) -> None:
    found = reading("青石镇2024年法治政府建设年度报告\n\n" + "\n\n".join(f"{text}。" for text in sentences))
    words = linter().knowledge.copy_words
    (copy,) = align(found.passages, found.passages, words)
    assert copy.same
    assert copy.here == copy.there
    assert copy.characters == sum(map(len, sentences))


# Repeated paragraphs are ignored from a minimum length, which a figure of two digits may reach.
@given(st.lists(WORDS, min_size=1, max_size=5, unique=True), st.integers(2, 99))
@example(["甲" * 12, "甲" * 23], 9)
def test_figures_and_own_names_do_not_hide_a_copy(sentences: list[str], figure: int) -> None:
    words = linter().knowledge.copy_words

    def passages(name: str, number: int) -> list[str]:
        body = "\n\n".join(f"{name}{text}{number}件。" for text in sentences)
        found = reading(f"{name}2024年法治政府建设年度报告\n\n{body}")
        return [sentence.key for sentence in read_passages(found.document.folded, found.body, found.own_names, words)]

    assert passages("青石镇", figure) == passages("白沙镇", figure + 1)


def sentences(count: int, seed: int) -> list[str]:
    """Sentences that no two seeds have in common."""
    words = (
        "推进 落实 健全 审查 合同 网格 调解 巡查 案卷 听证 公示 讲堂 村居 诉求 台账 清单 会商 回访 督导 平台".split()
    )
    random = Random(seed)
    return ["".join(random.choice(words) for _ in range(10)) + "。" for _ in range(count)]


def names(count: int) -> list[str]:
    characters = "青白云石柳南北东河山沙桥泉塘湖梅竹松"
    return [f"{one}{two}岭镇" for one in characters for two in characters if one != two][:count]


def one_text(folder: Path, count: int, shared: int = 90) -> list[str]:
    """Write the reports of many towns with one text, each with a paragraph of its own, and one report without it."""
    base = sentences(shared, 0)
    paragraphs = ["".join(base[start : start + 5]) for start in range(0, shared, 5)]
    for number, name in enumerate(names(count)):
        text = "\n\n".join([*paragraphs, "".join(sentences(10, number + 1))])
        (folder / f"{number:03}.txt").write_text(f"{name}2024年法治政府建设年度报告\n\n{text}\n", encoding="utf-8")
    own = "".join(sentences(60, 1000))
    (folder / "own.txt").write_text(f"独山镇2024年法治政府建设年度报告\n\n{own}\n", encoding="utf-8")
    return paragraphs


@pytest.mark.parametrize("count", [6, 30, 300])
def test_one_text_of_many_towns_is_one_group(tmp_path: Path, count: int) -> None:
    paragraphs = one_text(tmp_path, count)
    result = compare((str(tmp_path),), linter())
    (group,) = result.groups
    assert [Path(member.path).name for member in group.members] == [f"{number:03}.txt" for number in range(count)]
    assert {(member.characters, round(member.part, 1)) for member in group.members} == {(90 * 20, 0.9)}
    (passage,) = group.passages
    assert (passage.sentences, passage.characters, passage.members) == (90, 1800, count)
    assert (passage.place, passage.opening) == ("第 3 行", paragraphs[0][:24])
    assert [Path(path).name for path in result.alone] == ["own.txt"]
    assert result.formulas == 0
    assert bool(group.matrix) == (count <= 40)
    told = [
        (Path(report.document.path).name, item.rule, item.place.line)
        for report in result.reports
        for item in report.diagnostics
    ]
    assert told == [(f"{number:03}.txt", "DUP011", 3) for number in range(1, count)], "one finding a report"


def test_a_formula_stays_one_beside_a_copied_text(tmp_path: Path) -> None:
    """A sentence inside the copied text that others write alone is a formula there, and part of the copy here."""
    one_text(tmp_path, 3, shared=10)
    formula = sentences(10, 0)[4]
    for number in range(4, 10):
        text = formula + "".join(sentences(12, 50 + number))
        (tmp_path / f"{number:03}.txt").write_text(
            f"{names(20)[number]}2024年法治政府建设年度报告\n\n{text}\n", encoding="utf-8"
        )
    result = compare((str(tmp_path),), linter())
    (group,) = result.groups
    assert [Path(member.path).name for member in group.members] == ["000.txt", "001.txt", "002.txt"]
    assert group.passages[0].characters == 200
    assert result.formulas == 1
    assert {Path(report.document.path).name for report in result.reports} == {"001.txt", "002.txt"}


def test_every_format_carries_the_group_and_the_matrix(tmp_path: Path) -> None:
    one_text(tmp_path, 3)
    shown = {name: fazhi("compare", "--output-format", name, ".", cwd=tmp_path).stdout.decode()
             for name in ("full", "json", "csv", "html")}  # fmt: skip
    title = "第 1 组：3 个机关的 3 份报告有共同的底稿"
    assert title in shown["full"]
    assert "与其他机关没有共同底稿的：1 份(./own.txt)" in shown["full"]
    assert [line.split() for line in shown["full"].splitlines() if "./002.txt" in line][-2:] == [
        ["./002.txt", "桥桥岭镇".replace("桥桥", "青石"), "2024", "1800", "90%"],
        ["3", "./002.txt", "90%", "90%"],
    ]
    table = shown["csv"].split("\r\n")
    assert title in table
    assert "./002.txt,青石岭镇,2024,1800,90%" in table
    assert "3 ./002.txt,90%,90%," in table
    assert f"<h3>{title}</h3>" in shown["html"]
    assert (
        '<tr><th scope="row">3 ./002.txt</th><td class="count">90%</td><td class="count">90%</td><td></td></tr>'
        in shown["html"]
    )
    group = json.loads(shown["json"])["comparison"]["groups"][0]
    assert group["matrix"] == [[1.0, 0.9, 0.9], [0.9, 1.0, 0.9], [0.9, 0.9, 1.0]]
    assert group["members"][2] == {
        "path": "./002.txt",
        "issuer": "青石岭镇",
        "year": 2024,
        "characters": 1800,
        "part": 0.9,
    }


def test_groups_hide_private_numbers(tmp_path: Path) -> None:
    for number, name in enumerate(names(3)):
        text = "".join(["联系人身份证号110105198001011238已经登记。", *sentences(20, 0)])
        (tmp_path / f"{number}.txt").write_text(f"{name}2024年法治政府建设年度报告\n\n{text}\n", encoding="utf-8")
    for name in ("full", "json", "csv", "html"):
        shown = fazhi("compare", "--output-format", name, ".", cwd=tmp_path).stdout.decode()
        assert "联系人身份证号11" in shown
        assert "1101051980" not in shown


@slow
def test_the_lots_share_nothing() -> None:
    """Rows of the same figures, and sentences of a norm, are no copied text."""
    result = compare((*map(str, (ROOT / "tests" / "data" / "lots").glob("*/clean")),), linter())
    assert result.files >= 96
    assert result.groups == ()
    assert [report for report in result.reports if report.diagnostics or report.shares] == []


@slow
@pytest.mark.parametrize("count", [6, 30, 300])
def test_a_real_text_of_many_towns_is_one_group_among_the_lots(tmp_path: Path, count: int) -> None:
    lots = ROOT / "tests" / "data" / "lots"
    text = (lots / "d" / "clean" / "53_槐浦镇.txt").read_text(encoding="utf-8")
    for number, name in enumerate(names(count)):
        (tmp_path / f"{number:03}.txt").write_text(
            text.replace("槐浦镇", name).replace("槐浦", name[:-1]), encoding="utf-8"
        )
    result = compare((str(tmp_path), *map(str, lots.glob("[e-s]/clean"))), linter())
    (group,) = result.groups
    assert [Path(member.path).name for member in group.members] == [f"{number:03}.txt" for number in range(count)]
    assert min(member.part for member in group.members) > 0.95
    assert len(result.alone) == result.files - count
    assert {Path(report.document.path).name for report in result.reports} == {
        f"{number:03}.txt" for number in range(1, count)
    }


def test_the_drafts_share_nothing() -> None:
    result = compare((str(ROOT / "tests" / "data" / "drafts"), str(SEEDS)), linter())
    assert result.files >= 12
    assert result.groups == ()
    assert [report for report in result.reports if report.diagnostics or report.shares] == []
