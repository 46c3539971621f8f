"""How long files are kept, how they are deleted, and what people may ask about their data."""
