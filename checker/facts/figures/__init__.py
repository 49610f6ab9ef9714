"""Figures with their units, what they count, and what they say about each other."""
