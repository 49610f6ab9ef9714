"""Generates pages of the documentation; with ``--check`` only reports whether they are up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from reference import commands_page, kinds_page, messages_page, schema_text, with_keys

from checker.project.linter import Linter, Settings
from checker.rules.explanation import rule_index, rule_page
from checker.rules.families import FAMILIES
from checker.survey.schema import schema_page

DOCS = Path(__file__).parent
CONFIGURATION = "configuration.md"


def pages() -> dict[str, str]:
    """Map the path below docs of every generated page to its text."""
    linter = Linter(Settings())
    rules = linter.all_rules
    texts = {
        "rules/index.md": rule_index(rules, FAMILIES),
        "commands.md": commands_page(),
        "kinds.md": kinds_page(),
        "messages.md": messages_page(rules, linter.knowledge),
        "survey-tables.md": schema_page(),
        "fazhi.schema.json": schema_text(),
        CONFIGURATION: with_keys((DOCS / CONFIGURATION).read_text(encoding="utf-8")),
    }
    return texts | {f"rules/{rule.id}.md": rule_page(rule) for rule in rules}


def outdated(expected: dict[str, str]) -> list[str]:
    """The pages that are missing, that differ, or that belong to a removed rule."""
    rule_pages = {f"rules/{path.name}" for path in (DOCS / "rules").glob("*.md")}
    names = expected.keys() | rule_pages
    return sorted(name for name in names if expected.get(name) != _content(DOCS / name))


def _content(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def main() -> int:
    """Write the outdated pages, or report them."""
    expected = pages()
    differing = outdated(expected)
    if "--check" in sys.argv[1:]:
        for name in differing:
            sys.stderr.write(f"docs/{name} is out of date: run make docs\n")
        return 1 if differing else 0
    (DOCS / "rules").mkdir(exist_ok=True)
    for name in differing:
        if name in expected:
            (DOCS / name).write_text(expected[name], encoding="utf-8")
        else:
            (DOCS / name).unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main())
