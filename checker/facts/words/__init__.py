"""checker/facts/words."""
