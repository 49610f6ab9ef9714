"""What facts and rules cost on the reports of a run: ``fazhi check --profile-rules``.

The facts are read first, one after the other, so that none is charged to the rule that happens to ask for it first;
then the rules run with all facts there.
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
}
"""In the order in which they build on each other."""
_MOST = 40
"""Lines of a table; behind them nothing costs anything."""


class Costs(Struct):
    """Seconds of processor time by name, over so many reports."""

    reports: int = 0
    facts: dict[str, float] = field(default_factory=dict)
    rules: dict[str, float] = field(default_factory=dict)
    findings: Counter[str] = field(default_factory=Counter)


def costs_of(paths: Iterable[str | InputError], project: Project) -> Costs:
    """Measure every readable report once more."""
    costs = Costs()
    for path in paths:
        document = read_file(path) if isinstance(path, str) and path != STANDARD_INPUT else None
        if document is None or isinstance(document, InputError):
            continue
        toolbox = project.toolbox(path if isinstance(path, str) else ".")
        reading = Reading(document, toolbox.knowledge, toolbox.settings.profile)
        costs.reports += 1
        for name, fact in FACTS.items():
            start = time.process_time()
            fact(reading)
            costs.facts[name] = costs.facts.get(name, 0.0) + time.process_time() - start
        for rule in toolbox.rules:
            start = time.process_time()
            found = sum(1 for _ in KINDS[rule.kind].check(reading, rule))
            named = f"{rule.id} {rule.name}"
            costs.rules[named] = costs.rules.get(named, 0.0) + time.process_time() - start
            costs.findings[named] += found
    return costs


def write(costs: Costs) -> str:
    """Two tables, the dearest first, in milliseconds a report."""
    if not costs.reports:
        return ""
    lines = [f"每份报告的耗时(毫秒,{costs.reports} 份平均)", f"事实合计 {_each(sum(costs.facts.values()), costs)}"]
    lines.extend(f"{_each(cost, costs)}  {name}" for name, cost in _dearest(costs.facts))
    lines.append(f"规则合计 {_each(sum(costs.rules.values()), costs)}")
    lines.extend(f"{_each(cost, costs)}  {name}  {costs.findings[name]} 处" for name, cost in _dearest(costs.rules))
    return "\n".join(lines) + "\n"


def _dearest(costs: dict[str, float]) -> list[tuple[str, float]]:
    return sorted(costs.items(), key=lambda item: -item[1])[:_MOST]


def _each(seconds: float, costs: Costs) -> str:
    return f"{seconds / costs.reports * 1000:8.2f}"
