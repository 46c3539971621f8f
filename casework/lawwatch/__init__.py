"""Watches what changes in the law and whom it touches, and keeps what the office knows of norms."""
