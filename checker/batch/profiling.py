"""Processor time of facts and rules on the reports of a run, for ``fazhi check --profile-rules``.

All facts are read first, so that the time of a fact is not attributed to the first rule that needs it.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable

from msgspec import Struct, field

from checker.facts.reading import Reading
from checker.project.files import STANDARD_INPUT, read_file
from checker.project.project import Project
from checker.rules.kinds import KINDS
from checker.text.errors import InputError

FACTS: dict[str, Callable[[Reading], object]] = {
    "zones": lambda reading: reading.zones,
    "repeats": lambda reading: reading.repeats,
    "body": lambda reading: reading.body,
    "metadata": lambda reading: reading.metadata,
    "identity": lambda reading: reading.identity,
    "outline": lambda reading: reading.outline,
    "parts": lambda reading: reading.parts,
    "references": lambda reading: reading.references,
    "quantities": lambda reading: reading.quantities,
    "relations": lambda reading: reading.relations,
    "indicators": lambda reading: reading.indicators,
    "masks": lambda reading: reading.masks.text,
    "candidates": lambda reading: reading.candidates,
    "near terms": lambda reading: reading.near_terms,
    "width": lambda reading: reading.width,
    "literals": lambda reading: reading.prefiltered,
}
"""The facts, in the order of their dependencies."""
_MAX_LINES = 40
"""Lines of a table; the rest takes a negligible time."""


class Costs(Struct):
    """Seconds of processor time by name, summed over a number of reports."""

    reports: int = 0
    facts: dict[str, float] = field(default_factory=dict)
    rules: dict[str, float] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)


def measure_costs(paths: Iterable[str | InputError], project: Project) -> Costs:
    """Check every readable report once more, and measure the time."""
    costs = Costs()
    for path in paths:
        document = read_file(path) if isinstance(path, str) and path != STANDARD_INPUT else None
        if document is None or isinstance(document, InputError):
            continue
        linter = project.linter(path if isinstance(path, str) else ".")
        reading = Reading(document, linter.knowledge, linter.settings.profile)
        costs.reports += 1
        for name, fact in FACTS.items():
            start = time.process_time()
            fact(reading)
            costs.facts[name] = costs.facts.get(name, 0.0) + time.process_time() - start
        for rule in linter.rules:
            start = time.process_time()
            found = sum(1 for _ in KINDS[rule.kind].check(reading, rule))
            title = f"{rule.id} {rule.name}"
            costs.rules[title] = costs.rules.get(title, 0.0) + time.process_time() - start
            costs.findings[title] += found
    return costs


def format_costs(costs: Costs) -> str:
    """Format two tables in milliseconds per report, the most expensive first."""
    if not costs.reports:
        return ""
    lines = [
        f"每份报告的耗时（毫秒，{costs.reports} 份平均）",
        f"事实合计 {_per_report(sum(costs.facts.values()), costs)}",
    ]
    lines.extend(f"{_per_report(cost, costs)}  {name}" for name, cost in _most_expensive(costs.facts))
    lines.append(f"规则合计 {_per_report(sum(costs.rules.values()), costs)}")
    lines.extend(
        f"{_per_report(cost, costs)}  {name}  {costs.findings[name]} 处" for name, cost in _most_expensive(costs.rules)
    )
    return "\n".join(lines) + "\n"


def _most_expensive(costs: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(costs.items(), key=lambda item: -item[1])[:_MAX_LINES]


def _per_report(seconds: float, costs: Costs) -> str:
    return f"{seconds / costs.reports * 1000:8.2f}"
