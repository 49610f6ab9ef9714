"""The structure of a report: zones, headings and their numbers, required parts, metadata, issuer and year."""
