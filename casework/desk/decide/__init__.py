"""Deciding and writing letters: editor, checks, co-signature, issuing."""
