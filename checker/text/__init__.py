"""The data that all rooms share: spans, documents with the way back to their source, edits, diagnostics, errors.

Imports nothing of the package.
"""
