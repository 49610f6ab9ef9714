"""The files in which rules and settings are written: where the shipped ones lie, and a TOML reader.

An error in a TOML file names file, line and key. May import ``text`` and ``cache``.
"""
