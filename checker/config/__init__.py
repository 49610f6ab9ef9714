"""The configuration: keys, files, presets, and how they are laid over each other.

``keys`` names everything there is; ``values`` reads one table, ``files`` a file and what it extends, ``presets`` those
that ship; ``layers`` puts them together. Each of these imports only those before it.
"""

from __future__ import annotations

from checker.config.files import ConfigFile, find_config, load_config
from checker.config.keys import FILE, KEYS, PYPROJECT, Key
from checker.config.layers import Layer, Resolved, Step, resolve
from checker.config.patterns import Patterns
from checker.config.presets import load_preset, preset_names
from checker.config.values import Entry, PerFile

__all__ = [
    "FILE",
    "KEYS",
    "PYPROJECT",
    "ConfigFile",
    "Entry",
    "Key",
    "Layer",
    "Patterns",
    "PerFile",
    "Resolved",
    "Step",
    "find_config",
    "load_config",
    "load_preset",
    "preset_names",
    "resolve",
]
