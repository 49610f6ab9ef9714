"""Repeated text: doubled words, repeated paragraphs, passages shared with another report."""
