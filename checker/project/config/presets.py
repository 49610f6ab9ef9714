"""Presets: configuration files that ship with the rulesets and may extend one another."""

from __future__ import annotations

from pathlib import Path

from checker.cache.store import SETTINGS_CACHE
from checker.project.config.layers import Layer
from checker.project.config.values import read_layer
from checker.resources import toml
from checker.resources.shipped import files_in
from checker.text.errors import FazhiError

TITLES = {"默认": "default", "起草": "draft", "发布": "publish", "严格": "strict", "公文": "gongwen"}
"""The Chinese names of presets."""


def preset_names(directory: Path) -> list[str]:
    """The names of all presets."""
    return [path.stem for path in files_in(directory, ".toml")]


def load_preset(directory: Path, name: str) -> tuple[Layer, ...]:
    """Load the layers of a preset, those of its bases first.

    Raises :class:`~checker.text.errors.FazhiError` for an unknown name.
    """
    known = preset_names(directory)
    name = TITLES.get(name, name)
    if name not in known:
        raise FazhiError(f"没有预设“{name}”{toml.suggestion(name, known)}(可用:{' '.join(known)})")
    shown = f"presets/{name}.toml"
    layer = read_layer(toml.load(directory / f"{name}.toml", shown, trusted=True, cache=SETTINGS_CACHE), shown, None)
    base = layer.values.get("preset")
    bases = load_preset(directory, base) if isinstance(base, str) and base != name else ()
    return (*bases, layer)
