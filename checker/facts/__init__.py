"""Facts of a document, parsed on first use: zones, headings, parts, figures, references, copies, suppressions.

:class:`~checker.facts.reading.Reading` holds all facts of one document. Nothing here depends on a rule.
May import ``knowledge``, ``formats`` and the rooms below them.
"""
