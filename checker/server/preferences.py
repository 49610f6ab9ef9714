"""The editor's settings: ``initializationOptions``, and the section ``fazhi`` of the client's configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from checker.resources.toml import suggestion
from checker.text.diagnostic import Confidence
from checker.text.errors import FazhiError

SECTION = "fazhi"
KEYS = ("preset", "profile", "select", "ignore", "minConfidence", "configuration")
_CLIENT_KEYS = ("path", "trace", "trace.server")
"""Settings in the same section that the editor extension reads itself."""


class Preferences(Struct, frozen=True):
    """The editor's settings; for empty ones ``fazhi.toml`` decides."""

    preset: str = ""
    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    minimum_confidence: Confidence | None = None
    configuration: str = ""


def section_of(settings: object) -> Mapping[str, Any] | None:
    """Return the section of this server, with or without its name as the outer key; None when there is none."""
    if not isinstance(settings, Mapping):
        return None
    inner = settings.get(SECTION)
    if isinstance(inner, Mapping):
        return inner
    return settings if set(settings) & {*KEYS, *_CLIENT_KEYS} else None


def parse_preferences(section: Mapping[str, Any]) -> Preferences:
    """Parse the settings of a section; raises :class:`~checker.text.errors.FazhiError` for an invalid one."""
    for key in section:
        if key not in (*KEYS, *_CLIENT_KEYS):
            raise FazhiError(f"设置 {SECTION}.{key}：没有这个设置{suggestion(key, KEYS)}")
    minimum = _text(section, "minConfidence")
    if minimum and minimum not in map(str, Confidence):
        known = " ".join(map(str, reversed(Confidence)))
        raise FazhiError(
            f"设置 {SECTION}.minConfidence：不认识“{minimum}”{suggestion(minimum, known.split())}（可用：{known}）"
        )
    return Preferences(
        _text(section, "preset"),
        _text(section, "profile"),
        _names(section, "select"),
        _names(section, "ignore"),
        Confidence[minimum.upper()] if minimum else None,
        _text(section, "configuration"),
    )


def _text(section: Mapping[str, Any], key: str) -> str:
    value = section.get(key) or ""
    if not isinstance(value, str):
        raise FazhiError(f"设置 {SECTION}.{key}：应为文本")
    return value.strip()


def _names(section: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of names, or one string with names separated by commas."""
    value = section.get(key) or ()
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, str) for part in parts):
        raise FazhiError(f"设置 {SECTION}.{key}：应为文本列表")
    return tuple(name.strip() for part in parts for name in part.split(",") if name.strip())
