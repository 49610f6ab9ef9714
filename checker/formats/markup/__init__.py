"""HTML and Markdown, each with the offset of every character in the source."""
