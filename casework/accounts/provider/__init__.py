"""Signing in through the authority's own identity provider (OpenID Connect)."""
