"""checker/facts/marks."""
