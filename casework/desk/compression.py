"""Pages go out compressed; a list of fifty cases then weighs what a small picture does."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class PageCompression(GZipMiddleware):
    """Compresses pages only: files of the record are packed already, or are what they are.

    What an attacker types and a secret of the page cannot be told apart by the length (BREACH): the
    token of each form is masked anew, and a random number of bytes comes along.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if not kind.startswith("text/html"):
            return response
        return super().process_response(request, response)
