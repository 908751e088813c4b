"""What a page says of itself, of text or HTML, and which of its characters are the article."""
