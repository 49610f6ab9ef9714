"""Rules: their data, the loader of rulesets, selection, explanation; below ``kinds/`` the ways of looking.

May import ``facts`` and the rooms below it.
"""
