"""Rules as they are kept from one run to the next: read and judged once, then put together from plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Any, overload

import msgspec

from checker.archive import ARCHIVE
from checker.diagnostic import Confidence, Severity
from checker.kinds import KINDS
from checker.patterns import Pattern, compile_pattern
from checker.rule import Example, OptionType, Rule, Variant

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


def kept_rules(stamp: str, read: Callable[[], Iterable[Rule]]) -> list[Rule]:
    """The rules of a file that ships with the tool: what ``read`` gives where the stamp is the same."""
    return unpacked(ARCHIVE.remembered("rules", stamp, lambda: packed(read())))


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
