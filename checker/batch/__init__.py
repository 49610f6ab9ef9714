"""checker/batch."""
