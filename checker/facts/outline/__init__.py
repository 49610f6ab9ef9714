"""checker/facts/outline."""
