"""The JSON schema of ``fazhi.toml``, made from the table of keys, for editors that complete and check TOML."""

from __future__ import annotations

from typing import Any, get_args

from checker.project.config.keys import IGNORE, KEYS, PER_FILE, SEVERITIES, Key
from checker.rules.kinds import KINDS
from checker.rules.loader import RULE_KEYS
from checker.rules.rule import FixPolicy
from checker.text.diagnostic import Confidence

_TEXT = {"type": "string", "pattern": r"\S"}
_TEXTS = {"type": "array", "items": _TEXT}
_SOME = {"anyOf": [_TEXT, _TEXTS | {"minItems": 1}]}
_TEXT_OR_TEXTS = {"anyOf": [_TEXT, _TEXTS]}


def schema() -> dict[str, Any]:
    """The schema as a JSON object."""
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
        "text": _TEXT | default,
        "path": _TEXT | default,
        "choice": {"enum": list(key.choices)} | default,
        "texts": _TEXTS,
        "rules": _TEXTS,
        "patterns": _TEXTS,
        "paths": _TEXT_OR_TEXTS,
        "ignore": {"type": "array", "items": {"anyOf": [_TEXT, {"$ref": "#/$defs/ignore"}]}},
        "severity": {"type": "object", "additionalProperties": {"enum": list(SEVERITIES)}},
    }
    return types[key.type]


def _ignore() -> dict[str, Any]:
    rule, path, text, reason, until = IGNORE
    date = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    properties = {rule: _SOME, path: _SOME, text: _TEXT, reason: _TEXT, until: date}
    return {"type": "object", "additionalProperties": False, "required": [rule, reason], "properties": properties}


def _per_file() -> dict[str, Any]:
    properties = {name: _SOME if name == "files" else {"$ref": f"#/properties/{name}"} for name in PER_FILE}
    return {"type": "object", "additionalProperties": False, "required": ["files"], "properties": properties}


def _rule() -> dict[str, Any]:
    """A rule as far as it can be said without its kind, whose options the tool checks itself."""
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
        "options": {"type": "object"},
        "variant": {"type": "object"},
        "example": {"type": "array", "items": {"type": "object"}},
    }
    needed = ["id", "name", "summary", "summary-en", "why", "source", "kind", "severity", "message", "mend"]
    return {
        "type": "object",
        "additionalProperties": False,
        "required": needed,
        "properties": {name: special.get(name, _TEXT) for name in RULE_KEYS},
    }
