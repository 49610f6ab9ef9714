"""What is said twice: doubled words, repeated paragraphs, passages shared with another report."""
