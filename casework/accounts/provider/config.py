"""The identity providers of this installation, by their id."""

from django.conf import settings

from casework.identity import Provider

__all__ = ["Provider", "providers"]


def providers() -> dict[str, Provider]:
    """Empty where nobody signs in that way."""
    return {one.id: one for one in settings.IDENTITY_PROVIDERS}
