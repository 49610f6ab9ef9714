"""The JSON schema of ``fazhi.toml``, generated from the table of keys, for editors that complete and validate TOML."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from checker.project.config.keys import IGNORE, KEYS, PER_FILE, SEVERITIES, Key
from checker.rules.families import SEVERITY_WORDS
from checker.rules.kinds import KINDS
from checker.rules.loader import RULE_KEYS
from checker.rules.rule import FixPolicy
from checker.text.diagnostic import Confidence

_STRING = {"type": "string", "pattern": r"\S"}
_STRINGS = {"type": "array", "items": _STRING}
_STRING_OR_NONEMPTY_ARRAY = {"anyOf": [_STRING, _STRINGS | {"minItems": 1}]}
_STRING_OR_ARRAY = {"anyOf": [_STRING, _STRINGS]}


def schema() -> dict[str, Any]:
    """Return the schema as a JSON object."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "fazhi.toml",
        "description": "fazhi 的配置 / configuration of fazhi",
        "type": "object",
        "additionalProperties": False,
        "properties": {name: _property(key) for name, key in KEYS.items()},
        "$defs": {"ignore": _ignore(), "per-file": _per_file(), "rule": _rule()},
    }


def _property(key: Key) -> dict[str, Any]:
    return {"description": f"{key.summary} / {key.summary_en}", **_type(key)}


def _type(key: Key) -> dict[str, Any]:
    default = {"default": key.default} if key.default else {}
    if key.name in ("per-file", "rule"):
        return {"type": "array", "items": {"$ref": f"#/$defs/{key.name}"}}
    types: dict[str, dict[str, Any]] = {
        "text": _STRING | default,
        "path": _STRING | default,
        "choice": {"enum": _with_chinese(key.choices)} | default,
        "texts": _STRINGS,
        "rules": _STRINGS,
        "patterns": _STRINGS,
        "paths": _STRING_OR_ARRAY,
        "ignore": {"type": "array", "items": {"anyOf": [_STRING, {"$ref": "#/$defs/ignore"}]}},
        "severity": {"type": "object", "additionalProperties": {"enum": _with_chinese(SEVERITIES)}},
    }
    return types[key.type]


def _with_chinese(choices: Iterable[str]) -> list[str]:
    """The values of a choice, and the Chinese names of those that are severities."""
    return [*choices, *(chinese for chinese, english in SEVERITY_WORDS.items() if english in choices)]


def _ignore() -> dict[str, Any]:
    rule, path, text, reason, until = IGNORE
    date = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    properties = {
        rule: _STRING_OR_NONEMPTY_ARRAY,
        path: _STRING_OR_NONEMPTY_ARRAY,
        text: _STRING,
        reason: _STRING,
        until: date,
    }
    return {"type": "object", "additionalProperties": False, "required": [rule, reason], "properties": properties}


def _per_file() -> dict[str, Any]:
    properties = {
        name: _STRING_OR_NONEMPTY_ARRAY if name == "files" else {"$ref": f"#/properties/{name}"} for name in PER_FILE
    }
    return {"type": "object", "additionalProperties": False, "required": ["files"], "properties": properties}


def _rule() -> dict[str, Any]:
    """The schema of a rule without the options of its kind, which the tool validates itself."""
    special: dict[str, dict[str, Any]] = {
        "kind": {"enum": sorted(KINDS)},
        "severity": {"enum": list(SEVERITIES)},
        "confidence": {"enum": [str(level) for level in Confidence]},
        "fix": {"enum": list(get_args(FixPolicy))},
        "id": {"type": "string", "pattern": r"^[A-Z]{3}\d{3}$"},
        "name": {"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"},
        "reports-only": {"type": "boolean"},
        "masks": {"type": "boolean"},
        "enabled": {"type": "boolean"},
        "since-report-year": {"type": "integer"},
        "yields-to": {"type": "array", "items": {"type": "string", "pattern": r"^[A-Z]{3}\d{3}$"}},
        "options": {"type": "object"},
        "variant": {"type": "object"},
        "example": {"type": "array", "items": {"type": "object"}},
    }
    required = ["id", "summary", "why", "source", "kind", "severity", "message", "mend"]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {name: special.get(name, _STRING) for name in RULE_KEYS},
    }
