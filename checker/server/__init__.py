"""The language server: what the linter says, in an editor, while somebody types (``fazhi server``)."""
