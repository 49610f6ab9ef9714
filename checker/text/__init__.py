"""The data types that all rooms share: spans, documents that map to their source, edits, diagnostics, errors.

Imports nothing else from this package.
"""
