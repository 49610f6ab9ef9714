"""What a reviewer looks at, made of the store: the sheets of the workbook, the pages with plots, the overview of a run.

May import what ``survey`` may.
"""
