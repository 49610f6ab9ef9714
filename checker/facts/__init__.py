"""What a text states, read once and on demand: zones, headings, parts, figures, references, copies, suppressions.

:class:`~checker.facts.reading.Reading` brings all facts of one document together. Nothing here knows a rule.
May import ``knowledge``, ``formats`` and the rooms below them.
"""
