"""The survey of an archive: all reports read once into a store, and what a reviewer makes of it.

``reading`` turns a report into rows, ``store`` keeps them (DuckDB), ``run`` reads what has changed; ``copies``,
``outliers`` and ``assessment`` judge the reports together; ``views`` show the result. Needs the extra
``fazhi[survey]``. May import ``batch`` and the rooms below it.
"""
