"""Readers of PDF and OFD: the positioned characters of a page become lines, and lines become paragraphs."""
