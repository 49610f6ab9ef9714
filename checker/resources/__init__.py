"""checker/resources."""
