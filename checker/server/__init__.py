"""The language server (``fazhi server``): what the linter says, in an editor, while somebody types.

May import ``project`` and the rooms below it.
"""
