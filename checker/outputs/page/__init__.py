"""checker/outputs/page."""
