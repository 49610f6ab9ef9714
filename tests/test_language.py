"""Every text of the tool has an English translation, and the tables contain nothing else."""

from __future__ import annotations

import ast
import io
import json
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
from helpers import ROOT, SEEDS, linter
from msgspec.structs import replace

from checker.cli.help import paragraphs, split_default
from checker.cli.main import COMMANDS, cli, load_command
from checker.facts.outline.parts import Presence
from checker.formats import read
from checker.formats.word.sample import sample
from checker.i18n.language import CHINESE, load_language, load_tables, match_template, requested_language
from checker.lint.report import PartStatus, Report, Share
from checker.outputs import WRITERS
from checker.outputs.annotations import annotate
from checker.outputs.display import Display
from checker.outputs.localization import localize
from checker.text.diagnostic import Severity
from checker.version import VERSION
from checker.web.texts import SCRIPT_TEXTS

HAN = re.compile(r"[\u3400-\u9fff]")
ENGLISH = load_language("en")
TEMPLATES = sorted((ROOT / "checker" / "web" / "assets").glob("*.html"))
SPEAKING = [
    *sorted((ROOT / "checker" / "outputs").rglob("*.py")),
    ROOT / "checker" / "web" / "texts.py",
    *(
        ROOT / "checker" / name
        for name in ("rules/explanation.py", "knowledge/catalog/describe.py", "cli/watch.py", "project/config/show.py")
    ),
]
"""Modules whose output users read: a Chinese text in them is passed to say(), or belongs to an error."""
CLICKED = [
    ROOT / "checker" / "cli" / f"{name}.py"
    for name in ("main", "check", "options", "rules", "compare", "terminal", "completion")
]


GENERATED = {"rule_index", "keys_table"}
"""A function that writes a page of docs/, which is Chinese."""


def fazhi(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "checker", *arguments],
        cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "FAZHI_CACHE_DIR": os.environ["FAZHI_CACHE_DIR"], **environment},
    )  # fmt: skip


def commands(command: click.Command = cli, name: str = "fazhi") -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for inner in COMMANDS:
            yield from commands(load_command(inner), f"{name} {inner}")


def help_texts() -> Iterator[tuple[str, str]]:
    """Every text of the help pages, with its place."""
    for name, command in commands():
        yield from ((name, text) for text in paragraphs(command.help))
        for parameter in command.params:
            where = f"{name} {parameter.opts[0]}"
            if parameter.metavar:
                yield where, parameter.metavar
            if isinstance(parameter, click.Option) and parameter.help:
                yield where, split_default(parameter.help)[0]


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def skipped(module: ast.Module) -> set[int]:
    """The nodes of docstrings, raised errors, and texts for docs/ only."""
    nodes: set[int] = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Raise):
            nodes.update(id(inner) for inner in ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            nodes.add(id(node.value))
        if isinstance(node, ast.FunctionDef) and node.name in GENERATED:
            nodes.update(id(inner) for inner in ast.walk(node))
    return nodes


@cache
def constants(path: Path) -> tuple[tuple[str, str], ...]:
    """The strings of a module that contain Chinese, with their lines."""
    module = tree(path)
    left_out = skipped(module)
    return tuple(
        (f"{path.relative_to(ROOT)}:{node.lineno}", node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in left_out
        if HAN.search(node.value)
    )


def titles() -> set[str]:
    """The titles of profiles and of parts of a report."""
    lexicon = linter().knowledge.lexicon
    return {
        title for found in lexicon.profiles.values() for title in (found.title, *(part.title for part in found.parts))
    }


def test_every_help_text_has_an_english_one() -> None:
    missing = [
        f"{where}: {text}"
        for where, text in help_texts()
        if HAN.search(ENGLISH.translate_line(text)) or (HAN.search(text) and ENGLISH.translate_line(text) == text)
    ]
    assert not missing, "no English text in checker/i18n/en.toml for:\n" + "\n".join(missing)


def test_every_label_has_an_english_one() -> None:
    missing = [
        f"{where}: {text}"
        for path in SPEAKING
        if path.exists()
        for where, text in constants(path)
        if text not in ENGLISH.texts
    ]
    assert not missing, (
        "no English text in checker/i18n/en.toml for (say() takes templates, not f-strings):\n" + "\n".join(missing)
    )


def test_what_is_said_elsewhere_has_an_english_one() -> None:
    """The strings passed to say() or note() anywhere in the package."""
    missing = []
    for path in sorted((ROOT / "checker").rglob("*.py")):
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and (node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")) == "say"
            ):
                missing += [
                    f"{path.relative_to(ROOT)}:{inner.lineno}: {inner.value}"
                    for argument in node.args[:1] for inner in ast.walk(argument)
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str) and HAN.search(inner.value)
                    if inner.value not in ENGLISH.texts
                ]  # fmt: skip
    assert not missing, "no English text in checker/i18n/en.toml for:\n" + "\n".join(missing)


def template_texts() -> set[str]:
    """The texts that templates pass to say()."""
    return {text for path in TEMPLATES for text in re.findall(r'say\("([^"]+)"\)', path.read_text(encoding="utf-8"))}


def test_templates_and_scripts_have_english_texts() -> None:
    assert sorted(text for text in template_texts() if text not in ENGLISH.texts) == []
    for path in TEMPLATES:
        bare = re.sub(r'say\("[^"]+"\)|中文', "", path.read_text(encoding="utf-8"))
        assert not HAN.search(bare), path.name
    spoken: set[str] = set()
    for path in sorted((ROOT / "checker" / "web" / "assets").glob("*.js")):
        code = re.sub(r"//.*", "", path.read_text(encoding="utf-8"))
        spoken.update(text for text in re.findall(r'"((?:[^"\\]|\\.)*)"', code) if HAN.search(text))
    assert spoken <= set(SCRIPT_TEXTS)
    assert {text for text in SCRIPT_TEXTS if HAN.search(text)} == spoken


def test_profiles_and_parts_have_english_names() -> None:
    missing = sorted(title for title in titles() if title not in ENGLISH.texts)
    assert not missing, "no English text in checker/i18n/en.toml for:\n" + "\n".join(missing)


def test_no_entry_is_left_over() -> None:
    """Texts in the tables occur in the package; patterns match a line that it produces."""
    every = [
        node.value
        for path in (ROOT / "checker").rglob("*.py")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    shown = {text for _, text in help_texts()}
    used = {*every, *shown, *titles(), *template_texts()}
    assert [text for text in ENGLISH.texts if text not in used] == []
    for pattern in ENGLISH.patterns:
        pieces = re.findall(r"[\u3400-\u9fff]+", pattern)
        told = all(any(piece in text for text in every) for piece in pieces)
        assert told or any(match_template(pattern, text) is not None for text in shown), pattern


def test_both_texts_of_an_entry_have_the_same_values() -> None:
    for name in ("en", "click"):
        for texts in load_tables(name):
            for text, other in texts.items():
                assert set(re.findall(r"\{(\w+)", text)) >= set(re.findall(r"\{(\w+)", other)), text
    assert not [text for texts in load_tables("en") for text in texts.values() if HAN.search(text)]
    assert tomllib.loads((ROOT / "checker" / "i18n" / "en.toml").read_text(encoding="utf-8")).keys() == {
        "texts",
        "patterns",
    }


HELP = [name.split()[1:] for name, _ in commands()]


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_in_english_has_nothing_chinese(command: list[str]) -> None:
    for result in (fazhi("--lang", "en", *command, "--help"), fazhi(*command, "--help", FAZHI_LANG="en")):
        assert (result.returncode, result.stderr) == (0, "")
        assert HAN.findall(result.stdout) == []
        assert result.stdout.startswith(f"Usage: {' '.join(['fazhi', *command])} [OPTIONS]")


@pytest.mark.parametrize("command", HELP, ids=" ".join)
def test_help_in_chinese_has_none_of_clicks_english(command: list[str]) -> None:
    told = fazhi(*command, "--help", FAZHI_LANG="").stdout
    assert told.startswith(f"用法:{' '.join(['fazhi', *command])} [选项]")
    for words in ("Usage", "Options:", "Commands:", "[OPTIONS]", "ARGS", "Show", "default:"):
        assert words not in told


def test_the_option_stands_before_and_behind_the_command() -> None:
    shown = {fazhi("--lang", "en", "check", "--help").stdout, fazhi("check", "--help", "--lang=en").stdout}
    assert len(shown) == 1
    assert fazhi("--lang", "zh", "check", "--help", FAZHI_LANG="en").stdout.startswith("用法")


def test_what_the_command_line_asks_for() -> None:
    assert requested_language(["check", "x"], {}) is None
    assert requested_language(["check", "x"], {"FAZHI_LANG": "en"}) == ENGLISH
    assert requested_language(["--lang", "en", "check", "--lang=zh"], {}) is CHINESE
    assert requested_language(["check", "--", "--lang", "en"], {}) is None
    assert requested_language(["check", "--lang", "fr"], {}) is None


WRONG = [
    (["check", "--nonsense"], "没有选项 '--nonsense'", "No such option '--nonsense'"),
    (["chek"], "没有命令 'chek',是不是 'check'?", "No such command 'chek'. Did you mean 'check'?"),
    (["compare"], "缺少参数 '文件|目录...'。", "Missing argument 'FILE|DIRECTORY...'."),
    (["check", "--select"], "选项 '--select' 缺少值。", "Option '--select' requires an argument."),
    (["check", "--fix=3"], "选项 '--fix' 不带值。", "Option '--fix' does not take a value."),
    (["rule", "a", "b"], "多出的参数:b", "Got unexpected extra argument (b)"),
    (["check", "--color", "x"], "'--color' 的值不对:没有 'x'(可用:'auto', 'always', 'never')。", "Invalid value for '--color': 'x' is not one of 'auto', 'always', 'never'."),
    (["derive", "--least", "x", "a"], "'--least' 的值不对:'x' 不是整数。", "Invalid value for '--least': 'x' is not a valid integer range."),
    (["derive", "--least", "1", "a"], "'--least' 的值不对:1 不在范围内(x>=3)。", "Invalid value for '--least': 1 is not in the range x>=3."),
    (["rule"], "请给出规则的编号或名称,或用 --all 列出全部规则", "give the id or name of a rule, or --all for the list"),
    (["rule", "XYZ001"], "没有规则“XYZ001”", "no rule “XYZ001”"),
    (["check", "--select", "missing-titel", "."], "没有规则“missing-titel”,是不是“missing-title”?", "no rule “missing-titel”; did you mean “missing-title”? (command line)"),
    (["check", "--output-format", "jsn"], "没有输出格式“jsn”,是不是“json”?(可用:", "no output format “jsn”; did you mean “json”? (there are: "),
    (["check", "no-such-file.txt"], "no-such-file.txt:没有这个文件或目录", "no-such-file.txt: no such file or directory"),
    (["fix", "no-such-file.txt"], "no-such-file.txt:没有这个文件或目录", "no-such-file.txt: no such file or directory"),
    (["check", "LICENSE"], "LICENSE:不支持的文件类型“无扩展名”", "LICENSE: files of type “no suffix” cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "chinese", "english"), WRONG, ids=[" ".join(call) for call, _, _ in WRONG])
def test_wrong_calls_are_told_in_one_language(arguments: list[str], chinese: str, english: str) -> None:
    for code, told in (("zh", chinese), ("en", english)):
        result = fazhi(*arguments, FAZHI_LANG=code)
        assert result.returncode == 2
        assert f"fazhi: {told}" in result.stderr
        assert code == "zh" or not HAN.search(result.stderr)


@pytest.mark.parametrize(("code", "first"), [("zh", "用法:fazhi"), ("en", "Usage: fazhi")])
def test_no_command_shows_the_help_page(code: str, first: str) -> None:
    result = fazhi(FAZHI_LANG=code)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(first)
    assert len(result.stderr.splitlines()) > 10


def test_a_language_that_there_is_none_of() -> None:
    result = fazhi("check", "x", FAZHI_LANG="fr")
    assert (result.returncode, result.stderr) == (2, "fazhi: '--lang' 的值不对:没有 'fr'(可用:'zh', 'en')。\n")


def test_values_are_found_again_in_a_finished_line() -> None:
    assert match_template("{path}:没有{what}", "a:没有b") == {"path": "a", "what": "b"}
    assert match_template("没有“{name}”{near}", "没有“a”") == {"name": "a", "near": ""}
    assert match_template("没有“{name}”", "没有“a”和“b”") == {"name": "a”和“b"}
    assert match_template("没有{name}", "还没有a") is None
    assert match_template("没有{name}。", "没有a") is None


def plain(text: str) -> str:
    return HAN.sub("x", text)


def foreign(report: Report) -> Report:
    """Replace the Chinese characters of the report and of rules by x, so that only texts of the tool remain."""
    source = plain(report.document.source).encode()
    document = read(plain(report.document.path), source, name="a.txt")
    items = tuple(
        replace(
            item, message=plain(item.message), mend=plain(item.mend), source=plain(item.source), text=plain(item.text),
            related=tuple(replace(other, message=plain(other.message)) for other in item.related),
        )
        for item in report.diagnostics
    )  # fmt: skip
    shares = (
        Share("a.txt", "previous", 2, 40, 30, 0.4), Share("b.txt", "other", 2, 40, 30, 0.4), Share("c.txt", "other", 0, 0, 0, 0),
    )  # fmt: skip
    parts = [replace(part, evidence=plain(part.evidence)) for part in report.parts]
    parts += [PartStatus(parts[0].title, presence, "x") for presence in Presence]
    verified = dict.fromkeys(("share", "parts", "growth", "granularity", "table"), 3)
    # Summaries may quote the wrong words that they are about.
    rules = tuple(replace(rule, summary_en=plain(rule.summary_en)) for rule in report.rules)
    return replace(
        report, document=document, rules=rules, issuer="", year=None, diagnostics=items, shares=shares, parts=tuple(parts),
        verified=verified, hidden=4,
    )  # fmt: skip


@cache
def seeds() -> tuple[Report, ...]:
    return tuple(foreign(linter().lint(read(path.name, path.read_bytes()))) for path in sorted(SEEDS.glob("*.txt")))


@pytest.mark.parametrize("name", ["full", "concise", "html", "markdown", "csv", "github", "gitlab", "junit"])
@pytest.mark.parametrize("count", [0, 1, 5])
def test_outputs_in_english_have_no_chinese_of_ours(name: str, count: int) -> None:
    reports = localize(seeds()[:count], ENGLISH)
    assert not reports or reports[0].diagnostics
    written = WRITERS[name](reports, Display(Severity.INFO, width=400, language=ENGLISH))
    if name == "html":
        written = written.replace((ROOT / "checker" / "outputs" / "page" / "html.css").read_text(encoding="utf-8"), "")
    assert [line for line in written.splitlines() if HAN.search(line)] == []


def test_nothing_found_is_said_in_english() -> None:
    clean = [replace(report, diagnostics=(), parts=()) for report in seeds()[:1]]
    for name, told in (
        ("full", "no problems found"),
        ("html", "no problems found"),
        ("markdown", "no problems found."),
        ("junit", "no problems found"),
    ):
        written = WRITERS[name](clean, Display(language=ENGLISH))
        assert told in written
        assert not HAN.search(written)


def test_messages_begin_with_the_rule_in_english_and_json_keeps_its_fields() -> None:
    calls = [fazhi("check", "--lang", code, "--output-format", "json", "seeds") for code in ("zh", "en")]
    chinese, english = (json.loads(call.stdout) for call in calls)
    summaries = {rule.id: rule.summary_en for rule in linter().all_rules}
    assert len(english["diagnostics"]) > 50
    for before, after in zip(chinese["diagnostics"], english["diagnostics"], strict=True):
        assert after["message"] == f"{summaries[after['rule']]}: {before['message']}"
        assert after | {"message": ""} == before | {"message": ""}
    assert chinese | {"diagnostics": []} == english | {"diagnostics": []}


@pytest.mark.parametrize("name", ["concise", "sarif", "github", "gitlab", "junit", "csv", "full", "html", "markdown"])
def test_every_format_tells_the_rule_in_english(name: str) -> None:
    report = SEEDS / "shenwan-2022.txt"
    written = fazhi("check", "--lang", "en", "--select", "FIG001", "--output-format", name, str(report)).stdout
    assert re.search("142 宗,金额合计", written)
    summary = next(rule.summary_en for rule in linter().all_rules if rule.id == "FIG001")
    assert summary.split(",")[0].replace("'", "&#39;" if name == "markdown" else "'")[:20] in written


def test_every_rule_has_an_english_summary() -> None:
    for rule in linter().all_rules:
        assert re.search(r"[a-z]{3}", rule.summary_en), f"{rule.id}: {rule.summary_en}"


def test_the_list_and_the_page_of_a_rule() -> None:
    listed = fazhi("rule", "--all", "--lang", "en").stdout.splitlines()
    found = next(rule for rule in linter().all_rules if rule.id == "FIG001")
    assert f"FIG001  error   {found.name:<28}{found.summary_en}" in listed
    page = fazhi("rule", "FIG001", "--lang", "en").stdout
    assert f"**{found.summary_en}** · {found.summary}" in page
    assert [line for line in page.splitlines() if line.startswith("## ")] == [
        "## Why",
        "## Message",
        "## How to mend",
        "## Examples",
    ]
    assert f"- error: {found.message}" in page
    assert f"source: {found.source}" in page


def test_fixing_speaks_english(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("某镇会议纪要\n\n会议审查了合同18件。。\n", encoding="utf-8")
    result = fazhi("fix", "--lang", "en", "--diff", "a.txt", cwd=tmp_path)
    assert (result.returncode, result.stderr) == (1, "Can be mended: 1 (files: 1)\n")
    assert fazhi("fix", "a.txt", cwd=tmp_path, FAZHI_LANG="en").stderr == "Mended: 1 (files: 1)\n"
    assert fazhi("fix", "a.txt", cwd=tmp_path, FAZHI_LANG="en").stderr == "Nothing that can be mended as it is\n"


def test_statistics_and_the_catalogue_speak_english() -> None:
    result = fazhi(
        "check", "--statistics", "--output-format", "concise", str(SEEDS / "shenwan-2022.txt"), FAZHI_LANG="en"
    )
    assert (
        "Figures checked and found right: " in result.stderr or "No relations between figures to check" in result.stderr
    )
    assert not HAN.search(result.stderr)
    known = fazhi("catalog", "信访条例", "--year", "2023", "--lang", "en").stdout
    assert "must no longer be cited as a basis" in known
    assert [line.split()[0] for line in known.splitlines()[1:]][-1] == "report"


def test_comparing_speaks_english(tmp_path: Path) -> None:
    text = (SEEDS / "yanjiang-2024.txt").read_text(encoding="utf-8")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text(text.replace("2024", "2023"), encoding="utf-8")
    written = fazhi("compare", "a.txt", "b.txt", "--lang", "en", cwd=tmp_path).stdout
    assert "Compared 2 reports; " in written
    assert re.search(r"report +shared with +relationship +passages", written)


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("第14行第58列", "line 14, column 58"), ("第5页第8行", "page 5, line 8"), ("第12段(二、(一))", "paragraph 12 (二、(一))"),
        ("第12段", "paragraph 12"), ("表1 第2行 第3列", "table 1, row 2, column 3"), ("文本框(第3段)", "text box (paragraph 3)"),
        ("文本框(表1 第2行 第3列)", "text box (table 1, row 2, column 3)"), ("脚注1", "footnote 1"), ("尾注2", "endnote 2"),
        ("隐藏文字", "hidden text"), ("全文", "whole document"),
    ],
)  # fmt: skip
def test_places_in_words(label: str, told: str) -> None:
    assert Display(language=ENGLISH).place(label) == told
    assert Display().place(label) == label


def test_comments_in_word_speak_english() -> None:
    data = sample("某镇2024年度法治政府建设年度报告\n\n排查隐患432余处。\n", {})
    report = linter().lint(read("a.docx", data))
    marked = zipfile.ZipFile(io.BytesIO(annotate(report, Display(language=ENGLISH), "2026-01-02T03:04:05Z")))
    comments = marked.read("word/comments.xml").decode()
    assert re.search(r"【error FIG003】an exact figure carries a word of approximation: ", comments)
    assert "source: " in comments
    assert "mend: " in comments


def test_the_page_says_which_language_is_which() -> None:
    report = linter().lint(read("a.txt", (SEEDS / "yanjiang-2024.txt").read_bytes()))
    page = WRITERS["html"](localize([report], ENGLISH), Display(language=ENGLISH))
    assert '<html lang="en">' in page
    assert re.search(r'class="block \w+" data-block="\d+" lang="zh-CN"', page)
    chinese = WRITERS["html"]([report], Display())
    assert '<html lang="zh-CN">' in chinese
    assert chinese.count('lang="zh-CN"') == 1


def test_texts_are_not_read_before_they_are_needed() -> None:
    program = "import sys; from checker.__main__ import main; sys.argv[1:] = ['--version']\ntry: main()\nexcept SystemExit: pass\nprint('tomllib' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.stdout.splitlines() == [f"fazhi {VERSION}", "False"]


def test_the_configuration_chooses_the_language_and_others_come_first(tmp_path: Path) -> None:
    (tmp_path / "fazhi.toml").write_text('lang = "en"\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("云岭镇会议纪要\n\n会议审查了合同18件,通过。\n", encoding="utf-8")
    assert "does not look like" in fazhi("check", "a.txt", cwd=tmp_path).stdout
    assert "不像法治政府建设年度报告" in fazhi("check", "a.txt", "--lang", "zh", cwd=tmp_path).stdout
    assert "不像法治政府建设年度报告" in fazhi("check", "a.txt", cwd=tmp_path, FAZHI_LANG="zh").stdout
    assert "不像法治政府建设年度报告" in fazhi("--lang", "zh", "check", "a.txt", cwd=tmp_path).stdout


def test_the_baseline_speaks_english(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("云岭镇会议纪要\n\n会议审查了合同18件,通过。。\n", encoding="utf-8")
    told = fazhi("baseline", "a.txt", "--lang", "en", cwd=tmp_path).stderr
    assert re.fullmatch(r"fazhi-baseline.json: (\d) findings, \1 new, 0 gone\n", told)
    known = fazhi("check", "a.txt", "--baseline", "fazhi-baseline.json", "--lang", "en", cwd=tmp_path)
    assert re.search(r"^Set aside by remarks, the configuration or the baseline: \d\.$", known.stdout, re.MULTILINE)
    (tmp_path / "a.txt").write_text("云岭镇会议纪要\n\n会议审查了合同18件,通过。\n", encoding="utf-8")
    mended = fazhi("check", "a.txt", "--baseline", "fazhi-baseline.json", "--lang", "en", cwd=tmp_path)
    assert re.fullmatch(r"Findings of the baseline that are gone: \d; .+\n", mended.stderr)


def test_the_keys_of_the_configuration_in_english(tmp_path: Path) -> None:
    listed = fazhi("config", "--lang", "en").stdout
    assert "use these rules only" in listed
    # Examples are Chinese names.
    assert not [line for line in listed.splitlines() if HAN.search(line) and not re.match(r" +[\w-]+ = ", line)]
    (tmp_path / "fazhi.toml").write_text('preset = "draft"\n', encoding="utf-8")
    shown = fazhi("config", "--show", ".", "--lang", "en", cwd=tmp_path).stdout
    assert shown.startswith("report: .\nconfiguration: fazhi.toml\n")
    assert not [line for line in shown.splitlines() if HAN.search(line.partition("←")[2])]
