"""checker/facts/figures."""
