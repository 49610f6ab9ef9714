"""What a text states, read once and on demand; nothing here knows a rule.

:class:`checker.facts.reading.Reading` brings the facts of one document together.
"""
