"""Ticks the tasks of the first day when somebody has done them."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from casework.access.models import User
from casework.desk.help import tour


class TourMiddleware:
    """After the view: one statement for each task a person does for the first time, else none."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        key = tour.KEYS.get((request.method or "", match.view_name)) if match else None
        if key and response.status_code < 400:
            _tick(request, key)
        return response


def _tick(request: HttpRequest, key: str) -> None:
    user = request.user
    if not isinstance(user, User) or key in user.tour_done:
        return
    if tour.is_shown(user, timezone.now()):
        tour.tick(user, key)
