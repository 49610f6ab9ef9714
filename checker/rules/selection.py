"""Which rules run, and how severe they are: by id (FIG003), name (approximate-exact) or family (FIG)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from checker.resources.toml import suggestion
from checker.rules.rule import Rule
from checker.text.diagnostic import Severity
from checker.text.errors import FazhiError

NOWHERE: Mapping[str, str] = {}


def select_rules(
    rules: Iterable[Rule],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    extend_select: tuple[str, ...] = (),
    written: Mapping[str, str] = NOWHERE,
) -> tuple[Rule, ...]:
    """The enabled rules and those of ``extend_select``, less the ignored ones; with ``select``, just those.

    ``written`` says where a name was written, for the message when there is no rule of that name, which is a
    :class:`~checker.text.errors.FazhiError`.
    """
    known = tuple(rules)
    check_names(known, (*select, *extend_select, *ignore), written)

    def wanted(rule: Rule) -> bool:
        chosen = any(_named(rule, name) for name in (*select, *extend_select))
        return chosen or (rule.enabled and not select)

    return tuple(rule for rule in known if wanted(rule) and not any(_named(rule, name) for name in ignore))


def check_names(rules: Iterable[Rule], names: Iterable[str], written: Mapping[str, str] = NOWHERE) -> None:
    """Raise :class:`~checker.text.errors.FazhiError` for the first name that no rule has."""
    known = tuple(rules)
    for name in names:
        if not any(_named(rule, name) for rule in known):
            near = suggestion(name, [part for rule in known for part in (rule.id, rule.name, rule.family)])
            where = f"({written[name]})" if written.get(name) else ""
            raise FazhiError(f"没有规则“{name}”{near}{where}")


def with_severities(
    rules: Iterable[Rule], severities: Iterable[tuple[str, str]], written: Mapping[str, str] = NOWHERE
) -> tuple[Rule, ...]:
    """The rules with other severities, in all their variants; an id counts more than a name, a name than a family.

    Raises :class:`~checker.text.errors.FazhiError` for a name that no rule has.
    """
    known, wanted = tuple(rules), dict(severities)
    check_names(known, wanted, written)
    upper = {name.upper(): severity for name, severity in wanted.items()}

    def changed(rule: Rule) -> Rule:
        found = upper.get(rule.id) or upper.get(rule.name.upper()) or upper.get(rule.family) or upper.get("ALL")
        if found is None:
            return rule
        severity = Severity[found.upper()]
        variants = {name: replace(variant, severity=severity) for name, variant in rule.variants.items()}
        return replace(rule, severity=severity, variants=variants)

    return tuple(changed(rule) for rule in known)


def _named(rule: Rule, name: str) -> bool:
    return is_named(name, rule.id, rule.name)


def is_named(name: str, identifier: str, rule_name: str) -> bool:
    """True when a name means a rule: its id, family or name in any case, or ALL."""
    return name.upper() in (identifier, identifier[:3], "ALL") or name.lower() == rule_name
