"""Files on disk, opened so that a hostile folder does no harm.

What is read is a regular file of bounded size; what is written goes through no link and is whole or not there.

Imports ``text`` only.
"""
