"""checker/outputs/terminal."""
