"""Text that reports share, below the findings of ``fazhi compare``: groups of bodies, pairs of reports, a matrix.

One module a format; ``tables`` computes what all of them show. May import what ``outputs`` may.
"""
