"""What a document states, parsed on first use: parts, headings, numbers, references, copies, suppression comments.

:class:`~checker.facts.reading.Reading` holds all facts of one document. Nothing here depends on a rule.
May import ``knowledge``, ``formats`` and the rooms below them.
"""
