"""Refuses a request that is larger than anything we take, before its first byte is read.

Django bounds what a form's fields may hold, but not the files that come with it.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

MORE = 1024 * 1024  # for what stands around the files of a form


class SizeMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        # Without a length Django reads nothing at all, so this is the only way in.
        if length.isdigit() and int(length) <= settings.MAX_SUBMISSION_BYTES + MORE:
            return self.get_response(request)
        megabytes = settings.MAX_SUBMISSION_BYTES // 1024 // 1024
        words = _("What you sent is too large: at most %(limit)s MB are taken.")
        return HttpResponse(
            words % {"limit": megabytes}, status=413, content_type="text/plain; charset=utf-8"
        )
