"""Punctuation: pairs of quotation marks and brackets, half-width or full-width."""
