"""Linting: documents and rules in, reports out. Engine, effect of suppressions, masking, baseline, fixer.

No function here reads or writes a file, except that ``baseline`` loads one. May import ``rules`` and the rooms below.
"""
