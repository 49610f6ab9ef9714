"""One module a command, or a few that belong together; each parses its options and hands over."""
