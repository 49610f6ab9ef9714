"""Many files: processes, stored results, comparison of reports, profiling, ranges learned from past reports.

May import ``outputs``, ``project`` and the rooms below them.
"""
