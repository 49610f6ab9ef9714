"""The files of rules and settings: the location of the shipped ones, and a TOML reader.

Errors in a TOML file name file, line and key. May import ``text`` and ``cache``.
"""
