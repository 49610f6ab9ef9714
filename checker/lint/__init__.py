"""checker/lint."""
