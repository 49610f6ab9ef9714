"""Named settings that ship with the rulesets: which files to pass over, which rules, how severe."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from checker import toml
from checker.diagnostic import Severity
from checker.errors import FazhiError
from checker.rule import Rule

_KEYS = ("extend", "exclude", "ignore", "enable", "severity")


@dataclass(frozen=True)
class Preset:
    """``exclude`` are file name patterns, ``ignore`` rules, ``severities`` rule id → severity.

    ``enable`` are families or rules that are off otherwise.
    """

    exclude: tuple[str, ...]
    ignore: tuple[str, ...]
    enable: tuple[str, ...]
    severities: Mapping[str, Severity]


def load_preset(directory: Path, name: str) -> Preset:
    """Read ``presets/NAME.toml`` and what it extends; lists add up, severities replace.

    Raises :class:`~checker.errors.FazhiError` for a name that no preset has.
    """
    known = sorted(path.stem for path in directory.glob("*.toml"))
    if name not in known:
        raise FazhiError(f"没有预设“{name}”{toml.nearest(name, known)}(可用:{' '.join(known)})")
    table = toml.load(directory / f"{name}.toml", f"presets/{name}.toml")
    table.only(_KEYS)
    base = Preset((), (), (), {})
    if "extend" in table.values:
        base = load_preset(directory, table.choice("extend", [other for other in known if other != name]))
    severities = table.table("severity")
    own = {rule: Severity[severities.choice(rule, map(str, Severity)).upper()] for rule in severities.values}
    return Preset(
        (*base.exclude, *table.strings("exclude", ())),
        (*base.ignore, *table.strings("ignore", ())),
        (*base.enable, *table.strings("enable", ())),
        {**base.severities, **own},
    )


def with_severities(rules: Iterable[Rule], preset: Preset) -> tuple[Rule, ...]:
    """The rules with the preset's severities, in all their variants.

    Raises :class:`~checker.errors.FazhiError` for an id that no rule has.
    """
    known = {rule.id: rule for rule in rules}
    for identifier, severity in preset.severities.items():
        rule = known.get(identifier)
        if rule is None:
            raise FazhiError(f"预设中没有规则“{identifier}”{toml.nearest(identifier, known)}")
        variants = {name: replace(variant, severity=severity) for name, variant in rule.variants.items()}
        known[identifier] = replace(rule, severity=severity, variants=variants)
    return tuple(_enabled(rule, preset.enable) for rule in known.values())


def _enabled(rule: Rule, names: tuple[str, ...]) -> Rule:
    return replace(rule, enabled=True) if {rule.id, rule.name, rule.family} & set(names) else rule
