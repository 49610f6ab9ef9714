"""Reference data that is not part of any rule: the lexicon, norms with their dates, word lists, set phrases.

All of it is stored below ``rulesets/`` and loaded on first use. May import ``text``, ``cache``, ``resources`` and
``search``.
"""
