"""The words that reports are read by (which wordings name a part, a heading, a unit), norms, word lists, set phrases.

All of it is data below ``rulesets/`` (``reading/``, ``profiles/``, ``catalog/``, ``words/``), loaded here on first use.
May import ``text``, ``cache``, ``resources`` and ``search``.
"""
