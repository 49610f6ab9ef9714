"""checker/cli."""
