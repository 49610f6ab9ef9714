"""The language server (``fazhi server``): lints reports in editors while they are being edited.

May import ``project`` and the rooms below it.
"""
