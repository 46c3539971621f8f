"""What an office keeps beside its cases, on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from casework.desk.places import kept_by
from casework.desk.requests import user_of


@require_GET
def office(request: HttpRequest) -> HttpResponse:
    """The pages this person may open, in groups, each with what it is for."""
    return render(request, "desk/office.html", {"groups": kept_by(user_of(request))})
