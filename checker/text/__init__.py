"""checker/text."""
