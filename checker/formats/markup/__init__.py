"""Readers of HTML and Markdown, which record the source offset of every character."""
