"""Writes docs/rules from the rulesets; with --check, only tells whether they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from checker.explain import rule_index, rule_page
from checker.families import FAMILIES
from checker.toolbox import Settings, Toolbox

RULES = Path(__file__).parent / "rules"


def pages() -> dict[str, str]:
    """File name → text of every generated page."""
    rules = Toolbox(Settings()).all_rules
    return {"index.md": rule_index(rules, FAMILIES)} | {f"{rule.id}.md": rule_page(rule) for rule in rules}


def stale(wanted: dict[str, str]) -> list[str]:
    """The pages that are missing, differ, or belong to no rule any more."""
    present = {path.name: path.read_text(encoding="utf-8") for path in RULES.glob("*.md")}
    return sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))


def main() -> int:
    """Write the pages, or check them."""
    wanted = pages()
    differing = stale(wanted)
    if "--check" in sys.argv[1:]:
        for name in differing:
            sys.stderr.write(f"docs/rules/{name} is out of date: run make docs\n")
        return 1 if differing else 0
    RULES.mkdir(exist_ok=True)
    for name in differing:
        if name in wanted:
            (RULES / name).write_text(wanted[name], encoding="utf-8")
        else:
            (RULES / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
