"""The room of the search in one box: cases, law and the handbook, from the head of every page."""
