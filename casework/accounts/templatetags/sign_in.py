"""The identity providers one can sign in with, for the sign-in page."""

from django import template

from casework.accounts.provider.config import Provider, providers

register = template.Library()


@register.simple_tag
def sign_in_providers() -> list[Provider]:
    """Those the installation names, in its order."""
    return list(providers().values())
