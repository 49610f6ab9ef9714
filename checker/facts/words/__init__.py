"""Where listed wordings stand in the body, and the places that rules about wording do not look at."""
