"""The command line: ``commands/`` has one module per command; the modules beside it are shared by commands.

May import every other room, and is imported by none.
"""
