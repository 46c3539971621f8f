"""Help where it is needed: the handbook, words, keys, the tour of the first day."""
