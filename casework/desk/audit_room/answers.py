"""Answers of the audit room that are saved as files."""

from django.http.response import HttpResponseBase


def saved(response: HttpResponseBase, filename: str) -> HttpResponseBase:
    """The answer as a file to be saved, kept by no cache."""
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
