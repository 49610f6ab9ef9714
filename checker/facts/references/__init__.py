"""checker/facts/references."""
