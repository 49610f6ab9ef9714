"""checker/project."""
