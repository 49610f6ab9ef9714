"""What is known beside the rules: words to read a report by, norms with their dates, word lists, set phrases.

It is all data below ``rulesets/``, loaded when it is first asked for. May import ``text``, ``cache``, ``resources``
and ``search``.
"""
