"""One document and some rules to one report: engine, suppressions, masking, fingerprints, baseline, fixer.

Pure: no file is read or written here but a baseline. May import ``rules`` and the rooms below it.
"""
