"""The cache of rules: shipped rules are parsed and validated once; later runs build them from cached values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any, overload

import msgspec

from checker.cache.folder import digest
from checker.cache.store import COMPILED_CACHE
from checker.resources import toml
from checker.resources.shipped import file_stamp, files_in, read_text
from checker.rules.kinds import KINDS
from checker.rules.rule import Example, OptionType, Rule, Variant
from checker.search.patterns import Pattern, compile_pattern
from checker.text.diagnostic import Confidence, Severity
from checker.text.errors import RulesetError

_SEVERITY, _CONFIDENCE, _KIND, _OPTIONS, _VARIANTS, _EXAMPLES = map(
    Rule.__struct_fields__.index, ("severity", "confidence", "kind", "options", "variants", "examples")
)
"""The indexes of the fields of a rule that cannot be cached as they are."""


class LazyExamples(Sequence[Example]):
    """The examples of a rule, decoded on first use."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    @cached_property
    def _examples(self) -> tuple[Example, ...]:
        return msgspec.msgpack.decode(self._data, type=tuple[Example, ...])

    @overload
    def __getitem__(self, index: int) -> Example: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Example, ...]: ...

    def __getitem__(self, index: int | slice) -> Example | tuple[Example, ...]:
        return self._examples[index]

    def __len__(self) -> int:
        return len(self._examples)


def load_rules(
    directory: Path, macros: Mapping[str, str], user_tables: tuple[toml.Table, ...] = ()
) -> tuple[Rule, ...]:
    """Load the rules of the TOML files directly in a folder and of the user's files, sorted by id.

    ``macros`` are the named alternatives that patterns may use as ``(?&name)``. Raises
    :class:`~checker.text.errors.RulesetError` for an invalid rule and for a duplicate id or name.
    """
    rules: dict[str, Rule] = {}
    names: dict[str, str] = {}
    macros_digest = digest(repr(sorted(macros.items())).encode())
    shipped = (_load_shipped(path, macros, macros_digest) for path in files_in(directory, ".toml"))
    for rule in chain(*shipped, *(_parse(table, macros) for table in user_tables)):
        other = rules.get(rule.id) or rules.get(names.get(rule.name, ""))
        if other:
            raise RulesetError(rule.file, f"规则 {rule.id}（{rule.name}）与 {other.file} 的 {other.id} 重复")
        rules[rule.id] = rule
        names[rule.name] = rule.id
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def _load_shipped(path: Path, macros: Mapping[str, str], macros_digest: str) -> list[Rule]:
    """Load the rules of a shipped file; the digest of the macros is part of the key of the cache."""

    def values() -> list[tuple[Any, ...]]:
        return pack_rules(_parse(toml.parse(read_text(path, path.name), path.name, trusted=True), macros))

    return unpack_rules(COMPILED_CACHE.get_or_make("rules", f"{file_stamp(path, path.name)}:{macros_digest}", values))


def _parse(table: toml.Table, macros: Mapping[str, str]) -> Iterable[Rule]:
    from checker.rules.loader import parse_rules  # noqa: PLC0415 - not needed for cached rules

    return parse_rules(table, macros)


def pack_rules(rules: Iterable[Rule]) -> list[tuple[Any, ...]]:
    """Convert rules to values that can be cached; a pattern becomes its source."""
    return [_values_of(rule) for rule in rules]


def unpack_rules(all_values: Iterable[Sequence[Any]]) -> list[Rule]:
    """Convert the result of :func:`pack_rules` back to rules."""
    return [_rule_of(values) for values in all_values]


def _values_of(rule: Rule) -> tuple[Any, ...]:
    values: list[Any] = list(msgspec.structs.astuple(rule))
    values[_SEVERITY], values[_CONFIDENCE] = int(rule.severity), int(rule.confidence)
    values[_OPTIONS] = msgspec.to_builtins(dict(rule.options), enc_hook=_source)
    values[_VARIANTS] = {
        name: (int(variant.severity), variant.message, variant.mend) for name, variant in rule.variants.items()
    }
    values[_EXAMPLES] = msgspec.msgpack.encode(tuple(rule.examples))
    return tuple(values)


def _rule_of(packed: Sequence[Any]) -> Rule:
    values = list(packed)
    values[_SEVERITY], values[_CONFIDENCE] = Severity(values[_SEVERITY]), Confidence(values[_CONFIDENCE])
    options = values[_OPTIONS]
    values[_OPTIONS] = {
        option.name: _CONVERTERS[option.type](options[option.name]) for option in KINDS[values[_KIND]].options
    }
    values[_VARIANTS] = {
        name: Variant(Severity(severity), message, mend)
        for name, (severity, message, mend) in values[_VARIANTS].items()
    }
    values[_EXAMPLES] = LazyExamples(values[_EXAMPLES])
    return Rule(*values)


def _source(value: object) -> str:
    if isinstance(value, Pattern):
        return value.pattern
    raise NotImplementedError


def _unchanged(value: Any) -> Any:
    return value


def _patterns(values: Mapping[str, str]) -> dict[str, Pattern]:
    return {name: compile_pattern(value) for name, value in values.items()}


_CONVERTERS: Mapping[OptionType, Callable[[Any], Any]] = {
    "string": _unchanged,
    "strings": tuple,
    "pattern": compile_pattern,
    "integer": _unchanged,
    "number": Decimal,
    "boolean": _unchanged,
    "table": _unchanged,
    "pattern-table": _patterns,
}
"""Type of an option → the function that converts its cached value to the value of the option."""
