"""Selection of rules and of their severities, by id (FIG003), name (approximate-exact) or family (FIG).

The Chinese names of rules and families, which outputs show, do as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from checker.resources.toml import suggestion
from checker.rules.families import FAMILIES
from checker.rules.rule import Rule
from checker.text.diagnostic import Severity
from checker.text.errors import FazhiError

NO_ORIGINS: Mapping[str, str] = {}


def select_rules(
    rules: Iterable[Rule],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...] = (),
    origins: Mapping[str, str] = NO_ORIGINS,
) -> tuple[Rule, ...]:
    """Return the rules to run.

    These are the rules of ``select``, or all enabled rules if it is empty, and those of ``extend_select``, without
    those of ``ignore``. Raises :class:`~checker.text.errors.FazhiError` for a name that no rule has; ``origins`` maps
    names to the places where they are written, for the message of the error.
    """
    all_rules = tuple(rules)
    check_names(all_rules, (*select, *extend_select, *ignore), origins)

    def selected(rule: Rule) -> bool:
        named = any(_matches(rule, name) for name in (*select, *extend_select))
        return named or (rule.enabled and not select)

    return tuple(rule for rule in all_rules if selected(rule) and not any(_matches(rule, name) for name in ignore))


def check_names(rules: Iterable[Rule], names: Iterable[str], origins: Mapping[str, str] = NO_ORIGINS) -> None:
    """Raise :class:`~checker.text.errors.FazhiError` for the first name that no rule has."""
    all_rules = tuple(rules)
    for name in names:
        if not any(_matches(rule, name) for rule in all_rules):
            near = suggestion(name, [part for rule in all_rules for part in _names(rule)])
            origin = f"({origins[name]})" if origins.get(name) else ""
            raise FazhiError(f"没有规则“{name}”{near}{origin}")


def with_severities(
    rules: Iterable[Rule], severities: Iterable[tuple[str, str]], origins: Mapping[str, str] = NO_ORIGINS
) -> tuple[Rule, ...]:
    """Return the rules with the given severities in all their variants; an id overrides a name, a name a family.

    Raises :class:`~checker.text.errors.FazhiError` for a name that no rule has.
    """
    all_rules, by_name = tuple(rules), dict(severities)
    check_names(all_rules, by_name, origins)
    upper = {name.upper(): severity for name, severity in by_name.items()}

    def changed(rule: Rule) -> Rule:
        names = (*map(str.upper, _names(rule)), "ALL")
        found = next((upper[name] for name in names if name in upper), None)
        if found is None:
            return rule
        severity = Severity[found.upper()]
        variants = {name: replace(variant, severity=severity) for name, variant in rule.variants.items()}
        return replace(rule, severity=severity, variants=variants)

    return tuple(changed(rule) for rule in all_rules)


def _matches(rule: Rule, name: str) -> bool:
    return selects_rule(name, rule.id, rule.name, rule.summary)


def _names(rule: Rule) -> tuple[str, ...]:
    """The names of a rule, the most special first."""
    return rule.id, rule.name, rule.summary, rule.family, FAMILIES.get(rule.family, rule.family)


def selects_rule(name: str, identifier: str, rule_name: str, title: str = "") -> bool:
    """Return True if ``name`` is ALL, or the id, family, name or Chinese ``title`` of a rule, in any case."""
    if name.upper() in (identifier, identifier[:3], "ALL") or name.lower() == rule_name:
        return True
    return name in (title, FAMILIES.get(identifier[:3]))
