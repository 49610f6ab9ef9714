"""The configuration: keys, files, presets, and how they are merged.

``keys`` defines all keys, ``layers`` merges settings, ``values`` parses one table, ``files`` loads a file and the files
that it extends, ``presets`` loads the shipped ones; ``schema`` and ``show`` describe the result.
"""

from __future__ import annotations

from checker.project.config.files import ConfigFile, find_config, load_config
from checker.project.config.keys import FILE, KEYS, PYPROJECT, Key
from checker.project.config.layers import Layer, Resolved, Step, resolve
from checker.project.config.patterns import Patterns
from checker.project.config.presets import load_preset, preset_names
from checker.project.config.values import IgnoreEntry, PerFile

__all__ = [
    "FILE",
    "KEYS",
    "PYPROJECT",
    "ConfigFile",
    "IgnoreEntry",
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
