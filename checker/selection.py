"""Which rules run: by id (FIG003), name (approximate-exact) or family (FIG)."""

from __future__ import annotations

from collections.abc import Iterable

from checker.errors import FazhiError
from checker.rule import Rule
from checker.toml import nearest


def select_rules(rules: Iterable[Rule], select: tuple[str, ...], ignore: tuple[str, ...]) -> tuple[Rule, ...]:
    """The enabled rules less the ignored ones; with ``select``, just those, enabled or not.

    Raises :class:`~checker.errors.FazhiError` for a name that no rule has.
    """
    known = tuple(rules)
    for name in (*select, *ignore):
        if not any(_named(rule, name) for rule in known):
            names = [part for rule in known for part in (rule.id, rule.name, rule.family)]
            raise FazhiError(f"没有规则“{name}”{nearest(name, names)}")
    return tuple(rule for rule in known if _wanted(rule, select) and not any(_named(rule, name) for name in ignore))


def _wanted(rule: Rule, select: tuple[str, ...]) -> bool:
    return any(_named(rule, name) for name in select) if select else rule.enabled


def _named(rule: Rule, name: str) -> bool:
    return name.upper() in (rule.id, rule.family, "ALL") or name == rule.name
