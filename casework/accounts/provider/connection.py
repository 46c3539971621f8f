"""Asking the identity provider within the rules of `outbound`, with django-allauth's own library.

What a provider says of itself names further addresses (its keys, where tokens are given out): those
too must lie outside of the house's own network, unless the settings name their host.
"""

from typing import Any

import requests
from django.conf import settings

from outbound import Refused, allow

SECONDS = 10


class Connection(requests.Session):
    """Follows no redirect and waits no longer than ten seconds for a byte."""

    def send(self, request: requests.PreparedRequest, **kwargs: Any) -> requests.Response:
        """Raises requests.ConnectionError for an address that may not be asked."""
        try:
            allow(request.url or "", settings.INSIDE_HOSTS)
        except Refused as error:
            raise requests.ConnectionError(str(error)) from error
        kwargs |= {"allow_redirects": False, "timeout": SECONDS}
        return super().send(request, **kwargs)
