"""checker/formats/paged."""
