"""How long ``fazhi check`` takes, beside other linters for Chinese text, in one run of this machine: ``make bench``.

All contenders read the same reports (:mod:`composed`), one after the other, round by round, so that what else the machine
does meets all of them; medians are told. Peers are run when they are there: give their folders with --path.
"""

from __future__ import annotations

import argparse
import compileall
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from composed import write_composed
from reports import sized, write_reports

ROOT = Path(__file__).parent.parent.parent
INSTALLED = Path(sys.executable).parent / "fazhi"
FAZHI = [str(INSTALLED)] if INSTALLED.exists() else [sys.executable, "-m", "checker"]
HERE = Path(tempfile.gettempdir())
"""Where all are started: no configuration of anybody's lies there."""
PEERS = {
    "AutoCorrect": ["autocorrect", "--lint", "--no-diff-bg-color"],
    "AutoCorrect (JSON)": ["autocorrect", "--lint", "--format", "json"],
    "limae": ["limae"],
    "zhlint": ["zhlint"],
    "textlint": ["textlint"],
}
SEEDS = 5
"""The reports that single runs are measured with: the seeds themselves."""
SHOWN = 60
"""Reports that are shown on a terminal and written into a pipe."""
NOTHING, EXPRESSIONS, ALL = "nothing", "expressions", "all"


@dataclass
class Contender:
    """A command and what it is given; ``prepare`` is run before each of its rounds."""

    name: str
    command: list[str]
    prepare: Callable[[], object] = lambda: None
    environment: dict[str, str] = field(default_factory=dict)
    walls: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def run(self) -> int:
        """One round; returns the exit code."""
        self.prepare()
        before, start = os.times(), time.perf_counter()
        done = subprocess.run(
            self.command,
            cwd=HERE,
            env=os.environ | self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
        self.walls.append(time.perf_counter() - start)
        after = os.times()
        self.processor.append(
            after.children_user + after.children_system - before.children_user - before.children_system
        )
        return done.returncode

    @property
    def wall(self) -> float:
        return statistics.median(self.walls)


def fazhi(name: str, arguments: list[str], cache: Path, kept: str) -> Contender:
    """``fazhi check`` with so much of earlier runs: nothing, compiled expressions, or the results too."""

    def prepare() -> None:
        if kept == NOTHING:
            shutil.rmtree(cache, ignore_errors=True)
        elif kept == EXPRESSIONS:
            shutil.rmtree(cache / "results", ignore_errors=True)

    return Contender(name, [*FAZHI, "check", *arguments], prepare, {"FAZHI_CACHE_DIR": str(cache)})


def contenders(paths: list[str], path: str, cache: Path, flags: list[str]) -> Iterator[Contender]:
    """The tool in three states, and the peers that are there."""
    yield fazhi("fazhi, first run", [*flags, *paths], cache / "first", NOTHING)
    yield fazhi("fazhi, new reports", [*flags, *paths], cache / "new", EXPRESSIONS)
    yield fazhi("fazhi, same reports", [*flags, *paths], cache / "same", ALL)
    for name, (program, *arguments) in PEERS.items():
        found = shutil.which(program, path=path)
        if found:
            yield Contender(name, [found, *arguments, *paths])
        else:
            print(f"  ({name}: not installed, left out)")


def starts() -> Iterator[Contender]:
    """The interpreter alone, and the program that does nothing."""
    yield Contender("python -c pass", [sys.executable, "-c", "pass"])
    yield Contender("fazhi --version", [*FAZHI, "--version"])


def displays(files: list[str], cache: Path) -> Iterator[Contender]:
    """New reports into a pipe, and on a pseudo-terminal."""
    yield fazhi("fazhi, into a pipe", files, cache / "pipe", EXPRESSIONS)
    shown = fazhi("fazhi, on a terminal", files, cache / "terminal", EXPRESSIONS)
    program = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    shown.command = [sys.executable, "-c", program, *shown.command]
    yield shown


def race(title: str, runners: list[Contender], rounds: int, characters: int) -> None:
    """Round by round, then the medians; the first round of everybody is not counted."""
    for number in range(rounds + 1):
        for runner in runners:
            code = runner.run()
            if number == 0:
                runner.walls.clear()
                runner.processor.clear()
                if code not in (0, 1):
                    print(f"  ({runner.name}: exit code {code})")
    print(f"\n{title}")
    print(f"  {'':<24}{'wall s':>9}{'least':>9}{'CPU s':>9}{'chars/s':>12}")
    for runner in runners:
        speed = f"{characters / runner.wall:>12,.0f}" if characters else ""
        print(
            f"  {runner.name:<24}{runner.wall:>9.3f}{min(runner.walls):>9.3f}{statistics.median(runner.processor):>9.3f}{speed}"
        )
    ours, others = ([one for one in runners if one.name.startswith("fazhi") == mine] for mine in (True, False))
    for one in ours:
        print(f"  {one.name}: " + ", ".join(f"{one.wall / other.wall:.2f} × {other.name}" for other in others))


def memory(command: list[str], environment: dict[str, str]) -> float:
    """The most memory of a command and its children together, in MB; pages that they share are counted once."""
    peak = 0
    with subprocess.Popen(
        command, cwd=HERE, env=os.environ | environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        ended = threading.Event()

        def watch() -> None:
            nonlocal peak
            while not ended.wait(0.05):
                peak = max(peak, sum(_share(each) for each in (process.pid, *_children(process.pid))))

        watcher = threading.Thread(target=watch)
        watcher.start()
        process.wait()
        ended.set()
        watcher.join()
    return peak / 1024


def _children(process: int) -> list[int]:
    with suppress(OSError):
        return [
            int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
        ]
    return []


def _share(process: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    return 0


def sizes(folder: Path, wanted: list[int], cache: Path) -> None:
    """One text of growing size."""
    print("\none text of growing size (first run of its bytes)")
    for size in wanted:
        file = folder / f"{size}.txt"
        file.write_text(sized(size), encoding="utf-8")
        runner = fazhi(str(size), ["--output-format", "concise", str(file)], cache / "sizes", EXPRESSIONS)
        for _ in range(2):
            runner.run()
        peak = memory(runner.command, runner.environment | {"FAZHI_CACHE_DIR": os.devnull})
        print(
            f"  {size:>12,} bytes {runner.walls[-1]:>8.2f} s {runner.walls[-1] / size * 1e6:>8.2f} µs/byte {peak:>8.0f} MB"
        )


def main() -> None:
    """Measure what the flags ask for and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=325, help="how many reports (100, 1000, 10000 …)")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output-format", default="")
    parser.add_argument("--jobs", default="")
    parser.add_argument("--sizes", default="", help="bytes of one text, apart by commas: 10000,100000,1000000,10000000")
    parser.add_argument("--path", default="", help="folders with peers, besides PATH")
    parser.add_argument("--memory", action="store_true", help="the most memory over all reports, too")
    asked = parser.parse_args()
    path = os.pathsep.join(filter(None, (asked.path, os.environ["PATH"])))
    given = {"--output-format": asked.output_format, "--jobs": asked.jobs}
    flags = [word for flag, value in given.items() if value for word in (flag, value)]
    # As installing does; where Python may write no bytecode, every start would compile everything else.
    compileall.compile_dir(ROOT / "checker", quiet=1)
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    print(f"{platform.platform()}, {processors} processors, Python {platform.python_version()}, {asked.rounds} rounds")
    with tempfile.TemporaryDirectory() as name:
        folder, cache = Path(name, "reports"), Path(name, "cache")
        characters = write_composed(folder, asked.reports)
        files = sorted(map(str, folder.iterdir()))
        one_by_one = Path(name, "one")
        write_reports(one_by_one, SEEDS)  # what a single report costs depends on what is in it
        size = sum(Path(file).stat().st_size for file in files)
        print(f"{len(files)} reports, {size / 1e6:.1f} MB, {characters:,} characters")
        race(f"{len(files)} reports", list(contenders(files, path, cache, flags)), asked.rounds, characters)
        for file in sorted(map(str, one_by_one.iterdir())):
            race(f"one report: {Path(file).name}", list(contenders([file], path, cache, flags)), asked.rounds, 0)
        race("start", list(starts()), asked.rounds, 0)
        race(f"{SHOWN} reports for people", list(displays(files[:SHOWN], cache)), asked.rounds, 0)
        if asked.memory:
            peak = memory([*FAZHI, "check", "--no-cache", *flags, str(folder)], {})
            print(f"\nmost memory of all processes, {len(files)} reports: {peak:.0f} MB")
        if asked.sizes:
            sizes(Path(name), [int(size) for size in asked.sizes.split(",")], cache)


if __name__ == "__main__":
    main()
