"""What an office keeps beside its cases, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.access import roles
from casework.desk.places import OFFICE
from casework.desk.requests import user_of


@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """The pages this person may open, in groups, each with what it is for."""
    user = user_of(request)
    groups = [
        (title, [place for place in places if roles.has_role(user, *place.roles)])
        for title, places in OFFICE
    ]
    shown = [(title, places) for title, places in groups if places]
    return render(request, "desk/office.html", {"groups": shown})
