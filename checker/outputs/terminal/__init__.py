"""The reports for people: full and concise, with or without colour."""
