"""The configuration: keys, files, presets, and how they are laid over each other.

``keys`` names everything there is; ``values`` reads one table, ``files`` a file and what it extends, ``presets`` those
that ship; ``layers`` puts them together. Each of these imports only those before it.
"""

from __future__ import annotations

from checker.project.config.files import ConfigFile, find_config, load_config
from checker.project.config.keys import FILE, KEYS, PYPROJECT, Key
from checker.project.config.layers import Layer, Resolved, Step, resolve
from checker.project.config.patterns import Patterns
from checker.project.config.presets import load_preset, preset_names
from checker.project.config.values import Entry, PerFile

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
