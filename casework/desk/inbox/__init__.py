"""The inbox: what needs a person now, and acts on many cases at once."""
