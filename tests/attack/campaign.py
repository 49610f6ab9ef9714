"""``make attack``: the attacks once more, as many as fit into the minutes; prints a table and fails when one succeeds.

``python tests/attack/campaign.py [SECONDS]``. Each row is a kind of attack on the command as a user runs it; it stops at its
share of the time or when all its cases are done.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]
os.environ.setdefault("FAZHI_CACHE_DIR", tempfile.mkdtemp(prefix="fazhi-attack-cache-"))

from attacks import HOSTILE, MENDABLE, MENDED, REPORT, environment, fazhi, pdf_forms  # noqa: E402

FORMATS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown", "csv", "html")
MARKUP = ("html", "markdown", "junit")
"""The outputs in which a name could be a tag."""
NAMES = (
    "a\x1b[31m.txt", "\x9b31m.txt", "\u202etxt.txt", "a\nb.txt", "::error ::x.txt", "=cmd.txt", "<script>alert(1)<.txt",
    "a`|$(id).txt", "张三13987650432.txt", "-rf.txt", "a'\".txt", "](x).txt",
)  # fmt: skip
SECRET = "机密县"
Case = Callable[[Path], str]
"""What is tried in a folder of its own; the fault, or nothing."""


def refused(done: subprocess.CompletedProcess[bytes], *codes: int) -> str:
    """A fault when a command has crashed, or ended otherwise than it may."""
    said = done.stdout + done.stderr
    if done.returncode not in (codes or (0, 1, 2)):
        return f"exit code {done.returncode}"
    if b"Traceback" in said or "内部错误".encode() in said:
        return said.decode(errors="replace")[-200:]
    return ""


def killed(number: int, command: tuple[str, ...]) -> Case:
    def case(folder: Path) -> str:
        report = folder / "r.txt"
        report.write_text(MENDABLE, encoding="utf-8")
        process = subprocess.Popen(
            [sys.executable, "-m", "checker", *command, "r.txt"], cwd=folder, env=environment(),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        try:
            _, error = process.communicate(timeout=random.uniform(0.06, 0.5))
        except subprocess.TimeoutExpired:
            process.send_signal(number)
            _, error = process.communicate(timeout=30)
        if report.read_text(encoding="utf-8") not in {MENDABLE, MENDED}:
            return "the report is mixed"
        left = [path.name for path in folder.iterdir() if path.name not in {"r.txt", "r.txt.orig", "o.json", "b.json"}]
        if left and number != signal.SIGKILL:
            return f"left: {left}"
        copy = folder / "r.txt.orig"
        if copy.exists() and copy.read_text(encoding="utf-8") != MENDABLE:
            return "the copy is wrong"
        early = (
            number == signal.SIGINT and b", in main\n" not in error
        )  # in the start of the interpreter, as documented
        return f"traceback: {error.decode()[-300:]}" if b"Traceback" in error and not early else ""

    return case


def kills() -> Iterator[Case]:
    while True:
        for command in (
            ("fix",),
            ("check", "--fix"),
            ("fix", "--backup"),
            ("baseline", "-o", "b.json"),
            ("check", "--output-format", "json:o.json"),
        ):
            for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT):
                yield killed(number, command)


def at_once() -> Iterator[Case]:
    def case(folder: Path) -> str:
        (folder / "r.txt").write_text(MENDABLE, encoding="utf-8")
        program = "import os; os.getpid = lambda: 7\nimport sys; sys.argv = ['fazhi', 'fix', 'r.txt']\nfrom checker.__main__ import main; main()"
        runs = [
            subprocess.Popen([sys.executable, "-c", program], cwd=folder, env=environment(), stderr=subprocess.DEVNULL)
            for _ in range(2)
        ]
        for run in runs:
            run.wait(60)
        return (
            ""
            if (folder / "r.txt").read_text(encoding="utf-8") == MENDED and len(list(folder.iterdir())) == 1
            else "mixed"
        )

    while True:
        yield case


def damage(path: Path, way: int, others: list[Path]) -> None:
    data = path.read_bytes()
    place = random.randrange(len(data))
    contents = (data[:place] + bytes([data[place] ^ 255]) + data[place + 1 :], data[:place], bytes(len(data)))
    if way < len(contents):
        path.write_bytes(contents[way])
        return
    other = random.choice(others).read_bytes()
    path.unlink()
    if way == 3:
        path.symlink_to("/dev/zero")
    elif way == 4:
        path.mkdir()
    else:
        path.write_bytes(other)


def caches() -> Iterator[Case]:
    def damaged(way: int) -> Case:
        def case(folder: Path) -> str:
            (folder / "a.txt").write_text(REPORT, encoding="utf-8")
            (folder / "b.txt").write_text(MENDABLE, encoding="utf-8")
            options = ("check", "--cache-dir", "c", "--output-format", "concise", "a.txt", "b.txt")
            fazhi(*options, cwd=folder)
            files = sorted(path for path in (folder / "c").rglob("*") if path.is_file())
            for number, path in enumerate(files):
                damage(path, way, files[number:])
            done, plain = fazhi(*options, cwd=folder), fazhi(*options, "--no-cache", cwd=folder)
            return "" if (done.stdout, done.returncode) == (plain.stdout, plain.returncode) else "another result"

        return case

    while True:
        for way in range(6):
            yield damaged(way)


def documents() -> Iterator[Case]:
    def reading(file: str, make: Callable[[int], bytes], size: int) -> Case:
        def case(folder: Path) -> str:
            (folder / file).write_bytes(make(size))
            begun = time.monotonic()
            done = fazhi("check", "--no-cache", "--timeout", "10", file, cwd=folder, seconds=40)
            return refused(done) or ("slow" if time.monotonic() - begun > 25 else "")

        return case

    for size in (25_000, 200_000, 1_000_000):
        for file, make in HOSTILE.values():
            yield reading(file, make, size)
    yield reading("a.pdf", pdf_forms, 0)


def names() -> Iterator[Case]:
    def told(name: str, output: str) -> Case:
        def case(folder: Path) -> str:
            (folder / name).write_text(
                "云岭镇会议纪要\n\n会议布署\x1b]0;x\x07\x9b1m\u202e13987650432,合同18件。\n", encoding="utf-8"
            )
            done = fazhi("check", "--no-cache", "--output-format", output, "--", name, cwd=folder)
            said = done.stdout.decode()
            if any(sign in said for sign in "\x1b\x07\x9b\u202e"):
                return "control characters"
            if "13987650432" in said or ("<script>alert" in said and output in MARKUP):
                return "shown"
            return (
                "a command"
                if output != "github" and any(line.lstrip().startswith("::") for line in said.splitlines())
                else refused(done)
            )

        return case

    for name in NAMES:
        for output in FORMATS:
            yield told(name, output)


CONFIGURATIONS = (
    'output-format = ["concise:.git/hooks/pre-commit"]', 'output-format = ["json:../victim"]', 'output-format = ["html:x.html"]',
    'rulesets = ["../out"]', 'rulesets = ["/dev/zero"]', 'rulesets = ["pipe"]', 'catalogs = ["/dev/zero"]', 'catalogs = ["../out"]',
    'baseline = "/dev/zero"', 'baseline = "pipe"', 'baseline = "../out"', 'previous = "/"', 'previous = ["../secret"]', 'extend = "/dev/zero"',
    'extend = "../out"', f'names = [{",".join(["1"] * 9)}]', "[" + ".".join("a" * 20_000) + "]", "x = " + "[" * 5000,
    "names = [" + ",".join(f'"甲{number}"' for number in range(100_000)) + "]", f'exclude = ["{"*a" * 25}b"]', f'exclude = ["{"**/a/" * 25}b"]',
    f'[[per-file]]\nfiles = ["{"*a" * 25}b"]\nignore = ["PLH"]', f'[[ignore]]\nrule = "PLH"\nreason = "x"\npath = "{"*a" * 25}b"',
)  # fmt: skip
PATTERNS = (
    "(?:(?:(?:(?:a{1000}){1000}){1000}){1000}){1000}", "(" * 3000 + ")" * 3000, "(?:a|aa)+$", "(a+)+b", "(?:(?:a{1,999}){1,999}){1,999}",
    "a" * 100_000, "(?:" * 200 + ")*" * 200,
)  # fmt: skip


def configurations() -> Iterator[Case]:
    def loaded(text: str) -> Case:
        def case(folder: Path) -> str:
            inside = folder / "inside"
            inside.mkdir()
            (inside / ".git" / "hooks").mkdir(parents=True)
            os.mkfifo(inside / "pipe")
            (folder / "victim").write_text("precious")
            (folder / "out").write_text(SECRET)
            (folder / "secret").mkdir()
            (folder / "secret" / "a.txt").write_text(MENDABLE.replace("云岭镇", SECRET))
            (inside / "r.txt").write_text(REPORT + "a" * 300 + "\n", encoding="utf-8")
            (inside / "fazhi.toml").write_text(text, encoding="utf-8")
            before = sorted(folder.rglob("*"))
            done = fazhi("check", "--no-cache", "--timeout", "10", cwd=inside, seconds=40)
            if sorted(folder.rglob("*")) != before or (folder / "victim").read_text() != "precious":
                return "something was written"
            return "outside text" if SECRET.encode() in done.stdout + done.stderr else refused(done)

        return case

    from own_rule import GOOD

    for text in CONFIGURATIONS:
        yield loaded(text)
    head = GOOD.partition("[[rule.example]]")[0]
    for pattern in PATTERNS:
        yield loaded(head.replace("甲(?&count)", pattern))


def links() -> Iterator[Case]:
    def searched(target: str, command: tuple[str, ...]) -> Case:
        def case(folder: Path) -> str:
            inside = folder / "inside"
            inside.mkdir()
            (folder / "secret.txt").write_text(MENDABLE.replace("云岭镇", SECRET), encoding="utf-8")
            before = (folder / "secret.txt").read_bytes()
            (inside / "r.txt").write_text(REPORT, encoding="utf-8")
            if target == "pipe":
                os.mkfifo(inside / "a.txt")
            else:
                (inside / "a.txt").symlink_to(target)
            done = fazhi(*command, cwd=inside, seconds=40)
            if (folder / "secret.txt").read_bytes() != before:
                return "written outside"
            return "outside text" if SECRET.encode() in done.stdout + done.stderr else refused(done)

        return case

    for target in (
        "/dev/zero",
        "/dev/stdin",
        "/etc/passwd",
        "../secret.txt",
        "pipe",
        "a.txt",
        "gone.txt",
        "/proc/self/mem",
        "/",
    ):
        for command in (
            ("check", "."),
            ("fix", "."),
            ("baseline", "."),
            ("compare", "."),
            ("check", "--previous", ".", "r.txt"),
        ):
            yield searched(target, command)


def temporaries() -> Iterator[Case]:
    def case(folder: Path) -> str:
        (folder / "victim").write_text("precious")
        (folder / "r.txt").write_text(MENDABLE, encoding="utf-8")
        process = subprocess.Popen(["true"])
        process.wait()
        for number in range(process.pid, process.pid + 300):
            (folder / f".r.txt.{number}.tmp").symlink_to("victim")
        fazhi("fix", "r.txt", cwd=folder)
        whole = (folder / "r.txt").read_text(encoding="utf-8") == MENDED and not (folder / "r.txt").is_symlink()
        return "" if whole and (folder / "victim").read_text() == "precious" else "written through a link"

    while True:
        yield case


KINDS: dict[str, tuple[Callable[[], Iterator[Case]], float]] = {
    "killed (KILL, TERM, INT)": (kills, 0.25),
    "two fix at once, one number of process": (at_once, 0.05),
    "links in the place of temporary files": (temporaries, 0.05),
    "cache flipped, cut, zeroed, linked, swapped": (caches, 0.13),
    "links, pipes and devices in a folder": (links, 0.12),
    "hostile documents": (documents, 0.2),
    "hostile names and texts x outputs": (names, 0.12),
    "hostile configurations and patterns": (configurations, 0.08),
}
"""Kind of attack → its cases, and its share of the time."""


def attack(cases: Iterator[Case], seconds: float) -> tuple[int, list[str]]:
    """How many cases were tried, and the faults."""
    until = time.monotonic() + seconds
    tried, faults = 0, []
    for case in cases:
        folder = Path(tempfile.mkdtemp(prefix="fazhi-attack-"))
        try:
            fault = case(folder)
        except subprocess.TimeoutExpired as error:
            fault = f"hangs: {error.cmd[3:]}"
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        tried += 1
        if fault:
            faults.append(fault)
        if time.monotonic() > until:
            break
    return tried, faults


def main(seconds: float) -> int:
    """Attack for so many seconds; the exit code."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where a shell starts this in the background
    print("| what | runs | faults |\n|---|---|---|")
    bad = 0
    for name, (cases, share) in KINDS.items():
        tried, faults = attack(cases(), seconds * share)
        bad += len(faults)
        print(f"| {name} | {tried} | {len(faults)} |", flush=True)
        for fault in list(dict.fromkeys(faults))[:5]:
            print(f"    {fault!r}", flush=True)
    shutil.rmtree(os.environ["FAZHI_CACHE_DIR"], ignore_errors=True)
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 540.0))
