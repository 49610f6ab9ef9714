"""Finding things in text: compiled expressions with a time limit, the literals they need, many words in one pass.

May import ``text`` and ``cache``.
"""
