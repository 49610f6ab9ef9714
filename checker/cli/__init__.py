"""The command line: ``commands/`` has one module a command, the modules beside it are what commands share.

May import every other room but is imported by none.
"""
