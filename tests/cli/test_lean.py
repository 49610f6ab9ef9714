"""What a plain check leaves unloaded changes nothing in what it does."""

from __future__ import annotations

import hashlib
import marshal
import os
import py_compile
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import regex
from command import fazhi
from helpers import ROOT, SEEDS
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from checker.cache import hashing
from checker.cli.check import check
from checker.cli.finding import ListedFinder
from checker.cli.plainly import _NOTHING, plain_paths
from checker.outputs.terminal.cells import _COMMON, cells
from checker.search.multi_search import Seeker
from checker.search.patterns import compile_pattern, expanded
from checker.search.rarely import rarely

SEED = str(SEEDS / "yanjiang-2024.txt")


def told(program: str) -> str:
    """What a fresh interpreter prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment, check=True
    ).stdout


def test_no_option_means_what_the_parser_makes_of_none() -> None:
    parsed = check.make_context("check", [SEED]).params
    assert parsed.pop("paths") == (SEED,)
    assert parsed == _NOTHING
    assert all(type(parsed[name]) is type(value) for name, value in _NOTHING.items())


@pytest.mark.parametrize(
    ("arguments", "paths"),
    [
        (["check"], ()),
        (["check", "a.txt", "b"], ("a.txt", "b")),
        (["check", "-"], ("-",)),
        (["check", "--", "a.txt"], None),
        (["check", "a.txt", "--fix"], None),
        (["check", "-h"], None),
        (["fix", "a.txt"], None),
        (["--lang", "en", "check", "a.txt"], None),
        ([], None),
    ],
)
def test_which_calls_are_plain(arguments: list[str], paths: tuple[str, ...] | None) -> None:
    assert plain_paths(arguments, {}, "posix") == paths
    assert plain_paths(arguments, {"FAZHI_LANG": "en"}, "posix") is None
    assert plain_paths(arguments, {}, "nt") is None


def test_a_plain_check_says_what_the_parsed_one_says(tmp_path: Path) -> None:
    (tmp_path / "fazhi.toml").write_text('select = ["PLH", "FIG"]\n', encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(Path(SEED).read_bytes())
    plain = fazhi("check", "a.txt", cwd=tmp_path)
    parsed = fazhi("check", "a.txt", "--color", "auto", "--no-cache", cwd=tmp_path)
    assert (plain.stdout, plain.stderr, plain.returncode) == (parsed.stdout, parsed.stderr, parsed.returncode)
    assert b"PLH001" in plain.stdout


def test_a_configuration_that_asks_for_more_is_obeyed(tmp_path: Path) -> None:
    (tmp_path / "fazhi.toml").write_text('output-format = ["csv"]\nlang = "en"\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("排查隐患432余处。\n", encoding="utf-8")
    plain = fazhi("check", "a.txt", cwd=tmp_path)
    assert plain.stdout == fazhi("check", "a.txt", "--color", "auto", cwd=tmp_path).stdout
    assert b",FIG003," in plain.stdout
    wrong = fazhi("check", "nowhere.txt", cwd=tmp_path)
    assert (wrong.returncode, wrong.stderr) == (2, b"fazhi: nowhere.txt: no such file or directory\n")


def test_a_plain_check_loads_neither_parser_nor_compiler() -> None:
    program = (
        f"import sys; from checker.__main__ import main; sys.argv[1:] = ['check', {SEED!r}]\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('LOADED', sorted({'click', 'jieba', 'rich', 'inspect', '_hashlib', 'typing_extensions', 'regex._main', 'csv'} & set(sys.modules)))"
    )
    assert told(program)  # what it compiles is kept
    Path(os.environ["FAZHI_CACHE_DIR"], "results").rename(Path(os.environ["FAZHI_CACHE_DIR"], "earlier"))
    assert told(program).splitlines()[-1] == "LOADED []"


THREADS = """
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(8) as pool:
    assert list(pool.map(lambda _: regex.compile("甲+").search("乙甲甲").span(), range(64))) == [(1, 3)] * 64
try:
    regex.nothing
except AttributeError as error:
    assert str(error) == "module 'regex' has no attribute 'nothing'"
"""
LATER = """
import sys
from importlib import import_module
from checker.cli.lean import load_lean
code = {code!r}
load_lean()
import regex
asked = import_module("regex._regex").compile(*code)
match = asked.search("前甲乙后")
assert "regex._main" not in sys.modules
{use}
assert regex.compile("(?P<a>[甲乙丙]+)").search("x乙丙").group("a") == "乙丙"
assert regex.escape("a.b") == "a\\\\.b"
assert isinstance(asked, regex.Pattern) and isinstance(match, regex.Match)
import copy, pickle
assert pickle.loads(pickle.dumps(asked)).search("甲乙").span() == (0, 2)
assert regex.error is import_module("regex").error
from typing_extensions import TypedDict
import msgspec
print("all right")
"""


SELDOM = """
import sys
from checker.cli.lean import load_lean
load_lean()
others = {"uuid", "platform", "ipaddress", "textwrap", "typing_extensions", "msgspec.inspect", "urllib.parse"}
loaded = {name for name in others & set(sys.modules) if "__builtins__" in vars(sys.modules[name])}
assert not loaded, loaded
import copy, datetime, pathlib, pickle, urllib.parse, uuid
import msgspec
assert pathlib.Path("/甲 乙").as_uri() == "file:///%E7%94%B2%20%E4%B9%99"
assert urllib.parse.urlparse("http://甲/乙").netloc == "甲"
assert urllib.parse.quote_from_bytes(b"a b") == "a%20b"
assert uuid.UUID(int=5).int == 5 and uuid.uuid4().version == 4
day = datetime.datetime.strptime("2024-03-01", "%Y-%m-%d").date()
assert pickle.loads(pickle.dumps(day)) == copy.copy(day) == datetime.date(2024, 3, 1)
assert datetime.datetime.now(tz=datetime.UTC).tzinfo is datetime.timezone.utc
class Report(msgspec.Struct):
    year: int
    day: datetime.date
assert msgspec.inspect.type_info(Report).fields[0].name == "year"
assert list(msgspec.json.schema(Report)["$defs"]["Report"]["properties"]) == ["year", "day"]
assert msgspec.json.decode(msgspec.json.encode(Report(2024, day)), type=Report) == Report(2024, day)
import email.utils, http.client, urllib.request, zipfile
print("all right")
"""


def test_what_is_seldom_needed_is_there_when_it_is() -> None:
    assert told(SELDOM) == "all right\n"


SIGNALS = """
from checker.cli.lean import load_lean
load_lean()
import signal
caught = []
before = signal.signal(signal.SIGUSR1, lambda number, _: caught.append(number))
signal.raise_signal(signal.SIGUSR1)
assert caught == [10], caught
assert before == signal.SIG_DFL and signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
assert signal.Signals(10).name == "SIGUSR1" and signal.SIGUSR1 is signal.Signals.SIGUSR1
signal.signal(signal.SIGUSR1, before)
assert signal.getsignal(signal.SIGUSR1) is signal.Handlers.SIG_DFL
import asyncio, subprocess
print("all right")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals of other systems")
def test_signals_have_their_names_when_they_are_asked_for() -> None:
    assert told(SIGNALS) == "all right\n"


MODULES = """
import sys
from checker.cli.finding import find_by_listing
if {listed}:
    find_by_listing()
import checker.cli.main, checker.cli.check, checker.project.toolbox, checker.formats.word
for name in sorted(sys.modules):
    if name.startswith("checker."):
        module = sys.modules[name]
        kept = [module.__name__, module.__file__, module.__package__, getattr(module, "__path__", None)]
        print(*kept, module.__cached__, module.__spec__.cached, module.__spec__.submodule_search_locations)
"""


def test_modules_are_those_that_are_found_in_the_usual_way() -> None:
    usual, listed = (told(MODULES.format(listed=listed)) for listed in (False, True))
    assert listed == usual
    assert usual.count("\n") > 150


def test_a_change_of_the_program_is_seen(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "checker", tmp_path / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    version = tmp_path / "checker" / "version.py"
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    for said in ("7.1.1", "7.1.2"):  # as long, and written within the same second
        version.write_text(f'"""Version."""\n\nVERSION = "{said}"\n', encoding="utf-8")
        os.utime(version, (1_700_000_000 + int(said[-1]),) * 2)
        run = [sys.executable, "-m", "checker", "--version"]
        for _ in range(2):
            answer = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
            assert said in answer.stdout
    assert (tmp_path / "checker" / "__pycache__").is_dir()


@pytest.mark.parametrize("spoiled", ["elsewhere", "by hash", "cut", "no code", "other Python", "gone", "in -O"])
def test_code_is_that_of_the_source_whatever_was_compiled(tmp_path: Path, spoiled: str) -> None:
    shutil.copytree(ROOT / "checker", tmp_path / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "rulesets", tmp_path / "rulesets")
    source = tmp_path / "checker" / "errors.py"
    source.write_text(f"{source.read_text(encoding='utf-8')}\n\nDEBUG = __debug__\n", encoding="utf-8")
    compiled = Path(py_compile.compile(str(source), dfile="/somewhere/else.py") or "")
    if spoiled == "by hash":
        py_compile.compile(str(source), invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
    data = compiled.read_bytes()
    changed = {"cut": data[:16], "no code": data[:16] + marshal.dumps("x"), "other Python": b"none" + data[4:]}
    compiled.write_bytes(changed.get(spoiled, data))
    if spoiled == "gone":
        compiled.unlink()
    program = """
from checker.cli.finding import _Loader, find_by_listing
find_by_listing()
from checker.text import errors
if type(errors.__loader__) is not _Loader:  # -O has no assertions
    raise SystemExit("not loaded so")
print(errors.FazhiError("x"), errors.FazhiError.__str__.__code__.co_filename, errors.DEBUG)
"""
    environment = os.environ | {"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"}
    options = ["-O"] if spoiled == "in -O" else []
    run = [sys.executable, *options, "-c", program]
    answer = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    if spoiled in {"cut", "no code"}:  # as in the usual way
        assert answer.returncode == 1
        assert "Error" in answer.stderr.splitlines()[-1]
        return
    assert answer.stdout == f"x {source} {spoiled != 'in -O'}\n"


def test_other_modules_are_not_looked_for_in_the_listing() -> None:
    finder = ListedFinder("checker", {"/甲/checker/a.py": (0, 0), "/甲/checker/b/__init__.py": (0, 0)})
    found = {
        name: finder.find_spec(name, ["/甲/checker"]) for name in ("checker.a", "checker.b", "checker.c", "other.a")
    }
    assert {name: spec and spec.origin for name, spec in found.items()} == {
        "checker.a": "/甲/checker/a.py",
        "checker.b": "/甲/checker/b/__init__.py",
        "checker.c": None,
        "other.a": None,
    }
    assert finder.find_spec("checker", None) is None


@pytest.mark.parametrize(
    "use",
    [
        "assert match.expand(r'<\\1\\n>') == '<甲\\n>'",
        "assert asked.sub(r'\\2\\1', '甲乙') == '乙甲'",
        "regex.findall('a', 'aa')",
        THREADS,
        "",
    ],
)
def test_the_compiler_of_expressions_is_there_when_it_is_needed(use: str) -> None:
    code = regex.compile("(甲)(乙)")._pickled_data  # type: ignore[attr-defined]
    assert told(LATER.format(code=code, use=use)) == "all right\n"


@given(st.binary(max_size=200))
def test_hashes_are_those_of_the_library(data: bytes) -> None:
    assert hashing.sha256(data).hexdigest() == hashlib.sha256(data).hexdigest()
    assert hashing.blake2b(data, digest_size=16).digest() == hashlib.blake2b(data, digest_size=16).digest()


def test_there_are_no_other_hashes() -> None:
    with pytest.raises(AttributeError):
        _ = hashing.md5


WORDS = st.text("甲乙丙丁", min_size=1, max_size=5)


@given(st.lists(WORDS, unique=True), st.lists(st.text("甲乙丙丁", max_size=30), max_size=4))
@example(["甲", "甲甲", "甲甲甲"], ["甲甲甲甲", ""])
def test_words_are_found_the_same_sooner_and_later(words: list[str], texts: list[str]) -> None:
    sooner, later = Seeker(words), Seeker(words, seen=10**9)
    for text in texts:
        wanted = {
            number: [start for start in range(len(text)) if text.startswith(word, start)]
            for number, word in enumerate(words)
            if word in text
        }
        found = [{number: sorted(starts) for number, starts in one.matches(text).items()} for one in (sooner, later)]
        assert found == [wanted, wanted]
    assert (sooner._automaton, later._automaton is None) == (None, not texts)


def test_an_automaton_is_made_when_it_pays() -> None:
    seeker = Seeker(["乙丙"])
    for _ in range(3):
        assert seeker.matches("甲乙丙" * 3000)[0][:2] == [1, 4]
    assert seeker._automaton is not None


@pytest.mark.parametrize("template", ["\\g<a>—\\g<b>", "。", "\\g<a>\\g<a>", "\\1\\n", "\\g<1>x", "甲"])
def test_templates_are_read_as_the_library_reads_them(template: str) -> None:
    for text in ("2024-2025", "2024-"):
        match = compile_pattern(r"(?P<a>\d+)-(?P<b>\d+)?").search(text)
        assert match is not None
        assert expanded(match, template) == match.expand(template)


def test_common_characters_are_as_wide_as_the_library_says() -> None:
    for first, last, width in _COMMON:
        told = {chr(code): cell_len(chr(code)) for code in range(first, last + 1)}
        assert set(told.values()) == {width}
    assert cells("甲a“—\u0301🙂") == cell_len("甲a“—\u0301🙂")


def test_what_is_rarely_used_is_compiled_when_it_is() -> None:
    assert rarely("(甲)+", re.IGNORECASE).findall("甲甲乙甲") == ["甲", "甲"]
    with pytest.raises(re.error):
        rarely("(").search("x")
