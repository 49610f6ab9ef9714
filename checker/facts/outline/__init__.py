"""The structure of a report: zones, headings and their numbers, required parts by meaning, metadata, issuer, year."""
