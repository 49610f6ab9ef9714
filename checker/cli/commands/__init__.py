"""The commands: one module per command, or for a few related ones, that parses options and calls the other rooms."""
