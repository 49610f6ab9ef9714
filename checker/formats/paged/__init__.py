"""PDF and OFD: characters with their places on a page become lines, then paragraphs."""
