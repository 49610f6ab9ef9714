"""Rules as they are kept from one run to the next: read and judged once, then put together from bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from checker.archive import ARCHIVE
from checker.kinds import KINDS
from checker.patterns import Pattern, compile_pattern
from checker.rule import OptionType, Rule


def kept_rules(stamp: str, read: Callable[[], Iterable[Rule]]) -> list[Rule]:
    """The rules of a file that ships with the tool: what ``read`` gives where the stamp is the same."""
    return unpacked(ARCHIVE.remembered("rules", stamp, lambda: packed(read())))


def packed(rules: Iterable[Rule]) -> bytes:
    """Rules in one piece; of an expression its source is kept."""
    return msgspec.msgpack.encode(list(rules), enc_hook=_source)


def unpacked(data: bytes) -> list[Rule]:
    """What :func:`packed` was given."""
    rules = msgspec.msgpack.decode(data, type=list[Rule])
    return [msgspec.structs.replace(rule, options=_options(rule)) for rule in rules]


def _source(value: object) -> str:
    if isinstance(value, Pattern):
        return value.pattern
    raise NotImplementedError


def _options(rule: Rule) -> dict[str, Any]:
    """The options as their kind wants them; in bytes they are texts, lists, tables and numbers."""
    return {option.name: _MAKERS[option.type](rule.options[option.name]) for option in KINDS[rule.kind].options}


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
