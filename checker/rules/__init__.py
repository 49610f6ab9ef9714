"""Rules: their data, the loader of rulesets, selection and explanation; ``kinds/`` contains the checks.

May import ``facts`` and the rooms below it.
"""
