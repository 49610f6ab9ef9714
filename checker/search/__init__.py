"""Searching text: compiled expressions with a time limit, the literals that they require, many words in one pass.

May import ``text`` and ``cache``.
"""
