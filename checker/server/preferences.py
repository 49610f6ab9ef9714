"""What the editor's settings ask for: ``initializationOptions`` and the section ``fazhi`` of the configuration."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from checker.resources.toml import suggestion
from checker.text.diagnostic import Confidence
from checker.text.errors import FazhiError

SECTION = "fazhi"
KEYS = ("preset", "profile", "select", "ignore", "minConfidence", "configuration")
_CLIENT = ("path", "trace", "trace.server")
"""Settings of the same section that the extension itself reads."""


class Preferences(Struct, frozen=True):
    """The editor's settings; what is empty leaves the word to ``fazhi.toml``."""

    preset: str = ""
    profile: str = ""
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    minimum_confidence: Confidence | None = None
    configuration: str = ""


def section_of(settings: object) -> Mapping[str, Any] | None:
    """The settings that are ours, given bare or under the name of the section; None when there are none."""
    if not isinstance(settings, Mapping):
        return None
    inner = settings.get(SECTION)
    if isinstance(inner, Mapping):
        return inner
    return settings if set(settings) & {*KEYS, *_CLIENT} else None


def preferences_of(section: Mapping[str, Any]) -> Preferences:
    """The settings of a section, checked; raises :class:`~checker.text.errors.FazhiError` for a wrong one."""
    for key in section:
        if key not in (*KEYS, *_CLIENT):
            raise FazhiError(f"设置 {SECTION}.{key}:没有这个设置{suggestion(key, KEYS)}")
    least = _text(section, "minConfidence")
    if least and least not in map(str, Confidence):
        known = " ".join(map(str, reversed(Confidence)))
        raise FazhiError(
            f"设置 {SECTION}.minConfidence:不认识“{least}”{suggestion(least, known.split())}(可用:{known})"
        )
    return Preferences(
        _text(section, "preset"),
        _text(section, "profile"),
        _names(section, "select"),
        _names(section, "ignore"),
        Confidence[least.upper()] if least else None,
        _text(section, "configuration"),
    )


def _text(section: Mapping[str, Any], key: str) -> str:
    value = section.get(key) or ""
    if not isinstance(value, str):
        raise FazhiError(f"设置 {SECTION}.{key}:应为文本")
    return value.strip()


def _names(section: Mapping[str, Any], key: str) -> tuple[str, ...]:
    """A list of names, or one text with commas between them."""
    value = section.get(key) or ()
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, (list, tuple)) or not all(isinstance(part, str) for part in parts):
        raise FazhiError(f"设置 {SECTION}.{key}:应为文本列表")
    return tuple(name.strip() for part in parts for name in part.split(",") if name.strip())
