"""Which files are checked with which settings: configuration, search for reports, changed files, rules put together.

May import ``lint`` and the rooms below it.
"""
