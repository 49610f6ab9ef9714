"""Names that a document gives to its own things, and the variants of a name that are likely slips."""
