"""A rule without end is stopped and reported; all other rules run."""

from __future__ import annotations

import signal
import sys
import threading
import time
from typing import Any

import pytest
from helpers import document, linter, rule
from msgspec.structs import replace

from checker.lint.engine import lint
from checker.lint.report import Report
from checker.rules.rule import Rule
from checker.search import patterns, time_limit
from checker.search.patterns import Pattern, compile_pattern, finditer
from checker.search.time_limit import WATCHDOG

ENDLESS = r"(?:甲|甲甲|甲\w)*[乙丙]$"
"""Backtracks exponentially on the text below."""
TEXT = f"2024年,审查合同@件。{'甲' * 60}乙!\n"

pytestmark = pytest.mark.usefixtures("warm")
with_timer = pytest.mark.skipif(sys.platform == "win32", reason="there is no timer of the process")


@pytest.fixture(scope="module")
def warm() -> None:
    """Lint once, so that one-time work does not count towards the limits of these tests."""
    assert not lint(document(TEXT), linter().rules, linter().knowledge).failures


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "SECONDS", 0.2)
    monkeypatch.setattr(WATCHDOG, "limit", 0.2)
    monkeypatch.setattr(time_limit, "_TICK", 0.05)


def work(seconds: float) -> None:
    """Use processor time, in steps between which signals are handled."""
    begun = time.process_time()
    while time.process_time() - begun < seconds:
        sum(range(10_000))


def slow_rule() -> Rule:
    like = rule("doubled-mark")
    options = {**like.options, "patterns": Pattern(ENDLESS)}
    return replace(like, id="XXX001", name="endless", options=options)


def linted() -> Report:
    return lint(document(TEXT), (slow_rule(), *linter().rules), linter().knowledge)


def assert_told(result: Report) -> None:
    assert result.failures == ("report.txt：规则 XXX001 用时过长，没有查完",)
    found = [(item.rule, item.text, item.span.start) for item in result.diagnostics if item.rule == "PLH001"]
    assert found == [("PLH001", "@件", TEXT.index("@"))]


@with_timer
def test_an_endless_rule_is_stopped_by_the_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    limits: list[float | None] = []
    compiled = patterns._compile

    class Seen:
        def __init__(self, source: str) -> None:
            self.real: Any = compiled(source)

        def __getattr__(self, name: str) -> Any:
            return getattr(self.real, name)

        def finditer(self, *place: Any, timeout: float | None = None) -> Any:
            limits.append(timeout)
            return self.real.finditer(*place, timeout=timeout)

    monkeypatch.setattr(patterns, "_compile", Seen)
    assert_told(linted())
    assert limits
    assert set(limits) == {None}, "no search of a rule keeps a limit of its own"


def test_an_endless_rule_is_stopped_in_another_thread() -> None:
    found: list[Report] = []
    thread = threading.Thread(target=lambda: found.append(linted()))
    thread.start()
    thread.join()
    assert_told(found[0])


@with_timer
def test_another_thread_has_its_own_limit_while_the_timer_runs() -> None:
    found: list[Report] = []
    with WATCHDOG.guard(10_000_000), WATCHDOG:
        thread = threading.Thread(target=lambda: found.append(linted()))
        thread.start()
        thread.join()
        assert WATCHDOG.limit is None
    assert_told(found[0])


@with_timer
def test_the_signal_handler_of_other_code_is_kept() -> None:
    def handler(_signal: int, _frame: object) -> None: ...

    before = signal.signal(signal.SIGVTALRM, handler)
    try:
        assert_told(linted())
        assert signal.getsignal(signal.SIGVTALRM) is handler
    finally:
        signal.signal(signal.SIGVTALRM, before)


@with_timer
def test_handler_and_timer_are_restored() -> None:
    linted()
    assert signal.getsignal(signal.SIGVTALRM) is signal.SIG_DFL
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)
    assert WATCHDOG.limit == time_limit.SECONDS


@with_timer
def test_slow_work_between_rules_is_not_stopped() -> None:
    with WATCHDOG.guard(0):
        with WATCHDOG:
            pass
        work(0.5)


@with_timer
def test_a_rule_has_more_time_for_a_longer_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "SECONDS", 0.0)
    with WATCHDOG.guard(10_000_000), WATCHDOG:
        work(0.5)
    with pytest.raises(TimeoutError), WATCHDOG.guard(0), WATCHDOG:
        work(5.0)


def test_a_search_outside_of_rules_keeps_a_limit() -> None:
    with pytest.raises(TimeoutError):
        list(finditer(compile_pattern(ENDLESS), "甲" * 60 + "乙!"))
