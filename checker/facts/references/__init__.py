"""Cited titles, and the short forms that a text defines for them."""
