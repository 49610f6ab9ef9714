"""Writes the generated pages of docs; with --check, only tells whether they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from reference import commands_page, kinds_page, schema_text, with_keys

from checker.project.linter import Linter, Settings
from checker.rules.explanation import rule_index, rule_page
from checker.rules.families import FAMILIES

DOCS = Path(__file__).parent
CONFIGURATION = "configuration.md"


def pages() -> dict[str, str]:
    """Path below docs → text of every generated page."""
    rules = Linter(Settings()).all_rules
    written = {
        "rules/index.md": rule_index(rules, FAMILIES),
        "commands.md": commands_page(),
        "kinds.md": kinds_page(),
        "fazhi.schema.json": schema_text(),
        CONFIGURATION: with_keys((DOCS / CONFIGURATION).read_text(encoding="utf-8")),
    }
    return written | {f"rules/{rule.id}.md": rule_page(rule) for rule in rules}


def stale(wanted: dict[str, str]) -> list[str]:
    """The pages that are missing, differ, or belong to no rule any more."""
    rule_pages = {f"rules/{path.name}" for path in (DOCS / "rules").glob("*.md")}
    names = wanted.keys() | rule_pages
    return sorted(name for name in names if wanted.get(name) != _present(DOCS / name))


def _present(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main() -> int:
    """Write the pages, or check them."""
    wanted = pages()
    differing = stale(wanted)
    if "--check" in sys.argv[1:]:
        for name in differing:
            sys.stderr.write(f"docs/{name} is out of date: run make docs\n")
        return 1 if differing else 0
    (DOCS / "rules").mkdir(exist_ok=True)
    for name in differing:
        if name in wanted:
            (DOCS / name).write_text(wanted[name], encoding="utf-8")
        else:
            (DOCS / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
