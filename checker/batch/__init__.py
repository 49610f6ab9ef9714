"""Many files: processes, results kept between runs, comparison of reports, measuring, ranges learned from past reports.

May import ``outputs``, ``project`` and the rooms below them.
"""
