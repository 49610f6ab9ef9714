"""All rules: those that ship are read and judged once, and put together from plain values in the runs that follow."""

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
"""Where the values stand that are no plain ones."""


class KeptExamples(Sequence[Example]):
    """The examples of a rule, put together when somebody looks at them."""

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


def load_rules(directory: Path, macros: Mapping[str, str], own: tuple[toml.Table, ...] = ()) -> tuple[Rule, ...]:
    """All rules of the TOML files directly in a folder, and of the user's own files, sorted by id.

    ``macros`` are the named alternatives that patterns may use as ``(?&name)``.
    """
    rules: dict[str, Rule] = {}
    names: dict[str, str] = {}
    given = digest(repr(sorted(macros.items())).encode())
    shipped = (_shipped(path, macros, given) for path in files_in(directory, ".toml"))
    for rule in chain(*shipped, *(_read(table, macros) for table in own)):
        known = rules.get(rule.id) or rules.get(names.get(rule.name, ""))
        if known:
            raise RulesetError(rule.file, f"规则 {rule.id}({rule.name})与 {known.file} 的 {known.id} 重复")
        rules[rule.id] = rule
        names[rule.name] = rule.id
    return tuple(rules[rule_id] for rule_id in sorted(rules))


def _shipped(path: Path, macros: Mapping[str, str], given: str) -> list[Rule]:
    """The rules of a file; ``given`` is a name for the macros."""

    def values() -> list[tuple[Any, ...]]:
        return packed(_read(toml.parse(read_text(path, path.name), path.name, trusted=True), macros))

    return unpacked(COMPILED_CACHE.get_or_make("rules", f"{file_stamp(path, path.name)}:{given}", values))


def _read(table: toml.Table, macros: Mapping[str, str]) -> Iterable[Rule]:
    from checker.rules.loader import parse_rules  # noqa: PLC0415 - what ships with the tool has been read before

    return parse_rules(table, macros)


def packed(rules: Iterable[Rule]) -> list[tuple[Any, ...]]:
    """Rules as plain values; of an expression its source is kept."""
    return [_values_of(rule) for rule in rules]


def unpacked(all_values: Iterable[Sequence[Any]]) -> list[Rule]:
    """What :func:`packed` was given."""
    return [_rule_of(values) for values in all_values]


def _values_of(rule: Rule) -> tuple[Any, ...]:
    values: list[Any] = list(msgspec.structs.astuple(rule))
    values[_SEVERITY], values[_CONFIDENCE] = int(rule.severity), int(rule.confidence)
    values[_OPTIONS] = msgspec.to_builtins(dict(rule.options), enc_hook=_source)
    values[_VARIANTS] = {name: (int(one.severity), one.message, one.mend) for name, one in rule.variants.items()}
    values[_EXAMPLES] = msgspec.msgpack.encode(tuple(rule.examples))
    return tuple(values)


def _rule_of(kept: Sequence[Any]) -> Rule:
    values = list(kept)
    values[_SEVERITY], values[_CONFIDENCE] = Severity(values[_SEVERITY]), Confidence(values[_CONFIDENCE])
    given = values[_OPTIONS]
    values[_OPTIONS] = {
        option.name: _MAKERS[option.type](given[option.name]) for option in KINDS[values[_KIND]].options
    }
    values[_VARIANTS] = {
        name: Variant(Severity(severity), message, mend)
        for name, (severity, message, mend) in values[_VARIANTS].items()
    }
    values[_EXAMPLES] = KeptExamples(values[_EXAMPLES])
    return Rule(*values)


def _source(value: object) -> str:
    if isinstance(value, Pattern):
        return value.pattern
    raise NotImplementedError


def _same(value: Any) -> Any:
    return value


def _patterns(values: Mapping[str, str]) -> dict[str, Pattern]:
    return {name: compile_pattern(value) for name, value in values.items()}


_MAKERS: Mapping[OptionType, Callable[[Any], Any]] = {
    "string": _same,
    "strings": tuple,
    "pattern": compile_pattern,
    "integer": _same,
    "number": Decimal,
    "boolean": _same,
    "table": _same,
    "pattern-table": _patterns,
}
"""What the options in plain values are made into, as their kind wants them."""
