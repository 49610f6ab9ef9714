"""The tool's own texts in other languages: Chinese is written in the code, ``en.toml`` has the English for each text.

Imports nothing of the package.
"""
