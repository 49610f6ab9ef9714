"""checker/outputs/machine."""
