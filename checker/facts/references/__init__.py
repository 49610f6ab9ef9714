"""Cited titles in 《…》, and the short forms that a text defines for them."""
