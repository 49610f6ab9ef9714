"""Punctuation: paired quotation marks and brackets, and the width of marks."""
