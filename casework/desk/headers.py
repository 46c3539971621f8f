"""Headers of every answer that Django's own middleware and django-csp do not set.

The pages use no device, no sensor and no payment of the browser, are of use to no other site, and
hold what people entrusted to an office: no cache keeps them, unless the answer says otherwise
(static files do).
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Everything that browsers give to a page unless it says no; a passkey is all we ever ask for.
UNUSED = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
ALWAYS = {
    "Permissions-Policy": ", ".join(
        [
            *(f"{name}=()" for name in UNUSED),
            *(f"publickey-credentials-{act}=(self)" for act in ("create", "get")),
        ]
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
}


class HeadersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in ALWAYS.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "private, no-store")
        if request.method == "POST" and request.path == reverse("account_logout"):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response
