"""checker/search."""
