"""Many files: worker processes, results stored in the cache, comparison of reports, profiling, learned ranges.

May import ``outputs``, ``project`` and the rooms below them.
"""
