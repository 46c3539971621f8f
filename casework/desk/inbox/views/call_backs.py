"""The page of the call-backs that were promised."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from casework.desk.inbox.call_backs import MOST, WHOSE, groups_of
from casework.desk.requests import user_of


@require_GET
def call_backs(request: HttpRequest) -> HttpResponse:
    """Whom to call back or meet: late, today, later; `?whose=units` for all of one's units."""
    whose = "units" if request.GET.get("whose") == "units" else "mine"
    groups, more = groups_of(whose, user_of(request), timezone.localdate())
    context = {"groups": groups, "more": more, "most": MOST, "whose": whose, "choices": WHOSE}
    return render(request, "desk/call_backs.html", context)
