"""Translations of the tool's own texts: the code holds the Chinese texts, ``en.toml`` their English translations.

Imports nothing else from this package.
"""
