"""Which files are checked with which settings: configuration, file search, changed files, linters.

May import ``lint`` and the rooms below it.
"""
