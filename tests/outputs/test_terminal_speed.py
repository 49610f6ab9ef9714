"""The full format takes no longer on a terminal than into a pipe."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

from composed import write_composed
from pace import SLOW
from pseudo_terminal import in_terminal

REPORTS = 60 if SLOW else 20
ROUNDS = 3 if SLOW else 2


def processor_time(run: Callable[[], object]) -> float:
    """The processor time of child processes during a run, which depends less on the machine's load than elapsed time."""
    before = os.times()
    run()
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def test_new_reports_on_a_terminal_take_no_longer_than_into_a_pipe(tmp_path: Path) -> None:
    write_composed(tmp_path, REPORTS)
    command = ["check", "--no-cache", str(tmp_path)]

    def piped() -> None:
        code, shown, out, _ = in_terminal(command, streams=())
        assert (code, shown) == (1, "")
        assert len(re.findall(r"^[^│\n]*(?:处必须改|处多半要改|缺 )", out, re.MULTILINE)) >= REPORTS

    def on_terminal() -> None:
        code, shown, _, _ = in_terminal(command)
        assert code == 1
        assert len(re.findall(r"\x1b\[1m[^\x1b]*(?:处必须改|处多半要改|缺 )", shown)) == REPORTS

    times = {run: min(processor_time(run) for _ in range(ROUNDS)) for run in (piped, on_terminal)}
    assert times[on_terminal] <= 1.3 * times[piped]
