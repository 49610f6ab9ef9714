"""checker/knowledge."""
