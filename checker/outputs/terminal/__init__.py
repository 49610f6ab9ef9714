"""The formats for terminals, full and concise, with or without colour."""
