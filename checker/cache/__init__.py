"""Storage between runs: the user's cache folder, compiled expressions and parsed files, each with a checksum.

May import ``disk`` and ``version``.
"""
