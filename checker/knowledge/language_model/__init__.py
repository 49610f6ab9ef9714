"""A small model of the official language: which characters follow which, and which are taken for which."""
