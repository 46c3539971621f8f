"""The team board of a lead."""
