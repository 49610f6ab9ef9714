"""checker/facts/copies."""
